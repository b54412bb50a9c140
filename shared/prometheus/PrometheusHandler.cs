using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Prometheus;

/// <summary>The connection to one server: compression, trust, no redirects (they would carry the credentials along).</summary>
internal static class PrometheusHandler
{
    public static HttpMessageHandler Create(PrometheusClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a Service behind a name moves
        };
        if (options.CaFile is { } caFile)
            handler.SslOptions = TrustOnly(caFile);
        return handler;
    }

    private static SslClientAuthenticationOptions TrustOnly(string caFile)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(caFile);
        if (authorities.Count == 0)
            throw new ArgumentException($"CaFile '{caFile}' holds no certificate.");
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
