using Pipeline.Contracts;
using Pipeline.Incidents.Plans;

namespace Pipeline.Approver.Policies;

/// <summary>When a rule applies to a step: everything that is given must fit; what is left out fits always.</summary>
public sealed record PolicyCondition
{
    /// <summary>Applies to everything.</summary>
    public static PolicyCondition Always { get; } = new();

    /// <summary>One of these is the action.</summary>
    public IReadOnlyList<Glob> Actions { get; init; } = [];

    /// <summary>One of these is the target's kind.</summary>
    public IReadOnlyList<Glob> Kinds { get; init; } = [];

    /// <summary>One of these is the target's namespace; a target without one has an empty name, which only "*" fits.</summary>
    public IReadOnlyList<Glob> Namespaces { get; init; } = [];

    /// <summary>One of these is the target's name.</summary>
    public IReadOnlyList<Glob> Names { get; init; } = [];

    /// <summary>One of these is the incident's severity.</summary>
    public IReadOnlyList<Severity> Severities { get; init; } = [];

    /// <summary>One of these is the step's risk.</summary>
    public IReadOnlyList<RiskLevel> Risks { get; init; } = [];

    /// <summary>One of these is the incident's failure class.</summary>
    public IReadOnlyList<Glob> FailureClasses { get; init; } = [];

    /// <summary>One of these is the cluster.</summary>
    public IReadOnlyList<Glob> Clusters { get; init; } = [];

    /// <summary>The confidence is this or more.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>The confidence is this or less.</summary>
    public double? MaxConfidence { get; init; }

    /// <summary>Whether it says nothing, and so fits everything.</summary>
    public bool IsAlways => Actions.Count + Kinds.Count + Namespaces.Count + Names.Count + Severities.Count + Risks.Count
        + FailureClasses.Count + Clusters.Count == 0 && MinConfidence is null && MaxConfidence is null;

    /// <summary>Whether it fits a step of a plan.</summary>
    public bool Fits(PolicyInput input, PolicyStep step) =>
        Fits(Actions, step.Action) && Fits(Kinds, step.Kind) && Fits(Namespaces, step.Namespace ?? "") && Fits(Names, step.Name)
        && Fits(FailureClasses, input.FailureClass) && Fits(Clusters, input.Cluster)
        && (Severities.Count == 0 || Severities.Contains(input.Severity))
        && (Risks.Count == 0 || Risks.Contains(step.Risk))
        && !(input.Confidence < MinConfidence) && !(input.Confidence > MaxConfidence);

    private static bool Fits(IReadOnlyList<Glob> globs, string text) => globs.Count == 0 || globs.Any(g => g.Matches(text));
}
