using System.Security.Cryptography.X509Certificates;
using Pipeline.Kubernetes.Credentials;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>The way to one cluster, checked and complete.</summary>
public sealed record ClusterConnection
{
    /// <summary>http or https, without a slash at its end.</summary>
    public required Uri Server { get; init; }

    /// <summary>Where this comes from, for people: "context dev of /root/.kube/config", "the pod's service account".</summary>
    public required string Origin { get; init; }

    /// <summary>Requests that name no namespace mean this one.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The authorities to trust; null: those of the machine.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The name the server's certificate must be for, where it is not the URL's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Trusts any certificate. Only by word, and said in the log at each start.</summary>
    public bool Insecure { get; init; }

    /// <summary>http, https or socks5; null: none.</summary>
    public Uri? Proxy { get; init; }

    public CredentialSource Credentials { get; init; } = CredentialSource.None;

    public Impersonation? ImpersonateAs { get; init; }
}
