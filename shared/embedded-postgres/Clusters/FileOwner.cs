using System.Globalization;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>Whose a file is.</summary>
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
            await RunAsync("chown", [$"{owner.UserId}:{owner.GroupId}", "--", path], cancellationToken);
    }

    public static Task GiveGroupAsync(string path, UnixUser user, CancellationToken cancellationToken) =>
        RunAsync("chgrp", [$"{user.GroupId}", "--", path], cancellationToken);

    /// <summary>Lets everybody read the files and run the programs in a folder.</summary>
    public static Task OpenToAllAsync(string folder, CancellationToken cancellationToken) =>
        RunAsync("chmod", ["-R", "a+rX", "--", folder], cancellationToken);

    /// <exception cref="IOException">The owner has no account on this machine.</exception>
    public static async Task<UnixUser> OfAsync(string path, CancellationToken cancellationToken)
    {
        var id = int.Parse(
            await RunAsync("stat", ["--format=%u", "--", path], cancellationToken), CultureInfo.InvariantCulture);
        return UnixUser.Find(id)
            ?? throw new IOException($"{path} belongs to the user id {id}, which has no account on this machine: chown it.");
    }

    private static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(
            new ChildProcessStart(program, arguments), Patience, cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new IOException($"{program} {string.Join(' ', arguments)}: {result.Output}");
    }
}
