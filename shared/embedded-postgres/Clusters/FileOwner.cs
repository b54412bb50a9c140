using System.Globalization;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>Gives files to the user that the server runs as.</summary>
internal static class FileOwner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Creates a folder that only the owner can look into.</summary>
    public static async Task CreateFolderAsync(string folder, UnixUser? owner, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await GiveAsync(folder, owner, cancellationToken);
    }

    /// <summary>Nothing happens when the owner is the user of this process.</summary>
    public static async Task GiveAsync(string path, UnixUser? owner, CancellationToken cancellationToken)
    {
        if (owner is not null)
            await RunAsync("chown", string.Create(CultureInfo.InvariantCulture, $"{owner.UserId}:{owner.GroupId}"), path, cancellationToken);
    }

    private static async Task RunAsync(string program, string argument, string path, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(
            new ChildProcessStart(program, argument, "--", path), Patience, cancellationToken);
        if (result.ExitCode != 0)
            throw new IOException($"{program} {argument} {path} failed: {result.Output}");
    }
}
