namespace Pipeline.Masking.Scanning;

/// <summary>Values that say in which file a secret is: /var/run/secrets/db/password.</summary>
internal static class FilePath
{
    private static readonly string[] Roots =
        ["/var/", "/run/", "/etc/", "/home/", "/root/", "/opt/", "/mnt/", "/secrets/", "/tmp/", "/usr/", "/app/", "/config/", "/vault/", "/srv/"];

    public static bool Is(ReadOnlySpan<char> value)
    {
        foreach (var root in Roots)
        {
            if (value.Length > root.Length && value.StartsWith(root, StringComparison.Ordinal))
                return !value.ContainsAnyExcept(Characters.FilePath);
        }
        return false;
    }
}
