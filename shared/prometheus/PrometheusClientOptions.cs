namespace Pipeline.Prometheus;

/// <summary>Where a Prometheus-compatible server is, and how it wants to be asked.</summary>
/// <remarks>Also for Thanos, Mimir, Cortex and VictoriaMetrics; their tenants and switches go into <see cref="Headers"/>.</remarks>
public class PrometheusClientOptions
{
    /// <summary>Base address, http or https, with the path prefix when there is one: "https://mon.example/prometheus".</summary>
    public Uri? Url { get; set; }

    /// <summary>Token for "Authorization: Bearer"; excludes the other ways to authenticate.</summary>
    public string? BearerToken { get; set; }

    /// <summary>File with the token, read anew for each request, so that a rotated one is taken.</summary>
    public string? BearerTokenFile { get; set; }

    /// <summary>User name for basic authentication.</summary>
    public string? Username { get; set; }

    /// <summary>Password for basic authentication.</summary>
    public string? Password { get; set; }

    /// <summary>File with the password, read anew for each request.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Further request headers, such as "X-Scope-OrgID".</summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>PEM file with the authorities that may sign the server's certificate; the system's when unset.</summary>
    public string? CaFile { get; set; }

    /// <summary>Longest time the server may evaluate one query, 1 s to 10 min; the server's own limit may be lower. 30 s by default.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Further attempts after a failure that may pass, 0 to 10. 3 by default.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>Wait before the first further attempt, 10 ms to 1 min; it doubles each time. 500 ms by default.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Largest answer, in bytes after decompression, 64 KiB to 1 GiB. 64 MiB by default.</summary>
    public long MaxResponseBytes { get; set; } = 64L << 20;

    /// <summary>What is wrong with these settings, each with field, value and the way out; empty when nothing is.</summary>
    public virtual IEnumerable<string> Problems()
    {
        if (Url is null)
            yield return "Url is missing: give the server's address, such as http://prometheus:9090.";
        else if (!Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https"))
            yield return $"Url '{Url}' is not an http or https address.";
        else if (Url.Query.Length > 0 || Url.Fragment.Length > 0 || Url.UserInfo.Length > 0)
            yield return $"Url '{Url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)}' must have no query, fragment or " +
                "user name: use Headers, Username and Password.";
        var ways = new[] { BearerToken, BearerTokenFile, Username }.Count(way => !string.IsNullOrEmpty(way));
        if (ways > 1)
            yield return "BearerToken, BearerTokenFile and Username exclude each other: keep one.";
        if ((Password ?? PasswordFile) is not null && string.IsNullOrEmpty(Username))
            yield return "Password or PasswordFile is set without Username.";
        if (Password is not null && PasswordFile is not null)
            yield return "Password and PasswordFile exclude each other: keep one.";
        foreach (var (name, file) in new[] { ("BearerTokenFile", BearerTokenFile), ("PasswordFile", PasswordFile), ("CaFile", CaFile) })
        {
            if (file is not null && !File.Exists(file))
                yield return $"{name} '{file}' does not exist.";
        }
        if (QueryTimeout < TimeSpan.FromSeconds(1) || QueryTimeout > TimeSpan.FromMinutes(10))
            yield return $"QueryTimeout {QueryTimeout} must be between 1 s and 10 min.";
        if (Retries is < 0 or > 10)
            yield return $"Retries {Retries} must be between 0 and 10.";
        if (RetryDelay < TimeSpan.FromMilliseconds(10) || RetryDelay > TimeSpan.FromMinutes(1))
            yield return $"RetryDelay {RetryDelay} must be between 10 ms and 1 min.";
        if (MaxResponseBytes is < 64 << 10 or > 1 << 30)
            yield return $"MaxResponseBytes {MaxResponseBytes} must be between 65,536 and 1,073,741,824.";
        foreach (var header in Headers.Keys.Where(h => h.Length == 0 || h.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))))
            yield return $"Headers: '{header}' is not a header's name.";
    }
}
