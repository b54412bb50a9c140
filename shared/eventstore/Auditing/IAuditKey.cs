namespace Pipeline.EventStore.Auditing;

/// <summary>Signs checkpoints. Whoever can write to the database must not be able to use it.</summary>
public interface IAuditKey
{
    /// <summary>SubjectPublicKeyInfo in PEM, of a P-256 key.</summary>
    string PublicKeyPem { get; }

    /// <returns>ECDSA with SHA-256, DER-encoded (RFC 3279), as OpenSSL reads it.</returns>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
