using System.CommandLine;
using Pipeline.Cli.Audit.Records;
using Pipeline.Cli.Incidents;
using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Audit.Replaying;

/// <summary><c>pipeline audit replay</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create(CliEnvironment environment, RecordOptions record, Option<string> output)
    {
        var (id, export) = (IncidentArgument.Create(), ExportFileOption.Create());
        var until = new Option<string?>("--until")
        {
            Description = "Stop after this event (a number from 1), or at this instant (2026-11-20T12:05:00Z): what was recorded by then.",
            HelpName = "VERSION|TIME",
        };
        until.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ReplayEnd.TryParse(token.Value, out _))
                result.AddError($"--until is \"{token.Value}\"; it must be an event's number from 1, or a time as 2026-11-20T12:05:00Z.");
        });
        var command = new Command("replay", """
            Replay an incident event by event, from the record: what happened, where it stood, what was known then.

              pipeline audit replay 2d015ef4
              pipeline audit replay 2d015ef4 --until 9
              pipeline audit replay 2d015ef4 --until 2026-11-20T12:05:00Z --file record.jsonl

            At the end it shows the incident as it stood then. What the record itself is worth says `audit verify`.
            """)
        {
            id, export, until,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            await using var opened = await record.OpenAsync(parsed, parsed.GetValue(export), cancellationToken);
            var all = await opened.EventsAsync(parsed.GetRequiredValue(id).ToLowerInvariant(), cancellationToken);
            IReadOnlyList<TimelineEvent> events = parsed.GetValue(until) is { } text && ReplayEnd.TryParse(text, out var end)
                ? [.. end!.Cut(all)]
                : all;
            if (events.Count == 0)
                throw new CommandException(
                    ExitCode.NotFound, $"Nothing of this incident was recorded by then; its first event was at {Times.Full(all[0].RecordedAt)} UTC.");
            var steps = ReplayStep.Fold(events);
            if (parsed.IsJson(output))
            {
                environment.Terminal.Show(steps.Select(step => step.ToDocument()), Json.Indented);
                return ExitCode.Ok;
            }

            environment.Terminal.Show(ReplayRendering.Render(steps));
            if (IncidentStory.Of(events, events[^1].RecordedAt) is { } story)
            {
                environment.Terminal.ShowLine($"[bold]As it stood at {Times.Full(events[^1].RecordedAt)} UTC, after event {events[^1].Version} of {all.Count}:[/]\n");
                environment.Terminal.Show(story.RenderWithoutTimeline());
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
