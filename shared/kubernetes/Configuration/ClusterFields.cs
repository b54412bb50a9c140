using System.Text;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>Reads the "cluster" part of a kubeconfig.</summary>
internal static class ClusterFields
{
    public static ClusterConnection Read(YamlField cluster)
    {
        var insecure = cluster["insecure-skip-tls-verify"];
        var (data, file) = (cluster["certificate-authority-data"], cluster["certificate-authority"]);
        if (insecure.Flag && (data.IsPresent || file.IsPresent))
            throw insecure.Wrong("contradicts the certificate authority beside it: one of them must go");
        return new ClusterConnection
        {
            Server = cluster["server"].Url("https", "http"),
            Origin = cluster.File,
            Authorities = AuthorityPem(cluster) is { } pem ? (data.IsPresent ? data : file).Certificates(pem) : null,
            TlsServerName = cluster["tls-server-name"].Text,
            Insecure = insecure.Flag,
            Proxy = cluster["proxy-url"].IsPresent ? cluster["proxy-url"].Url("http", "https", "socks5") : null,
        };
    }

    /// <summary>The authorities in PEM form; the data beat the file. Null when none are named.</summary>
    public static string? AuthorityPem(YamlField cluster) =>
        cluster["certificate-authority-data"] is { IsPresent: true } data ? Encoding.UTF8.GetString(data.Base64())
        : cluster["certificate-authority"] is { IsPresent: true } file ? file.Content()
        : null;
}
