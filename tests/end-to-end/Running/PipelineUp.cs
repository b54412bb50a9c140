using System.Globalization;
using Npgsql;
using Pipeline.Cli.Instances;
using Pipeline.EndToEnd.Tests.Watching;
using Pipeline.Processes;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary><c>pipeline up</c> on a data folder: everything in one process, with a PostgreSQL of its own below it.</summary>
public sealed class PipelineUp : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process;
    private readonly NpgsqlDataSource _source;

    private PipelineUp(ChildProcess process, InstanceFile instance, NpgsqlDataSource source, int databaseProcess)
    {
        (_process, Instance, _source, DatabaseProcess) = (process, instance, source, databaseProcess);
        Record = new IncidentRecord(source, instance.AnchorFile, instance.PublicKeyFile);
    }

    public InstanceFile Instance { get; }

    public IncidentRecord Record { get; }

    /// <summary>The id of its PostgreSQL server.</summary>
    public int DatabaseProcess { get; }

    /// <summary>What it wrote to the terminal last.</summary>
    public string Output => _process.OutputTail;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it, and waits until it has left its address in the folder.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; with what it said.</exception>
    public static async Task<PipelineUp> StartAsync(string dataFolder, params string[] options)
    {
        var process = CommandLine.Start(["up", "--data-dir", dataFolder, "--port", "0", .. options]);
        await Eventually.HoldsAsync(
            () => process.HasExited || InstanceFile.Find(dataFolder)?.ProcessId == process.Id, StartPatience);
        if (process.HasExited)
        {
            await process.DisposeAsync();
            throw new InvalidOperationException($"pipeline up ended at once:\n{process.OutputTail}");
        }

        var instance = InstanceFile.Find(dataFolder)!;
        var postmaster = await File.ReadAllLinesAsync(Path.Combine(dataFolder, "postgresql", "data", "postmaster.pid"));
        return new PipelineUp(
            process, instance, NpgsqlDataSource.Create(instance.ConnectionString), int.Parse(postmaster[0], CultureInfo.InvariantCulture));
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync() => await _process.KillAsync();

    /// <summary>What a terminal or an init system sends, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync(UnixSignal signal) => _process.StopAsync(signal, StopPatience);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _source.DisposeAsync();
        await Eventually.HoldsAsync(() => RunningProcess.Find(DatabaseProcess) is null);
    }
}
