using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>A server that outlived the process that started it.</summary>
/// <remarks>It is not our child: its log is lost, and it does not end when we are killed; the next start adopts it again.</remarks>
internal sealed class AdoptedPostmaster : IPostmaster
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly RunningProcess _process;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _watch = new();

    public AdoptedPostmaster(RunningProcess process, int port, TimeProvider clock)
    {
        (_process, Port, _clock) = (process, port, clock);
        Exited = process.WaitUntilGoneAsync(TimeSpan.MaxValue, clock, _watch.Token);
    }

    public int ProcessId => _process.Id;

    public int Port { get; }

    public Task Exited { get; }

    public string OutputTail => "";

    public async Task StopAsync()
    {
        _process.Send(UnixSignal.Interrupt);
        if (await _process.WaitUntilGoneAsync(StopPatience, _clock, CancellationToken.None))
            return;
        _process.Send(UnixSignal.Kill);
        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _watch.CancelAsync();
        _watch.Dispose();
    }
}
