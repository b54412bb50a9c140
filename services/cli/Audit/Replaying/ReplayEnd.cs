using System.Globalization;
using Pipeline.Cli.Incidents.Story;

namespace Pipeline.Cli.Audit.Replaying;

/// <summary>Up to where an incident is replayed: a number of events, or an instant.</summary>
internal abstract record ReplayEnd
{
    private ReplayEnd()
    {
    }

    /// <summary>Up to this event.</summary>
    public sealed record AtVersion(long Version) : ReplayEnd;

    /// <summary>What was recorded by then, and so could be known.</summary>
    public sealed record AtTime(DateTimeOffset Time) : ReplayEnd;

    /// <summary>Reads "12" or "2026-11-20T12:05:00Z"; a time without an offset is UTC.</summary>
    public static bool TryParse(string text, out ReplayEnd? end)
    {
        end = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? new AtVersion(version)
            : text.Contains('-', StringComparison.Ordinal) && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? new AtTime(time)
            : null;
        return end is not null;
    }

    /// <summary>The events that belong in.</summary>
    public IEnumerable<TimelineEvent> Cut(IEnumerable<TimelineEvent> events) => this switch
    {
        AtVersion end => events.TakeWhile(e => e.Version <= end.Version),
        AtTime end => events.TakeWhile(e => e.RecordedAt <= end.Time),
        _ => throw new InvalidOperationException($"Nobody cuts at {GetType().Name}."),
    };
}
