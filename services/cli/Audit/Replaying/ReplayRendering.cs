using System.Globalization;
using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Audit.Replaying;

/// <summary>An incident step by step: each event, and what was known after it.</summary>
internal static class ReplayRendering
{
    private const int LongestWording = 200;

    public static IRenderable Render(IReadOnlyList<ReplayStep> steps)
    {
        var table = new Table { Border = TableBorder.Minimal };
        table.AddColumns("#", "recorded (UTC)", "by", "what happened", "state after", "known then");
        table.Columns[0].RightAligned();
        foreach (var step in steps)
        {
            table.AddRow(
                step.Event.Version.ToString(CultureInfo.InvariantCulture),
                Times.Full(step.Event.RecordedAt),
                Untrusted.Markup(step.Event.Actor.Name),
                Untrusted.Markup(EventWording.Of(step.Event), LongestWording),
                $"[{StateStyle.Of(step.State)}]{step.State}[/]",
                Untrusted.Markup(step.Known()));
        }

        return table;
    }
}
