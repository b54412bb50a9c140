using System.Globalization;
using System.Text;
using Pipeline.Masking.Tokens;

namespace Pipeline.Masking.Scanning;

/// <summary>A text with each token in it replaced by one character, so that no rule ever looks inside a token.</summary>
/// <remarks>
/// The rules see the same characters whether the tokens are of the border or of an incident; that is why masking at the
/// border and again for an incident gives what masking for the incident gives at once.
/// </remarks>
internal sealed class Skeleton
{
    /// <summary>A Unicode noncharacter. One that the text brings along is an atom, too, that stands for itself.</summary>
    public const char Atom = '\uFDD0';

    private const int LongestTail = 4_096;
    private const int RoomForMark = 64;

    private readonly List<MaskedToken?> _atoms;

    private Skeleton(string text, List<MaskedToken?> atoms) => (Text, _atoms) = (text, atoms);

    public string Text { get; private set; }

    /// <summary>Reads the tokens of a text. One that is not of this key is masked as any other value.</summary>
    public static Skeleton Of(string text, Pseudonyms pseudonyms)
    {
        var atoms = new List<MaskedToken?>();
        if (!text.Contains(Atom, StringComparison.Ordinal) && !text.Contains(MaskedToken.Opening, StringComparison.Ordinal))
            return new Skeleton(text, atoms);
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '[' && MaskedToken.TryReadAt(text, at, out var token, out var length))
            {
                atoms.Add(pseudonyms.IsGenuine(token)
                    ? token
                    : pseudonyms.Of(SecretKinds.Foreign, text.AsSpan(at, length)));
                plain.Append(Atom);
                at += length;
                continue;
            }
            if (text[at] == Atom)
                atoms.Add(null);
            plain.Append(text[at++]);
        }
        return new Skeleton(plain.ToString(), atoms);
    }

    /// <summary>Shortens to a number of characters, at a place where no secret can be cut in two, and says so in the text.</summary>
    public void Cut(int maxLength)
    {
        if (Text.Length <= maxLength)
            return;
        var end = maxLength - RoomForMark;
        var limit = Math.Max(0, end - LongestTail);
        while (end > limit && !IsGap(Text[end - 1]))
            end--; // 4,096 characters without a gap are dropped as a whole
        if (end > 0 && char.IsHighSurrogate(Text[end - 1]))
            end--;
        var dropped = (Text.Length - end).ToString("N0", CultureInfo.InvariantCulture);
        Text = $"{Text.AsSpan(0, end)}… (cut here: {dropped} characters more)";
        _atoms.RemoveRange(Text.AsSpan().Count(Atom), _atoms.Count - Text.AsSpan().Count(Atom));
    }

    /// <summary>Puts a token in the place of each span.</summary>
    /// <param name="spans">In order, none overlapping another.</param>
    public void Mask(List<SecretSpan> spans, Pseudonyms pseudonyms)
    {
        var text = new StringBuilder(Text.Length);
        var (from, atom) = (0, 0);
        foreach (var span in spans)
        {
            text.Append(Text, from, span.Start - from).Append(Atom);
            atom += Text.AsSpan(from, span.Start - from).Count(Atom);
            var inside = Text.AsSpan(span.Start, span.Length).Count(Atom);
            var value = inside > 0 ? Restore(span.Start, span.Length, atom) : span.Value ?? Text.Substring(span.Start, span.Length);
            _atoms.RemoveRange(atom, inside);
            _atoms.Insert(atom++, pseudonyms.Of(span.Kind, value));
            from = span.End;
        }
        Text = text.Append(Text, from, Text.Length - from).ToString();
    }

    /// <summary>The text with its tokens.</summary>
    public string Render() => _atoms.Count == 0 ? Text : Restore(0, Text.Length, 0);

    /// <summary>The text with the tokens of an incident.</summary>
    public string ForIncident(Pseudonyms pseudonyms, Guid incident)
    {
        for (var i = 0; i < _atoms.Count; i++)
        {
            if (_atoms[i] is { } token)
                _atoms[i] = pseudonyms.ForIncident(token, incident);
        }
        return Render();
    }

    private string Restore(int start, int length, int atom)
    {
        var text = new StringBuilder(length);
        foreach (var c in Text.AsSpan(start, length))
            _ = c == Atom && _atoms[atom++] is { } token ? text.Append(token.ToString()) : text.Append(c);
        return text.ToString();
    }

    private static bool IsGap(char c) => char.IsWhiteSpace(c) || c is ',' or ';' or '"' or '\'' or '{' or '}' or Atom;
}
