using System.Collections.Frozen;

namespace Pipeline.Masking.Scanning;

/// <summary>E-mail addresses of people. Not: git@host, name@version, systemd units, identities of cloud services, Kubernetes DNS.</summary>
internal static class EmailRule
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoDomains = new[]
    {
        "service", "socket", "mount", "target", "scope", "slice", "timer", "local", "internal", "localdomain", "cluster", "svc", "go", "js",
        "ts", "py", "java", "rb", "sha", "git", "jar", "so", "json", "yaml", "yml", "tgz", "gz", "zip", "x",
    }.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="found">What other rules have found; the @ after the password of a URL belongs to that.</param>
    public static void Find(string text, List<SecretSpan> found)
    {
        var userinfo = found.Select(span => span.End).ToHashSet();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var (start, end) = (at, at + 1);
            while (start > 0 && at - start < LongestLocal && IsOfLocal(text[start - 1]))
                start--;
            while (end < text.Length && end - at <= LongestDomain && IsOfDomain(text[end]))
                end++;
            while (end > at && text[end - 1] is '.' or '-')
                end--;
            while (start < at && text[start] is '.' or '-')
                start++;
            if (start < at && end > at + 1 && !userinfo.Contains(at) && !text.AsSpan(0, start).EndsWith("://")
                && IsAddress(text.AsSpan(start, at - start), text.AsSpan(at + 1, end - at - 1)))
                found.Add(new SecretSpan(start, end - start, SecretKinds.Email));
        }
    }

    private static bool IsAddress(ReadOnlySpan<char> local, ReadOnlySpan<char> domain)
    {
        var dot = domain.LastIndexOf('.');
        if (dot <= 0 || local is "git" || char.IsAsciiDigit(domain[0]) || domain.Contains("..", StringComparison.Ordinal)
            || domain.EndsWith(".gserviceaccount.com", StringComparison.OrdinalIgnoreCase))
            return false;
        var top = domain[(dot + 1)..];
        return top.Length is >= 2 and <= 24 && !top.ContainsAnyExcept(Characters.Letters)
            && !NoDomains.Contains(top);
    }

    private static bool IsOfLocal(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-';

    private static bool IsOfDomain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';
}
