using System.Text.Json.Serialization;

namespace Pipeline.Incidents.Plans;

/// <summary>How an action makes sure that a second attempt cannot have a second effect.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActionProof>))]
public enum ActionProof
{
    /// <summary>The write carries a precondition (uid, resourceVersion): a second one is refused by the server.</summary>
    Precondition,

    /// <summary>The effect has a name that is computed: a second one finds it there.</summary>
    DeterministicName,

    /// <summary>The receiver drops a second request with the same idempotency key.</summary>
    IdempotencyKey,

    /// <summary>It cannot be known: in doubt, a person decides.</summary>
    Unprovable,
}
