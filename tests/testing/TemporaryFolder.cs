namespace Pipeline.Testing;

/// <summary>A folder that other users may enter, as servers do that drop their rights; gone with its content when disposed.</summary>
public sealed class TemporaryFolder : IAsyncDisposable
{
    private const UnixFileMode OpenToAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
        File.SetUnixFileMode(Path, OpenToAll);
    }

    public string Path { get; }

    /// <returns>The path of a name in the folder; nothing is created.</returns>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
