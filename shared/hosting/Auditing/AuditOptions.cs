using System.ComponentModel.DataAnnotations;
using Pipeline.EventStore.Auditing;

namespace Pipeline.Hosting.Auditing;

/// <summary>Signed checkpoints over all events, kept where the database's administrator does not reach.</summary>
public sealed class AuditOptions : IValidatableObject
{
    /// <summary>PEM file of the ECDSA P-256 key that signs; made when there is none. Null, the default, leaves anchoring to other processes.</summary>
    public string? KeyFile { get; init; }

    /// <summary>JSON-lines file that the checkpoints are appended to, outside the database.</summary>
    public string? AnchorFile { get; init; }

    /// <summary>Time between two checkpoints: what is cut off the end within it can go unnoticed. 10 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The file of the public key, beside the private one.</summary>
    public string? PublicKeyFile() => KeyFile is null ? null : AuditKeyFile.PublicPath(KeyFile);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyFile is null != AnchorFile is null)
            yield return new ValidationResult("audit:keyFile and audit:anchorFile belong together: give both, or neither", [nameof(KeyFile), nameof(AnchorFile)]);
    }
}
