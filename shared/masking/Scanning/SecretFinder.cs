using System.Buffers;
using Pipeline.Masking.Keys;

namespace Pipeline.Masking.Scanning;

/// <summary>Finds the secrets of a free text.</summary>
/// <remarks>
/// One vectorised search for the characters that each rule needs; only where they occur is a rule tried. Each rule looks
/// a bounded way around that place, or never looks at the same characters again, so time grows with the text's length only.
/// </remarks>
internal sealed class SecretFinder(KeyClassifier keys, IReadOnlyList<CustomRule> custom)
{
    private static readonly string[] KeyAnchors =
        ["pass", "pwd", "secret", "token", "key", "cred", "auth", "cookie", "session", "sessid", "dsn", "conn", "jwt", "bearer", "basic ",
        "otp", "cvv", "cvc", "psk", "sig", "webhook", "hook", "dockercfg", "dockerconfigjson"];

    private static readonly SearchValues<string> Anchors = SearchValues.Create(
        [.. KeyAnchors, "://", PemBlocks.Opening, PemBlocks.EncodedOpening,
        .. CredentialFormats.All.Select(format => format.Anchor), .. CommandLineRule.All.Select(rule => rule.Program)],
        StringComparison.OrdinalIgnoreCase);

    private readonly AssignmentRule _assignments = new(keys);

    /// <returns>In order, none overlapping another.</returns>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">A custom pattern takes too long.</exception>
    public List<SecretSpan> Find(string text)
    {
        var found = new List<SecretSpan>();
        if (keys.HasOwnNames)
            FindOwnNames(text, found);
        FindAtAnchors(text, found);
        EmailRule.Find(text, found);
        CardNumberRule.Find(text, found);
        foreach (var rule in custom)
            rule.Find(text, found);
        SecretSpan.Join(found);
        return found;
    }

    private void FindAtAnchors(string text, List<SecretSpan> found)
    {
        var (at, assignments) = (0, 0);
        while (text.AsSpan(at).IndexOfAny(Anchors) is >= 0 and var next)
        {
            at += next;
            var end = FindForm(text, at, found);
            if (end > at)
            {
                (at, assignments) = (end, Math.Max(assignments, end));
                continue;
            }
            if (at >= assignments && text[at] != ':' && text[at] != '-')
                assignments = Math.Max(assignments, _assignments.Find(text, at, found));
            at++;
        }
    }

    /// <returns>The end of a secret known by its form; the position itself when there is none.</returns>
    private static int FindForm(string text, int at, List<SecretSpan> found)
    {
        if (text[at] == ':')
            return UrlCredentials.Find(text, at, found);
        if (text.AsSpan(at).StartsWith(PemBlocks.Opening, StringComparison.Ordinal))
            return PemBlocks.Find(text, at, found);
        if (text.AsSpan(at).StartsWith(PemBlocks.EncodedOpening, StringComparison.Ordinal))
            return PemBlocks.FindEncoded(text, at, found);
        if (text[at] is 'b' or 'B' && HeaderValues.FindBare(text, at, found) is var bare && bare > at)
            return bare;
        if (CredentialFormats.TryRead(text, at, out var secret))
        {
            found.Add(secret);
            return secret.End;
        }
        _ = CommandLineRule.Find(text, at, found);
        return at;
    }

    /// <summary>Looks at every word that a separator follows, since the installation's names have no anchors.</summary>
    private void FindOwnNames(string text, List<SecretSpan> found)
    {
        for (var at = 0; text.AsSpan(at).IndexOfAny('=', ':', '>') is >= 0 and var next; at++)
        {
            at += next;
            var end = text.AsSpan(0, at).TrimEnd(" \t\"'`\\]").Length;
            if (end > 0 && char.IsAsciiLetterOrDigit(text[end - 1]))
                at = Math.Max(at, _assignments.Find(text, end - 1, found) - 1);
        }
    }
}
