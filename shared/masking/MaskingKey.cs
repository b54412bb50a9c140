using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Masking;

/// <summary>The 32 secret bytes that all pseudonyms depend on. All services of one installation use the same.</summary>
/// <remarks>Whoever has it can test guesses against stored tokens; with another one, old and new tokens no longer compare.</remarks>
public sealed class MaskingKey
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;

    private MaskingKey(byte[] bytes) => _bytes = bytes;

    /// <param name="text">Base 64 of exactly <see cref="Length"/> bytes; white space around it is ignored.</param>
    /// <param name="origin">Where the text is from, for the error message, such as "Masking:Key".</param>
    /// <exception cref="FormatException">The text is not base 64, or of another length. The message does not repeat it.</exception>
    public static MaskingKey FromBase64(string text, string origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        var bytes = new byte[(trimmed.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(trimmed, bytes, out var written))
            throw new FormatException($"{origin} is not base 64. Make a key with: openssl rand -base64 {Length}");
        return written == Length
            ? new MaskingKey(bytes[..written])
            : throw new FormatException(
                $"{origin} has {written} bytes, a masking key has {Length}. Make one with: openssl rand -base64 {Length}");
    }

    /// <summary>Reads the key from a file of base 64, or makes the file, readable by its owner only, when there is none.</summary>
    /// <remarks>Of several processes that find no file at once, one makes it and all use it.</remarks>
    /// <exception cref="FormatException">The file holds something else.</exception>
    /// <exception cref="IOException">The file can be neither read nor made.</exception>
    public static MaskingKey FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
            Create(path);
        return FromBase64(File.ReadAllText(path), $"The masking key file {path}");
    }

    internal byte[] Derive(string purpose) => HMACSHA256.HashData(_bytes, Encoding.ASCII.GetBytes(purpose));

    private static void Create(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var file = new FileStream(draft, options))
            {
                var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));
                file.Write(Encoding.ASCII.GetBytes(key + "\n"));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft); // another process was first: its key counts
        }
    }
}
