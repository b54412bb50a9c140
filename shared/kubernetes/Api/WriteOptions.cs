namespace Pipeline.Kubernetes.Api;

/// <summary>How a write is to be done.</summary>
public sealed record WriteOptions
{
    public static WriteOptions Default { get; } = new();

    /// <summary>Admission and validation run, and the answer is what would be; nothing is stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>Who owns the fields; else the client's own name. At most 128 printable characters.</summary>
    public string? FieldManager { get; init; }

    /// <summary>What happens to unknown and duplicate fields; the server's default is to warn.</summary>
    public FieldValidation? FieldValidation { get; init; }
}
