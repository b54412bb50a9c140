using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Kubernetes.Credentials;

/// <summary>A certificate with its key and the authorities between it and the root, which the server may not know.</summary>
public sealed class ClientCertificate
{
    private ClientCertificate(SslStreamCertificateContext context) => Context = context;

    internal SslStreamCertificateContext Context { get; }

    /// <summary>Until when it is of use.</summary>
    public DateTimeOffset NotAfter => new(Context.TargetCertificate.NotAfter.ToUniversalTime());

    /// <param name="certificatePem">The certificate first, then those it was issued by.</param>
    /// <exception cref="CryptographicException">One of them cannot be read, or they do not belong together.</exception>
    public static ClientCertificate Of(string certificatePem, string keyPem)
    {
        var certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificatePem);
        if (chain.Count > 0)
            chain.RemoveAt(0);
        return new ClientCertificate(SslStreamCertificateContext.Create(certificate, chain, offline: true));
    }
}
