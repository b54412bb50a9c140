using System.ComponentModel.DataAnnotations;

namespace Pipeline.Masking;

/// <summary>A regular expression of the installation's own, for secrets that no built-in rule knows.</summary>
public sealed class CustomPattern
{
    /// <summary>The kind in the token: lower-case letters, digits and "-", a letter first, 32 characters at most.</summary>
    [Required]
    [RegularExpression("^[a-z][a-z0-9-]{0,31}$")]
    public string Kind { get; init; } = "";

    /// <summary>
    /// .NET syntax, case-sensitive unless it says <c>(?i)</c>. When it has a group named <c>secret</c> that group is
    /// masked, else the whole match. 1,000 characters at most.
    /// </summary>
    [Required]
    [StringLength(1000)]
    public string Pattern { get; init; } = "";
}
