using System.Text.RegularExpressions;

namespace Pipeline.Masking.Scanning;

/// <summary>A secret that is known by its own form, wherever it stands.</summary>
/// <param name="Kind">One of <see cref="SecretKinds"/>.</param>
/// <param name="Anchor">Characters that each one has; the case counts.</param>
/// <param name="Regex">Begins with \G and is tried at the anchor, less <paramref name="Lead"/>. Every loop in it has an upper bound.</param>
/// <param name="Lead">Characters of the secret before the anchor.</param>
internal sealed record CredentialFormat(string Kind, string Anchor, Regex Regex, int Lead = 0)
{
    private const string SecretGroup = "secret";

    /// <summary>The secret whose anchor is at a position.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="anchor">Where the anchor is.</param>
    /// <param name="secret">The group <c>secret</c> of the pattern, or all of it, with all further characters of that run.</param>
    public bool TryRead(string text, int anchor, out SecretSpan secret)
    {
        secret = default;
        var start = anchor - Lead;
        if (start < 0 || (start > 0 && char.IsAsciiLetterOrDigit(text[start]) && char.IsAsciiLetterOrDigit(text[start - 1]))
            || string.CompareOrdinal(text, anchor, Anchor, 0, Anchor.Length) != 0)
            return false;
        var match = Regex.Match(text, start);
        if (!match.Success)
            return false;
        var found = match.Groups[SecretGroup] is { Success: true } group ? group : match;
        var end = found.Index + found.Length;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-') && text[end - 1] != '-')
            end++; // longer than the format allows: all of it is taken for the secret
        secret = new SecretSpan(found.Index, end - found.Index, Kind);
        return true;
    }
}
