using System.Security.Cryptography;

namespace Pipeline.Kubernetes.Credentials;

/// <summary>Adds a client certificate in files that somebody keeps fresh: read again each minute, and after a 401.</summary>
/// <param name="inner">Gives the rest of the credential; a certificate of its own wins.</param>
/// <param name="certificateFile">PEM, with the authorities between it and the root.</param>
/// <param name="keyFile">PEM.</param>
/// <param name="clock">Says when a minute is over.</param>
internal sealed class CertificateFileCredential(
    CredentialSource inner, string certificateFile, string keyFile, TimeProvider clock) : CredentialSource
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);
    private volatile Reading? _last;
    private volatile Joined? _joined;
    private volatile bool _isRefused;

    public override async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        var rest = await inner.GetAsync(cancellationToken);
        if (rest.Certificate is not null)
            return rest;
        var certificate = await CertificateAsync(cancellationToken);
        // the same object while nothing has changed, so that connections stay and a refusal can be told from one of its successor
        if (_joined is { } joined && ReferenceEquals(joined.Rest, rest) && ReferenceEquals(joined.Whole.Certificate, certificate))
            return joined.Whole;
        var whole = rest with { Certificate = certificate };
        _joined = new Joined(rest, whole);
        return whole;
    }

    public override bool Refused(Credential credential)
    {
        if (_joined is not { } joined || !ReferenceEquals(joined.Whole, credential))
            return inner.Refused(credential) || credential.Certificate is not null;
        _isRefused = true;
        inner.Refused(joined.Rest);
        return true;
    }

    private async ValueTask<ClientCertificate> CertificateAsync(CancellationToken cancellationToken)
    {
        var last = _last;
        if (last is not null && !_isRefused && clock.GetElapsedTime(last.At) < Lasts)
            return last.Certificate;
        try
        {
            var certificatePem = await File.ReadAllTextAsync(certificateFile, cancellationToken);
            var keyPem = await File.ReadAllTextAsync(keyFile, cancellationToken);
            var certificate = last is not null && last.CertificatePem == certificatePem && last.KeyPem == keyPem
                ? last.Certificate
                : ClientCertificate.Of(certificatePem, keyPem);
            _last = new Reading(certificate, certificatePem, keyPem, clock.GetTimestamp());
            _isRefused = false;
            return certificate;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            if (last is not null)
                return last.Certificate; // one of the two is being replaced just now; the next request looks again
            throw new CredentialException($"{certificateFile} and {keyFile}: the client certificate cannot be read: {e.Message}", e);
        }
    }

    private sealed record Reading(ClientCertificate Certificate, string CertificatePem, string KeyPem, long At);

    private sealed record Joined(Credential Rest, Credential Whole);
}
