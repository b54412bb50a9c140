using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Http;

/// <summary>Kestrel as the settings want it; nothing of a request is unbounded.</summary>
internal sealed class KestrelSetup(PipelineSettings settings, ServiceIdentity service) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        if (settings.Problems.Count > 0)
            return; // asked while the host is built; it is started, and refuses to, later
        var http = settings.Get<HttpOptions>();
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = http.LargestBody;
        options.Limits.MaxConcurrentConnections = http.Connections;
        options.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Listen(http.EndPoint(service.Name));
    }
}
