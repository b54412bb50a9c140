using Pipeline.Contracts;

namespace Pipeline.Incidents.Plans;

/// <summary>One step of a plan: an entry of the catalogue with a target and parameters.</summary>
public sealed record PlannedAction
{
    /// <summary>Name in the catalogue: "notify_only".</summary>
    public required string Action { get; init; }

    /// <summary>What it acts on.</summary>
    public required EntityRef Target { get; init; }

    /// <summary>The target's uid in the cluster, where it has one: another object of the same name is not the target.</summary>
    public string? TargetUid { get; init; }

    /// <summary>Parameters by name, in the catalogue's invariant text form; masked where sensitive.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The fields that it changes, as they are now.</summary>
    public IReadOnlyDictionary<string, string> Before { get; init; } = new Dictionary<string, string>();

    /// <summary>The same fields as they will be.</summary>
    public IReadOnlyDictionary<string, string> After { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it changes anything in the cluster.</summary>
    public required bool ChangesCluster { get; init; }

    /// <summary>How much can go wrong.</summary>
    public required RiskLevel Risk { get; init; }

    /// <summary>What it does, as a sentence.</summary>
    public required string Summary { get; init; }
}
