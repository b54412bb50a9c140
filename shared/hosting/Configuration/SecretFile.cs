namespace Pipeline.Hosting.Configuration;

/// <summary>A file that holds one secret, as container platforms mount them.</summary>
public static class SecretFile
{
    private const int Largest = 64 << 10; // bytes

    /// <summary>The secret without the line end after it.</summary>
    /// <exception cref="IOException">No such file, not readable, empty or over 64 KB.</exception>
    public static string Read(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length > Largest)
            throw new IOException($"it has {file.Length} bytes, {Largest} are allowed");
        var secret = File.ReadAllText(path).TrimEnd('\r', '\n');
        return secret.Length > 0 ? secret : throw new IOException("it is empty");
    }
}
