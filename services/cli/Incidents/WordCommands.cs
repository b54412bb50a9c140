using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Decisions;

namespace Pipeline.Cli.Incidents;

/// <summary>What a person can say of an incident: dismiss, resolve, reopen, escalate, comment, outcome.</summary>
internal static class WordCommands
{
    private const int LongestText = 2_000;

    private static readonly (string Name, string Path, string Description, string Example)[] Words =
    [
        ("dismiss", "dismiss", "Say that it is no incident; its symptoms open none until they have gone.", "A load test, announced on Monday."),
        ("resolve", "resolve", "Close it by hand, after you have repaired it.", "The disk was replaced."),
        ("reopen", "reopen", "Have it analysed again, after it was closed, rejected or escalated.", "It came back after the deployment."),
        ("escalate", "escalate", "Take it over: the pipeline proposes nothing more and goes on watching.", "The vendor is on it."),
        ("comment", "comments", "Leave a note; it decides nothing.", "Looking at the database."),
    ];

    public static IEnumerable<Command> Create(CliEnvironment environment, ConnectionOptions connection, Option<string> output) =>
        [.. Words.Select(word => Word(word, environment, connection, output)), Outcome(environment, connection, output)];

    /// <summary>Shows the incident's state after a decision.</summary>
    public static void Show(this CliEnvironment environment, DecisionAnswer answer, bool json)
    {
        if (json)
            environment.Terminal.Show(answer, Json.Indented);
        else
            environment.Terminal.ShowLine(
                $"{(answer.Changed ? "Taken" : "Nothing new: this had been said before")}. Incident {answer.IncidentId} is [{StateStyle.Of(answer.State)}]{Untrusted.Markup(answer.State)}[/].");
    }

    private static Command Word(
        (string Name, string Path, string Description, string Example) word, CliEnvironment environment, ConnectionOptions connection,
        Option<string> output)
    {
        var (id, text) = (IncidentArgument.Create(), TextOption("Why; the auditors read it."));
        var command = new Command(word.Name, $"""
            {word.Description}

              pipeline incidents {word.Name} 2d015ef4 --text "{word.Example}"
            """)
        {
            id, text,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var answer = await api.SayAsync(
                parsed.GetRequiredValue(id), word.Path, new WordRequest(parsed.GetRequiredValue(text)), cancellationToken);
            environment.Show(answer, parsed.IsJson(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Outcome(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var (id, text) = (IncidentArgument.Create(), TextOption("What shows it."));
        var action = new Option<Guid?>("--action-id") { Description = "The action in doubt, as `incidents show` names it; the only one when left out.", HelpName = "UUID" };
        var took = new Option<bool>("--took-effect") { Description = "It took effect." };
        var none = new Option<bool>("--no-effect") { Description = "It certainly had no effect." };
        var command = new Command("outcome", """
            Say whether an action in doubt took effect: only a person can tell.

              pipeline incidents outcome 2d015ef4 --took-effect --text "The message is in the channel."
              pipeline incidents outcome 2d015ef4 --no-effect --text "The receiver's log has nothing."
            """)
        {
            id, action, took, none, text,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(took) == result.GetValue(none))
                result.AddError("Give exactly one of --took-effect and --no-effect.");
        });
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var incident = parsed.GetRequiredValue(id);
            var inDoubt = parsed.GetValue(action)
                ?? (await api.ShowAsync(incident, cancellationToken)).InDoubt?.ActionId
                ?? throw new CommandException(ExitCode.Conflict, "No action of this incident is in doubt: `pipeline incidents show` tells where it stands.");
            var answer = await api.SayAsync(
                incident, "outcome", new OutcomeRequest(inDoubt, parsed.GetValue(took), parsed.GetRequiredValue(text)), cancellationToken);
            environment.Show(answer, parsed.IsJson(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> TextOption(string description)
    {
        var option = new Option<string>("--text", "-t") { Description = description, HelpName = "TEXT", Required = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (string.IsNullOrWhiteSpace(token.Value) || token.Value.Length > LongestText))
                result.AddError($"--text must have 1 to {LongestText} characters.");
        });
        return option;
    }
}
