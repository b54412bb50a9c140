using System.Globalization;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>What the running server writes about itself into its data folder (postmaster.pid).</summary>
/// <param name="Process">The live process of that id; it can be a stranger when the server died without cleaning up.</param>
/// <param name="Started">Seconds since 1970, as the server has written it.</param>
/// <param name="Port">Where it listens; 0 while it has not got that far.</param>
internal sealed record PostmasterFile(RunningProcess Process, string Started, int Port)
{
    /// <summary>True when the process works in the folder; a stranger got the id of a server that is dead.</summary>
    public bool IsServerOf(string folder)
    {
        try
        {
            return Read($"/proc/{Process.Id}/cwd") == Read(folder); // a server's working folder is its data folder
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // it has ended, or is somebody else's
        {
            return false;
        }
    }

    /// <returns>Null when no server runs in the folder.</returns>
    public static PostmasterFile? Read(string folder)
    {
        try
        {
            return Parse(File.ReadAllText(Path.Combine(folder, "postmaster.pid")));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <param name="text">Lines: process id, data folder, start time, port, and more.</param>
    /// <returns>Null when the process has ended.</returns>
    public static PostmasterFile? Parse(string text)
    {
        var lines = text.Split('\n');
        if (!int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id) || RunningProcess.Find(id) is not { } process)
            return null;
        var hasPort = int.TryParse(lines.ElementAtOrDefault(3), CultureInfo.InvariantCulture, out var port);
        return new PostmasterFile(process, lines.ElementAtOrDefault(2) ?? "", hasPort ? port : 0);
    }
}
