using System.Globalization;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>Sessions that still work for a server which was killed. While there is one, no new server starts on the folder.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Ends them. A busy one would not notice for as long as its query runs.</summary>
    public static async Task EndAsync(DataCluster cluster, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!PostmasterFile.IsLeft(cluster.Folder) || PostmasterFile.Read(cluster.Folder)?.IsServerOf(cluster.Folder) == true)
            return; // a clean end, or a live server, whose sessions are not ours to end
        var sessions = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && PostmasterFile.IsWorkedOnBy(id, cluster.Folder))
            .Select(RunningProcess.Find).OfType<RunningProcess>().ToList();
        foreach (var session in sessions)
            session.Send(UnixSignal.Quit); // nothing is lost by it: the next start recovers in any case
        foreach (var session in sessions)
        {
            if (!await session.WaitUntilGoneAsync(Patience, clock, cancellationToken))
                session.Send(UnixSignal.Kill);
        }
    }
}
