using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Incidents.State;

namespace Pipeline.Cli.Incidents;

/// <summary><c>pipeline incidents list</c>.</summary>
internal static class ListCommand
{
    private const int UsualLimit = 100;

    public static Command Create(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var states = new Option<string[]>("--state")
        {
            Description = $"Only in these states, several with commas: {string.Join(", ", IncidentState.All)}.",
            HelpName = "STATE",
            CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            Arity = ArgumentArity.OneOrMore,
        };
        states.Validators.Add(result =>
        {
            foreach (var unknown in (result.GetValueOrDefault<string[]>() ?? []).Except(IncidentState.All))
                result.AddError($"--state {unknown} does not exist. The states are {string.Join(", ", IncidentState.All)}.");
        });
        var open = new Option<bool>("--open") { Description = "Only those that go on: not resolved, withdrawn, dismissed or merged." };
        var cluster = new Option<string?>("--cluster") { Description = "Only of this cluster.", HelpName = "NAME" };
        var limit = new Option<int>("--limit")
        {
            Description = "How many at most, newest first; 0 for all.",
            HelpName = "N",
            DefaultValueFactory = _ => UsualLimit,
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError($"--limit is {result.GetValueOrDefault<int>()}; it must be 0 or more.");
        });
        var command = new Command("list", """
            The incidents, newest first.

              pipeline incidents list --open
              pipeline incidents list --state awaiting-approval,escalated
              pipeline incidents list --output json --limit 0 | jq -r '.[] | [.id, .state, .entity, .openedAt] | @tsv'
            """)
        {
            states, open, cluster, limit,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var query = new IncidentQuery(parsed.GetValue(cluster), parsed.GetValue(states) ?? [], parsed.GetValue(open));
            int? most = parsed.GetValue(limit) is var given and > 0 ? given : null;
            var incidents = await api.ListAsync(query, most, cancellationToken).ToListAsync(cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(incidents, Json.Indented);
            else
                environment.Terminal.Show(IncidentTable.Of(incidents, environment.Clock.GetUtcNow()));
            if (incidents.Count == most)
                environment.Terminal.Note($"The newest {most} are shown; --limit shows more.");
            return ExitCode.Ok;
        });
        return command;
    }
}
