using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Pipeline.Hosting.Http;

/// <summary>The service's own HTTP port: health and metrics, and what the service offers.</summary>
public sealed class HttpOptions : IValidatableObject
{
    /// <summary>
    /// Address and port to listen on; "http://0.0.0.0:8080" for all. On loopback by default: dashboard and up 8080, collector
    /// 8081, detector 8082, analyzer 8083, approver 8084, executor 8085. Port 0 takes a free one. TLS is the ingress' work.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>Largest request body in bytes. 1 MiB by default.</summary>
    [Range(1024, 64 << 20)]
    public int LargestBody { get; init; } = 1 << 20;

    /// <summary>Connections at once. 512 by default.</summary>
    [Range(1, 100_000)]
    public int Connections { get; init; } = 512;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is null)
            yield break;
        if (Url.Scheme != Uri.UriSchemeHttp)
            yield return new ValidationResult("http:url must start with http://; TLS is the ingress' work", [nameof(Url)]);
        else if (Url.PathAndQuery != "/")
            yield return new ValidationResult("http:url has a path; give address and port only", [nameof(Url)]);
        else if (Url.Host != "localhost" && !IPAddress.TryParse(Url.IdnHost.Trim('[', ']'), out _))
            yield return new ValidationResult(
                "http:url names a host; give an address to listen on, as 127.0.0.1, 0.0.0.0, [::1] or [::]", [nameof(Url)]);
    }

    /// <summary>Where to listen, default included.</summary>
    internal IPEndPoint EndPoint(string service) => Url is null
        ? new IPEndPoint(IPAddress.Loopback, DefaultPort(service))
        : new IPEndPoint(
            Url.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Url.IdnHost.Trim('[', ']')), Url.Port);

    private static int DefaultPort(string service) => service switch
    {
        "collector" => 8081,
        "detector" => 8082,
        "analyzer" => 8083,
        "approver" => 8084,
        "executor" => 8085,
        _ => 8080,
    };
}
