using Pipeline.Actions.Parameters;
using Pipeline.Incidents.Plans;

namespace Pipeline.Actions.Catalogue;

/// <summary>What the catalogue says of an action: all that planning, policy and people need to know.</summary>
public sealed record ActionDefinition
{
    /// <summary>Snake case, unique, stored in plans: "notify_only".</summary>
    public required string Name { get; init; }

    /// <summary>What it does, as a sentence; "{target}" stands for the target.</summary>
    public required string Summary { get; init; }

    /// <summary>What it takes; anything else is refused.</summary>
    public IReadOnlyList<ParameterDefinition> Parameters { get; init; } = [];

    /// <summary>How much can go wrong.</summary>
    public required RiskLevel Risk { get; init; }

    /// <summary>Whether it changes anything in the cluster; only then can verification speak of an effect.</summary>
    public required bool ChangesCluster { get; init; }

    /// <summary>Whether it can be taken back.</summary>
    public required Reversibility Reversibility { get; init; }

    /// <summary>How it is taken back, or why that is not possible or needed.</summary>
    public required string Rollback { get; init; }

    /// <summary>How a second attempt is kept from a second effect. A configuration may weaken it, never strengthen it.</summary>
    public required ActionProof Proof { get; init; }

    /// <summary>How long one attempt may take; after that its outcome is unknown.</summary>
    public required TimeSpan TimeLimit { get; init; }
}
