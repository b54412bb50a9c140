using System.Text.Json.Serialization;

namespace Pipeline.Incidents.Plans;

/// <summary>Something that was true when the plan was made and must be true when it runs.</summary>
/// <param name="Kind">What is compared.</param>
/// <param name="Subject">The symptom key or the field.</param>
/// <param name="Expected">The value that it must have; empty where the kind says all.</param>
public sealed record Precondition(PreconditionKind Kind, string Subject, string Expected);

/// <summary>What a precondition compares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PreconditionKind>))]
public enum PreconditionKind
{
    /// <summary>At least one symptom of the incident is still there.</summary>
    SymptomsPersist,

    /// <summary>The target still has the uid that the plan names.</summary>
    TargetUid,

    /// <summary>A field of the target still has the value that the plan's author saw.</summary>
    FieldValue,
}
