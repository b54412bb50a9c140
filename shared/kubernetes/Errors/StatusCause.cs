namespace Pipeline.Kubernetes.Errors;

/// <summary>One reason for a refusal.</summary>
public sealed record StatusCause
{
    /// <summary>"FieldValueInvalid", "FieldManagerConflict", "DisruptionBudget".</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>"spec.template.spec.containers[0].image".</summary>
    public string? Field { get; init; }
}
