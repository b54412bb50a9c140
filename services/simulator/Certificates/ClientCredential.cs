namespace Pipeline.Simulator.Certificates;

/// <summary>A client certificate with its key, as a kubeconfig holds them.</summary>
/// <param name="CertificatePem">The certificate; the user's name is its CN, the user's groups are its Os.</param>
/// <param name="KeyPem">PKCS#8.</param>
public sealed record ClientCredential(string CertificatePem, string KeyPem);
