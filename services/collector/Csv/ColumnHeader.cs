using System.Text.RegularExpressions;

namespace Pipeline.Collector.Csv;

/// <summary>A column's title, read tolerantly: case, blanks, hyphens and underscores do not count.</summary>
/// <param name="Text">As in the file.</param>
/// <param name="Words">Lower case, one blank between words, without the unit: "network receive".</param>
/// <param name="Unit">What stood in brackets at the end ("%", "B/s"); null when nothing did.</param>
internal sealed partial record ColumnHeader(string Text, string Words, string? Unit)
{
    public static ColumnHeader Read(string text)
    {
        var match = UnitAtEnd().Match(text);
        var unit = match.Success ? match.Groups["unit"].Value.Trim() : text.TrimEnd().EndsWith('%') ? "%" : null;
        var name = match.Success ? text[..match.Index] : text.TrimEnd().TrimEnd('%');
        var spaced = WordStart().Replace(name, " ");
        return new ColumnHeader(text, string.Join(' ', NoWord().Split(spaced).Where(w => w.Length > 0)).ToLowerInvariant(), unit);
    }

    [GeneratedRegex(@"[\(\[](?<unit>[^\)\]]*)[\)\]]\s*$")]
    private static partial Regex UnitAtEnd();

    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NoWord();
}
