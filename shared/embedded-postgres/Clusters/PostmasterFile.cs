using System.Globalization;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>What the running server writes about itself into its data folder (postmaster.pid).</summary>
/// <param name="Process">The live process of that id; it can be a stranger when the server died without cleaning up.</param>
/// <param name="Port">Where it listens; 0 while it has not got that far.</param>
internal sealed record PostmasterFile(RunningProcess Process, int Port)
{
    /// <returns>Null when no server runs in the folder.</returns>
    public static PostmasterFile? Read(string folder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(folder, "postmaster.pid")); // pid, folder, start time, port, ...
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id)
            && RunningProcess.Find(id) is { } process
            ? new PostmasterFile(process, lines.Length > 3 ? int.Parse(lines[3], CultureInfo.InvariantCulture) : 0)
            : null;
    }
}
