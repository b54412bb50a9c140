using System.Security.Cryptography.X509Certificates;
using Pipeline.Simulator.Access;

namespace Pipeline.Simulator.Serving;

/// <summary>What an API server is set up with.</summary>
public sealed class ApiServerOptions
{
    /// <summary>Bearer tokens and whom they are of.</summary>
    public IReadOnlyDictionary<string, UserInfo> Tokens { get; init; } = new Dictionary<string, UserInfo>();

    /// <summary>Whether a client certificate is of the cluster's authority; who shows another one is refused. None is trusted by default.</summary>
    public Func<X509Certificate2, bool> TrustsClient { get; init; } = static _ => false;

    /// <summary>The clock that clients live by: timeouts of watches and waits.</summary>
    public TimeProvider Wall { get; init; } = TimeProvider.System;

    /// <summary>Discovery, OpenAPI, logs, metrics: asked in order.</summary>
    public IReadOnlyList<IApiEndpoint> Endpoints { get; init; } = [];

    /// <summary>Writes tables; null when clients get objects only.</summary>
    public ITableSource? Tables { get; init; }

    /// <summary>Bodies other than JSON and YAML.</summary>
    public IReadOnlyList<IBodyDecoder> Decoders { get; init; } = [];

    /// <summary>Hears of faults of the server itself.</summary>
    public Action<Exception>? Failed { get; init; }
}
