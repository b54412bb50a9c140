using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Authentication;

/// <summary>A secret that somebody proves to be somebody with.</summary>
public sealed class CredentialOptions : IValidatableObject
{
    /// <summary>Whose it is, as the audit trail names them.</summary>
    [Required, RegularExpression(@"[A-Za-z0-9][-A-Za-z0-9._@]{0,99}", ErrorMessage = "1 to 100 letters, digits, dots, dashes, underscores and @")]
    public string Name { get; init; } = "";

    /// <summary>What they may do: viewer, approver, ingest, auditor, admin.</summary>
    [MinLength(1), MaxLength(10)]
    public IReadOnlyList<AccessRole> Roles { get; init; } = [];

    /// <summary>The secret itself, 16 characters at least; rather name a file or give <see cref="Sha256"/>.</summary>
    [Secret, MinLength(16)]
    public string? Secret { get; init; }

    /// <summary>The secret's SHA-256 in hexadecimal, so that the settings hold nothing secret.</summary>
    [RegularExpression("[0-9a-fA-F]{64}", ErrorMessage = "64 hexadecimal digits")]
    public string? Sha256 { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Secret is null == Sha256 is null)
            yield return new ValidationResult(
                $"the credential {Name} needs exactly one of secretFile, secret and sha256", [nameof(Name)]);
    }

    internal byte[] Hash() => Sha256 is not null ? Convert.FromHexString(Sha256) : HashOf(Secret!);

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
