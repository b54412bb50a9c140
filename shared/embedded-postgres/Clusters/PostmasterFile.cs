using System.Globalization;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>What the running server writes about itself into its data folder (postmaster.pid).</summary>
/// <param name="Process">The live process of that id; it can be a stranger when the server died without cleaning up.</param>
/// <param name="Started">Seconds since 1970, as the server has written it.</param>
/// <param name="Port">Where it listens; 0 while it has not got that far.</param>
internal sealed record PostmasterFile(RunningProcess Process, string Started, int Port)
{
    /// <summary>False when a stranger got the id of a server that is dead.</summary>
    public bool IsServerOf(string folder) => IsWorkedOnBy(Process.Id, folder);

    /// <returns>Null when no server runs in the folder.</returns>
    public static PostmasterFile? Read(string folder) => Text(folder) is { } text ? Parse(text) : null;

    /// <summary>True while a server runs, and after one was killed.</summary>
    public static bool IsLeft(string folder) => Text(folder) is not null;

    /// <summary>True for a server and its sessions: their working folder is the data folder, by whatever path.</summary>
    public static bool IsWorkedOnBy(int processId, string folder) =>
        Text($"/proc/{processId}/cwd") is { } theirs && theirs == Text(folder);

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

    private static string? Text(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "postmaster.pid"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // not there, or a stranger's
        {
            return null;
        }
    }
}
