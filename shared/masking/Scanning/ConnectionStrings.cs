namespace Pipeline.Masking.Scanning;

/// <summary>Where the secret is in values of "dsn" and "webhook url", of which the rest is evidence.</summary>
internal static class ConnectionStrings
{
    private const int LongestLookedAt = 2_048;

    /// <summary>Whether the parts have names or it is a URL, so that other rules find the secret in it.</summary>
    public static bool HasNamedParts(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, LongestLookedAt)];
        return value.Contains("://", StringComparison.Ordinal) || value.Contains("pass", StringComparison.OrdinalIgnoreCase)
            || value.Contains("pwd", StringComparison.OrdinalIgnoreCase) || value.Contains("key=", StringComparison.OrdinalIgnoreCase)
            || value.Contains("signature=", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The password of user:password@tcp(host:3306)/database.</summary>
    public static SecretSpan? Password(ReadOnlySpan<char> value)
    {
        var (colon, host) = (value.IndexOf(':'), value.LastIndexOf('@'));
        return colon > 0 && host > colon + 1 ? new SecretSpan(colon + 1, host - colon - 1, SecretKinds.Password, Named: true) : null;
    }

    /// <summary>All that follows the host of a webhook's URL.</summary>
    public static SecretSpan? WebhookPath(ReadOnlySpan<char> value)
    {
        var host = value.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = host < 3 ? -1 : value[host..].IndexOf('/');
        var start = host + path + 1;
        return path < 0 || start == value.Length ? null : new SecretSpan(start, value.Length - start, SecretKinds.WebhookUrl, Named: true);
    }
}
