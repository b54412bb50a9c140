using System.Text.Json;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Events, under the field names of either API group.</summary>
internal static class EventTable
{
    public static readonly TableLayout Layout = new(
        [
            Text("Last Seen", "Time since it last happened."), Text("Type", "Normal or Warning."), Text("Reason", "What happened, in one word."),
            Text("Object", "What it happened to."), Wide("Subobject", "Which part of that."), Wide("Source", "Who says so."), Text("Message", "What happened."),
            Wide("First Seen", "Time since it first happened."), Wide("Count", "How often."), Name with { Priority = 1 },
        ],
        Cells);

    private static object?[] Cells(JsonElement o, DateTimeOffset now)
    {
        var about = o.At("involvedObject") ?? o.At("regarding") ?? default;
        var source = o.At("source") ?? o.At("deprecatedSource") ?? default;
        var first = HumanDuration.Since(o.Time("firstTimestamp") ?? o.Time("deprecatedFirstTimestamp") ?? o.Time("eventTime"), now);
        var last = (o.Time("lastTimestamp") ?? o.Time("deprecatedLastTimestamp")) is { } seen ? HumanDuration.Since(seen, now) : first;
        var count = Math.Max(1, o.Number("count") + o.Number("deprecatedCount"));
        if (o.At("series") is { } series)
            (last, count) = (HumanDuration.Since(series.Time("lastObservedTime"), now), series.Number("count") + 1);
        var kind = about.Text("kind").ToLowerInvariant();
        return
        [
            last, o.Text("type"), o.Text("reason"), about.Text("name") is { Length: > 0 } name ? $"{kind}/{name}" : kind, about.Text("fieldPath"),
            source.Text("host") is { Length: > 0 } host ? $"{source.Text("component")}, {host}" : source.Text("component"),
            o.Text("message").Or(o.Text("note")).Trim(), first, count, o.Name(),
        ];
    }
}
