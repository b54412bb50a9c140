using System.Net.Http.Headers;
using Pipeline.Kubernetes.Errors;

namespace Pipeline.Kubernetes.Transport;

/// <summary>One request, which can be sent several times.</summary>
internal sealed record ApiRequest(HttpMethod Method, string PathAndQuery)
{
    public const string Json = "application/json";

    public string Accept { get; init; } = Json;

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = Json;

    /// <summary>Whether carrying it out changes something: no for reads and dry runs.</summary>
    public bool IsWrite { get; init; }

    /// <summary>Whether the client may try again by itself; the reflector has its own back-off.</summary>
    public bool MayRetry { get; init; } = true;

    /// <summary>Whether the answer is read while it comes in and has no end: then the timeout is for its headers only.</summary>
    public bool IsStream { get; init; }

    /// <summary>Told why the client waits, and how long, before it tries again.</summary>
    public Action<KubernetesException, TimeSpan>? Waiting { get; init; }

    /// <summary>For messages: the path without the query, which may be long.</summary>
    public string Name
    {
        get
        {
            var query = PathAndQuery.IndexOf('?', StringComparison.Ordinal);
            return $"{Method} {(query < 0 ? PathAndQuery : PathAndQuery[..query])}";
        }
    }

    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(Method, new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + PathAndQuery))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }
        return message;
    }
}
