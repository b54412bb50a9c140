using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Authentication;

/// <summary>Who may call the service.</summary>
public sealed class AccessOptions : IValidatableObject
{
    /// <summary>Bearer tokens ("Authorization: Bearer …"). None by default.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<CredentialOptions> Tokens { get; init; } = [];

    /// <summary>Users with a password ("Authorization: Basic …"), for senders that know nothing else. None by default.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<CredentialOptions> Users { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var twice in Tokens.GroupBy(token => token.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return new ValidationResult($"access:tokens has the name {twice.Key} twice; names stand in the audit trail", [nameof(Tokens)]);
        foreach (var twice in Users.GroupBy(user => user.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return new ValidationResult($"access:users has the name {twice.Key} twice", [nameof(Users)]);
    }
}
