using Pipeline.Cli.Instances;
using Pipeline.Cli.Rendering;
using Pipeline.EmbeddedPostgres.Folders;

namespace Pipeline.Cli.Doctor;

/// <summary>The data folder: rights, space, who works on it.</summary>
internal static class DataFolderCheck
{
    private const long EnoughBytes = 1L << 30;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static IEnumerable<Finding> Examine(string folder)
    {
        var existing = Nearest(folder);
        yield return Rights(folder, existing);
        yield return Space(existing);
        if (Directory.Exists(folder))
            yield return Lock(folder);
        if (InstanceMode(folder) is { } mode)
            yield return mode;
    }

    private static Finding Rights(string folder, string existing)
    {
        try
        {
            var probe = Path.Combine(existing, $".pipeline-doctor-{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                // it can be written: that is all
            }

            return existing == folder
                ? Finding.Well("data folder", $"{folder} can be written")
                : Finding.Open("data folder", $"{folder} is not there yet; `pipeline up` creates it");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return Finding.Wrong(
                "data folder", $"{existing} cannot be written: {e.Message}", "Run as the user who owns it, or choose another folder (--data-dir).");
        }
    }

    private static Finding Space(string existing)
    {
        var drive = new DriveInfo(existing);
        var free = $"{Quantities.Show(drive.AvailableFreeSpace, "By")} of {Quantities.Show(drive.TotalSize, "By")} are free for {existing}";
        return drive.AvailableFreeSpace >= EnoughBytes
            ? Finding.Well("disk", free)
            : Finding.Wrong("disk", free, $"Make room: {Quantities.Show(EnoughBytes, "By")} at least, or PostgreSQL may stop.");
    }

    private static Finding Lock(string folder)
    {
        try
        {
            if (!DataFolders.IsInUse(folder, out var holder))
                return Finding.Well("lock", "nobody works on the folder's database");
            return InstanceState.Of(folder) is InstanceState.Running
                ? Finding.Well("lock", $"held by the running pipeline (process {holder})")
                : Finding.Wrong(
                    "lock", $"process {holder?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} works on the folder's database and has left no address",
                    "It may be starting, or be another `pipeline audit`: wait for it, or stop it.");
        }
        catch (UnusableDataFolderException e)
        {
            return Finding.Wrong("lock", "the folder's database belongs to somebody else", e.Message);
        }
    }

    private static Finding? InstanceMode(string folder)
    {
        var file = Path.Combine(folder, InstanceFile.Name);
        return File.Exists(file) && (File.GetUnixFileMode(file) & ~OwnerOnly) != 0
            ? Finding.Wrong("token", $"{file} can be read by others, and holds the token of the local user", $"chmod 600 {file}, and start the pipeline anew: that makes a new token.")
            : null;
    }

    private static string Nearest(string folder)
    {
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
