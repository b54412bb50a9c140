using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Pipeline.Simulator.Certificates;

/// <summary>The simulated cluster's own certificate authority with what it has issued. Made anew at each start; nothing but the CA's certificate is given away.</summary>
public sealed class ClusterCertificates : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1); // clocks of clients may be late
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly X509Certificate2 _authority;
    private readonly DateTimeOffset _from;

    /// <param name="wall">The clock by which clients check validity.</param>
    public ClusterCertificates(TimeProvider wall)
    {
        _from = wall.GetUtcNow() - Backdated;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=simulated-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(_from, _from + Lifetime);
        Server = IssueServer();
    }

    /// <summary>For 127.0.0.1, ::1, localhost and the names that pods use.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The CA's certificate, which clients trust.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>Issues a client certificate.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="groups">The user's groups: "system:masters".</param>
    public ClientCredential IssueClient(string user, params ReadOnlySpan<string> groups)
    {
        var name = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
            name.AddOrganizationName(group);
        name.AddCommonName(user);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue(new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256), ForClients);
        return new ClientCredential(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Whether this authority has issued a client certificate and it is valid now.</summary>
    public bool HasIssued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { _authority },
            },
        };
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ForClients));
        return chain.Build(certificate);
    }

    /// <summary>Serves with the server's certificate. A client may show any certificate, or none: a foreign one is answered with 401, as a real server does.</summary>
    public void Configure(HttpsConnectionAdapterOptions https)
    {
        https.ServerCertificate = Server;
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = static (_, _, _) => true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Server.Dispose();
        _authority.Dispose();
    }

    private X509Certificate2 IssueServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local" })
            names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = Issue(request, ForServers);
        return certificate.CopyWithPrivateKey(key);
    }

    private X509Certificate2 Issue(CertificateRequest request, string usage)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        return request.Create(_authority, _from, _authority.NotAfter, RandomNumberGenerator.GetBytes(16));
    }
}
