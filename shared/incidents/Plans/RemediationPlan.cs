using System.Text.Json;
using Pipeline.Canonical;

namespace Pipeline.Incidents.Plans;

/// <summary>What is proposed, approved and run: one canonical document. Its hash is what people approve.</summary>
/// <remarks>
/// A target's resourceVersion is not part of it: mere status churn must not void an approval. Sensitive values are
/// masked tokens that carry an HMAC, so two secrets never look like the same plan.
/// </remarks>
public sealed record RemediationPlan
{
    /// <summary>The incident that the plan is for.</summary>
    public required Guid IncidentId { get; init; }

    /// <summary>Which analysis made it, from 1: a later plan for the same actions is another plan.</summary>
    public required int Attempt { get; init; }

    /// <summary>The cause that it answers.</summary>
    public required string Cause { get; init; }

    /// <summary>How sure the cause is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>What is done, in order; never empty.</summary>
    public required IReadOnlyList<PlannedAction> Actions { get; init; }

    /// <summary>What will be different afterwards, and how that will be seen.</summary>
    public required string ExpectedEffect { get; init; }

    /// <summary>How it is taken back; "nothing to take back" when it changes nothing.</summary>
    public required string Rollback { get; init; }

    /// <summary>What must still be true when it is executed; checked again then.</summary>
    public IReadOnlyList<Precondition> Preconditions { get; init; } = [];

    /// <summary>Whether any action changes the cluster: only then can verification speak of an effect.</summary>
    public bool ChangesCluster() => Actions.Any(a => a.ChangesCluster);

    /// <summary>The highest risk of its actions.</summary>
    public RiskLevel Risk() => Actions.Max(a => a.Risk);

    /// <summary>SHA-256 of the RFC 8785 form of the document, lower-case hex.</summary>
    public string Hash() => ContentHash.Of(JsonSerializer.SerializeToElement(this));
}
