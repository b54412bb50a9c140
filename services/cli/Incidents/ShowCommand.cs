using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Incidents;

namespace Pipeline.Cli.Incidents;

/// <summary><c>pipeline incidents show</c>: the story of one incident.</summary>
internal static class ShowCommand
{
    public static Command Create(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var id = IncidentArgument.Create();
        var command = new Command("show", """
            The whole story of one incident: what is wrong and why, the plan, who decided, what was done, whether it helped.

              pipeline incidents show 2d015ef4
              pipeline incidents show 2d015ef4 --output json | jq .document.plan

            The chart of a window: each column of dots is a sample, or several; a gap in the line is a gap in the data.
            """)
        {
            id,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            var instance = connection.Find(parsed);
            using var api = new ApiClient(instance, environment.Clock);
            var events = await api.EventsAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.IsJson(output))
            {
                var document = await api.ShowAsync(parsed.GetRequiredValue(id), cancellationToken);
                environment.Terminal.Show(new ShownIncident(document, events), Json.Indented);
                return ExitCode.Ok;
            }

            var story = IncidentStory.Of([.. events.Select(TimelineEvent.Of)], environment.Clock.GetUtcNow(), instance.SameOptions)
                ?? throw new CommandException(ExitCode.Error, "The incident's events do not hold an incident that this program knows: take a newer one.");
            environment.Terminal.Show(story.Render());
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>What <c>--output json</c> shows.</summary>
    private sealed record ShownIncident(IncidentDocument Document, IReadOnlyList<EventDocument> Events);
}
