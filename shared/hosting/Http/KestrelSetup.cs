using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Http;

/// <summary>Kestrel as the settings want it; nothing of a request is unbounded.</summary>
internal sealed class KestrelSetup(IOptions<HttpOptions> http, ServiceIdentity service) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = http.Value.LargestBody;
        options.Limits.MaxConcurrentConnections = http.Value.Connections;
        options.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Listen(http.Value.EndPoint(service.Name));
    }
}
