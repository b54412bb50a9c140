using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Folders;

/// <summary>Makes the folders, and makes sure that the database's user can enter them.</summary>
internal static class FolderPreparation
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>The user that the server runs as: the one that the data belongs to already, or the machine's choice.</returns>
    /// <exception cref="UnusableDataFolderException">No folder, foreign content, or closed to that user.</exception>
    public static async Task<UnixUser?> PrepareAsync(DatabaseFolder folder, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(folder.DataFolder, "PG_VERSION")))
        {
            throw new UnusableDataFolderException(
                folder.DataFolder, "it is the data folder of a PostgreSQL server itself. Choose an empty one (--data-dir).");
        }

        var user = Directory.Exists(folder.Cluster)
            ? await OwnerAsync(folder, cancellationToken)
            : ServerUser.Choose();
        foreach (var path in FromRootTo(folder.Path))
        {
            Create(path, folder);
            if (user is not null && !await CanEnterAsync(user, path, cancellationToken))
                await OpenAsync(path, user, folder, cancellationToken);
        }

        return user;
    }

    private static void Create(string path, DatabaseFolder folder)
    {
        try
        {
            if (!Directory.Exists(path))
                Directory.CreateDirectory(path, UnixUser.CanSwitch ? Passable : OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableDataFolderException(
                folder.DataFolder, $"{e.Message} Choose a folder that you can write to (--data-dir).", e);
        }
    }

    /// <summary>PostgreSQL runs only as the owner of its data, whatever accounts have come and gone since.</summary>
    private static async Task<UnixUser?> OwnerAsync(DatabaseFolder folder, CancellationToken cancellationToken)
    {
        var owner = await FileOwner.OfAsync(folder.Cluster, cancellationToken);
        if (!UnixUser.CanSwitch && owner.Name != Environment.UserName)
        {
            throw new UnusableDataFolderException(
                folder.DataFolder,
                $"its database belongs to the user {owner.Name}. Run as root or {owner.Name}, or choose another folder (--data-dir).");
        }

        if (!File.Exists(Path.Combine(folder.Cluster, "PG_VERSION")) || !File.Exists(folder.PasswordFile))
        {
            throw new UnusableDataFolderException(
                folder.DataFolder,
                $"{folder.Path} holds 'data' without its PG_VERSION or 'password' file, so it was copied in part or damaged."
                + " Restore them, or choose another folder (--data-dir).");
        }

        return UnixUser.CanSwitch ? owner : null;
    }

    /// <summary>Lets the user, and nobody else, pass through a folder of ours; others' folders are left as they are.</summary>
    private static async Task OpenAsync(
        string path, UnixUser user, DatabaseFolder folder, CancellationToken cancellationToken)
    {
        var mode = File.GetUnixFileMode(path);
        var isOurs = path == folder.DataFolder || path == folder.Path;
        if (!isOurs || (mode & Group) != 0)
        {
            throw new UnusableDataFolderException(
                folder.DataFolder,
                $"PostgreSQL refuses to run as root, so it runs as the user {user.Name}, who cannot enter {path}."
                + $" Choose a folder that {user.Name} can reach, such as /var/lib/pipeline (--data-dir), or `chmod o+x {path}`.");
        }

        await FileOwner.GiveGroupAsync(path, user, cancellationToken);
        File.SetUnixFileMode(path, mode | UnixFileMode.GroupExecute);
    }

    private static Stack<string> FromRootTo(string path)
    {
        var folders = new Stack<string>();
        for (var folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
            folders.Push(folder);
        return folders;
    }

    private static async Task<bool> CanEnterAsync(UnixUser user, string path, CancellationToken cancellationToken)
    {
        var test = new ChildProcessStart("test", "-x", path) { RunAs = user };
        return (await ChildProcess.RunAsync(test, Patience, cancellationToken)).ExitCode == 0;
    }
}
