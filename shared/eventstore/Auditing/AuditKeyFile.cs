using System.Security.Cryptography;

namespace Pipeline.EventStore.Auditing;

/// <summary>A signing key in a PEM file outside the database, with the public key in a file beside it
/// (<c>.pub</c>).</summary>
public sealed class AuditKeyFile : IAuditKey, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa _key;

    private AuditKeyFile(ECDsa key) => _key = key;

    public string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Opens the key, or makes one when there is no file; two processes at once end up with the same key.</summary>
    /// <exception cref="AuditKeyException">The file is no P-256 private key, or others may read it.</exception>
    public static AuditKeyFile OpenOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new AuditKeyException(path, "may be used by others than its owner; run 'chmod 600' on it, and think about who read it");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new AuditKeyException(path, "holds no PEM private key; put the key back, or move the file away to begin with a new one", e);
        }
        if (key.KeySize != 256)
            throw new AuditKeyException(path, $"holds a key of {key.KeySize} bits; ECDSA P-256 is needed");
        var file = new AuditKeyFile(key);
        if (!File.Exists(PublicPath(path)))
            WritePublic(path, file.PublicKeyPem);
        return file;
    }

    public static string PublicPath(string path) => path + ".pub";

    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose() => _key.Dispose();

    // several processes may do this at once: each moves a whole file into place, and all are the same
    private static void WritePublic(string path, string pem)
    {
        var draft = $"{PublicPath(path)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        File.WriteAllText(draft, pem + "\n");
        File.Move(draft, PublicPath(path), overwrite: true);
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        using (var stream = new FileStream(
            draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft); // another process was first: its key is the key
        }
    }
}
