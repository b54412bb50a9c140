using System.Text.Json;

namespace Pipeline.Cli.Instances;

/// <summary>What a running <c>up</c> leaves in its data folder, so that other commands find it. Holds secrets: mode 0600.</summary>
public sealed record InstanceFile
{
    /// <summary>The file's name in the data folder.</summary>
    public const string Name = "instance.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Address of the API: "http://127.0.0.1:8080".</summary>
    public required Uri Url { get; init; }

    /// <summary>Bearer token of the local user.</summary>
    public required string Token { get; init; }

    /// <summary>Process of the instance.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The watched cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Npgsql's connection string.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The PostgreSQL schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The file with the audit checkpoints outside the database.</summary>
    public required string AnchorFile { get; init; }

    /// <summary>The public key that verifies them.</summary>
    public required string PublicKeyFile { get; init; }

    /// <summary>Reads the file of a data folder; null when there is none.</summary>
    /// <exception cref="InstanceFileException">It cannot be read, or holds something else.</exception>
    public static InstanceFile? Find(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<InstanceFile>(File.ReadAllBytes(path), Format) : null;
        }
        catch (Exception e) when (e is JsonException or UnauthorizedAccessException or IOException)
        {
            throw new InstanceFileException($"{path} cannot be read: {e.Message} Run as the user who started the pipeline, or name it with --server.", e);
        }
    }

    /// <summary>Writes the file; readers see the old one or the whole new one.</summary>
    public void Write(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        var draft = $"{path}.{ProcessId}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, this, Format);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Takes the file away when the instance ends; one that another instance wrote meanwhile stays.</summary>
    public void Remove(string dataFolder)
    {
        if (Find(dataFolder)?.ProcessId == ProcessId)
            File.Delete(Path.Combine(dataFolder, Name));
    }
}

/// <summary>The file of a running instance cannot be used; the message says the way out.</summary>
public sealed class InstanceFileException(string message, Exception cause) : Exception(message, cause);
