using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.Detection.Profiles;
using Pipeline.IncidentStore.Topology;

namespace Pipeline.Detector.Correlation;

/// <summary>What happened on purpose and explains an unusual load: a rollout, a change of scale, a batch. Pure.</summary>
/// <remarks>
/// Only what was found unusual by comparison with the past can be explained so, never a limit that was crossed, a failing
/// request or a direct failure state: a rollout that breaks something is an incident at once. What is held back comes again with the next report,
/// and is an incident when it outlasts its context.
/// </remarks>
public static class ChangeContext
{
    /// <summary>A change counts when it was made no longer before a symptom began than this.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromMinutes(10);

    /// <summary>Or, as clocks and steps differ, no longer after it than this.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(2);

    /// <summary>How long a batch explains the load that it makes.</summary>
    public static readonly TimeSpan BatchTime = TimeSpan.FromHours(2);

    private static readonly HashSet<string> LoadClasses =
    [
        FailureClass.CpuSaturation, FailureClass.MemorySaturation, FailureClass.DiskSaturation, FailureClass.TrafficSurge, FailureClass.TrafficDrop,
        FailureClass.MetricAnomaly,
    ];

    /// <summary>Whether a change could explain the report at all: only then the others need to be asked for.</summary>
    public static bool IsPossible(SymptomReport report) =>
        report is { Status: SymptomStatus.Firing, Clock: SourceClock.Live, Score: not null, Threshold: null, Severity: not Severity.Critical }
        && LoadClasses.Contains(report.FailureClass);

    /// <summary>What explains a report, as a sentence for a person; null when nothing does.</summary>
    /// <param name="report">The report.</param>
    /// <param name="owner">Who answers for its entity.</param>
    /// <param name="changes">Rollouts and changes of scale of the owner around the symptom's beginning.</param>
    /// <param name="relatives">What runs on the entity, where it is a node.</param>
    /// <param name="settle">How long after its change a new load is given time to become normal.</param>
    public static string? Explain(
        SymptomReport report, EntityRef owner, IReadOnlyList<TimelineEntry> changes, IReadOnlyList<Relative> relatives, TimeSpan settle)
    {
        if (!IsPossible(report))
            return null;
        if (owner.Kind is "Job" or "CronJob")
            return $"{owner} is a batch: its load comes and goes.";
        if (changes.LastOrDefault(change => IsNear(change, report) && report.ObservedAt - change.LastAt < settle) is { } made)
            return $"{made.Summary} at {made.LastAt:u}: the new load has until {made.LastAt + settle:u} to become normal.";
        return relatives.FirstOrDefault(relative => IsBatch(relative) && BeganWith(relative, report)) is { } batch
            ? $"{batch.Owner}, a batch, runs there since {batch.Since:u}."
            : null;
    }

    private static bool IsNear(TimelineEntry change, SymptomReport report) =>
        change.Kind is TimelineKind.Rollout or TimelineKind.Scale or TimelineKind.Autoscaler
        && change.LastAt >= report.StartedAt - Before && change.FirstAt <= report.StartedAt + After;

    private static bool IsBatch(Relative relative) =>
        relative.Kinship == Kinship.Guest
        && (relative.Owner.Contains("/Job/", StringComparison.Ordinal) || relative.Owner.Contains("/CronJob/", StringComparison.Ordinal));

    private static bool BeganWith(Relative batch, SymptomReport report) =>
        batch.Since >= report.StartedAt - Before && batch.Since <= report.StartedAt + After && report.ObservedAt - batch.Since < BatchTime;
}
