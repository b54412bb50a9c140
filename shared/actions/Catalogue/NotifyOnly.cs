using Pipeline.Actions.Parameters;
using Pipeline.Incidents.Plans;

namespace Pipeline.Actions.Catalogue;

/// <summary>Tells people through a webhook and changes nothing.</summary>
public static class NotifyOnly
{
    /// <summary>Its name in plans.</summary>
    public const string Name = "notify_only";

    /// <summary>Parameter: what is said to the people beyond the incident's own facts.</summary>
    public const string Message = "message";

    /// <summary>Its entry. The proof holds for a receiver that honours idempotency keys; else it is unprovable.</summary>
    public static ActionDefinition Definition { get; } = new()
    {
        Name = Name,
        Summary = "Notify people about {target} through the configured webhook.",
        Parameters = [new TextParameter(Message, "What people are told beyond the incident's own facts.", 1000)],
        Risk = RiskLevel.None,
        ChangesCluster = false,
        Reversibility = Reversibility.NothingToTakeBack,
        Rollback = "Nothing to take back: a notification changes nothing in the cluster.",
        Proof = ActionProof.IdempotencyKey,
        TimeLimit = TimeSpan.FromSeconds(30),
    };
}
