using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Pipeline.Masking;

/// <summary>What is masked before it is stored, and with which key.</summary>
public sealed class MaskingOptions
{
    public const string Section = "Masking";

    /// <summary>The key itself: base 64 of 32 bytes. Exactly one of this and <see cref="KeyFile"/> is set.</summary>
    public string? Key { get; init; }

    /// <summary>File with the key in base 64; made, readable by its owner only, when absent.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Characters of one text that are kept; the rest is cut off, with a mark. 262,144 by default.</summary>
    [Range(1_024, 4_194_304)]
    public int MaxTextLength { get; init; } = 262_144;

    /// <summary>Time that one custom pattern may take on one text; then the whole text is masked. 250 ms by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan MatchTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Further patterns, 50 at most.</summary>
    [MaxLength(50)]
    [ValidateEnumeratedItems]
    public IReadOnlyList<CustomPattern> Patterns { get; init; } = [];

    /// <summary>Further names of keys whose values are always masked, in any spelling (<c>pinCode</c>, <c>PIN_CODE</c>).</summary>
    [MaxLength(200)]
    public IReadOnlyList<string> SensitiveKeys { get; init; } = [];

    /// <summary>Names of keys that only look sensitive, in any spelling. Recognisable secrets in their values are still masked.</summary>
    [MaxLength(200)]
    public IReadOnlyList<string> HarmlessKeys { get; init; } = [];
}

[OptionsValidator]
internal sealed partial class MaskingOptionsValidator : IValidateOptions<MaskingOptions>;
