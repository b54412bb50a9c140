namespace Pipeline.EmbeddedPostgres.Folders;

/// <summary>Where the pipeline keeps its data on one machine.</summary>
public static class DataFolders
{
    /// <summary>
    /// For root /var/lib/pipeline, which the database's own user can reach; else "pipeline" in $XDG_DATA_HOME, which is
    /// ~/.local/share unless set.
    /// </summary>
    public static string Default => Choose(
        Environment.IsPrivilegedProcess,
        Environment.GetEnvironmentVariable("XDG_DATA_HOME"),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <param name="isRoot">Whether this process is root.</param>
    /// <param name="xdgDataHome">$XDG_DATA_HOME; a relative path is no valid one and is ignored, as its specification says.</param>
    /// <param name="home">The user's home folder.</param>
    public static string Choose(bool isRoot, string? xdgDataHome, string home)
    {
        if (isRoot)
            return "/var/lib/pipeline";
        var data = Path.IsPathFullyQualified(xdgDataHome ?? "") ? xdgDataHome! : Path.Combine(home, ".local/share");
        return Path.Combine(data, "pipeline");
    }

    /// <summary>Whether a process works on the folder's database now.</summary>
    /// <param name="dataFolder">The pipeline's data folder.</param>
    /// <param name="processId">Who; null when nobody does, or has not said so yet.</param>
    /// <exception cref="UnusableDataFolderException">The folder belongs to somebody else.</exception>
    public static bool IsInUse(string dataFolder, out int? processId)
    {
        processId = null;
        var folder = new DatabaseFolder(Path.GetFullPath(dataFolder));
        if (!File.Exists(folder.LockFile))
            return false;
        try
        {
            FolderLock.Take(folder).Dispose();
            return false;
        }
        catch (DataFolderInUseException e)
        {
            processId = e.ProcessId;
            return true;
        }
    }
}
