namespace Pipeline.Masking.Scanning;

/// <summary>Credentials in the authority of a URL: scheme://user:password@host, scheme://token@host.</summary>
/// <remarks>The user stays, unless the password is empty or says that the user is the secret.</remarks>
internal static class UrlCredentials
{
    private const int LongestAuthority = 1_024;

    /// <param name="at">The "://".</param>
    /// <returns>From where URLs are still to be looked for.</returns>
    public static int Find(string text, int at, List<SecretSpan> found)
    {
        var start = at + 3;
        var run = Run(text.AsSpan(start));
        var host = HostSign(run);
        if (host <= 0)
            return start;
        var user = run[..host];
        var colon = user.IndexOf(':');
        if (colon < 0)
        {
            if (IsWeb(text.AsSpan(0, at)) && !user.SequenceEqual("git"))
                Add(text, start, host, SecretKinds.Token, found);
            return start + host;
        }
        var password = run[(colon + 1)..host];
        if (password.IsEmpty || password is "x-oauth-basic" or "x" or "X")
            Add(text, start, colon, SecretKinds.Token, found);
        else
            Add(text, start + colon + 1, password.Length, SecretKinds.Password, found);
        return start + host;
    }

    /// <summary>What may be authority and, for a password with an unencoded slash, what follows it.</summary>
    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> rest)
    {
        rest = rest[..Math.Min(rest.Length, LongestAuthority)];
        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end]) && rest[end] is not ('"' or '\'' or '`' or '<' or '>' or '\\')
            && !rest[end..].StartsWith("://", StringComparison.Ordinal))
            end++;
        return rest[..end];
    }

    /// <summary>The @ before the host; -1 when there is none.</summary>
    private static int HostSign(ReadOnlySpan<char> run)
    {
        var end = run.IndexOfAny("/?#");
        var authority = end < 0 ? run : run[..end];
        var sign = authority.LastIndexOf('@');
        if (sign >= 0 || end < 0)
            return authority.ContainsAny("()") ? authority.IndexOf('@') : sign;
        var colon = authority.IndexOf(':');
        var isPort = colon < 0 || authority[0] == '[' || !authority[(colon + 1)..].ContainsAnyExcept(Characters.Digits);
        return isPort ? -1 : run.LastIndexOf('@');
    }

    private static bool IsWeb(ReadOnlySpan<char> before) =>
        before.EndsWith("http", StringComparison.OrdinalIgnoreCase) || before.EndsWith("https", StringComparison.OrdinalIgnoreCase);

    private static void Add(string text, int start, int length, string kind, List<SecretSpan> found)
    {
        var value = text.AsSpan(start, length);
        if (!AssignmentRule.IsSecret(value))
            return;
        var plain = value.Contains('%') ? Uri.UnescapeDataString(value) : null;
        found.Add(new SecretSpan(start, length, kind, plain, Named: true));
    }
}
