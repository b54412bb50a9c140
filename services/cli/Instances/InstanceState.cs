using System.Diagnostics;
using Pipeline.Processes;

namespace Pipeline.Cli.Instances;

/// <summary>Whether a pipeline runs on a data folder.</summary>
internal abstract record InstanceState
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2); // the start time of a process is in ticks since boot

    private InstanceState()
    {
    }

    /// <summary>It left its address, and lives.</summary>
    public sealed record Running(InstanceFile File) : InstanceState;

    /// <summary>It left its address, and was killed: the file is stale.</summary>
    public sealed record Gone(InstanceFile File) : InstanceState;

    /// <summary>There is none.</summary>
    public sealed record None : InstanceState;

    /// <summary>Looks at the folder.</summary>
    /// <exception cref="InstanceFileException">The file cannot be read.</exception>
    public static InstanceState Of(string dataFolder) => InstanceFile.Find(dataFolder) switch
    {
        null => new None(),
        var file => Lives(file) ? new Running(file) : new Gone(file),
    };

    /// <summary>Another process may have got the id since: that one is younger than the file.</summary>
    private static bool Lives(InstanceFile file)
    {
        if (RunningProcess.Find(file.ProcessId) is null)
            return false;
        try
        {
            using var process = Process.GetProcessById(file.ProcessId);
            return process.StartTime.ToUniversalTime() <= file.StartedAt.UtcDateTime + ClockTolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException) // it has just ended
        {
            return false;
        }
    }
}
