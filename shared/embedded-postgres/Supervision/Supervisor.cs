using Pipeline.EmbeddedPostgres.Clusters;

namespace Pipeline.EmbeddedPostgres.Supervision;

/// <summary>Brings the server back when it dies: on the same port, at once at first, then with growing pauses.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HealthyRun = TimeSpan.FromMinutes(1); // after it, a death is the first one again

    private readonly Launch _launch;
    private readonly IProgress<DatabaseNotice> _progress;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watch;
    private bool _disposed;

    public Supervisor(IPostmaster postmaster, Launch launch, IProgress<DatabaseNotice> progress, TimeProvider clock)
    {
        (Current, _launch, _progress, _clock) = (postmaster, launch, progress, clock);
        _watch = Task.Run(WatchAsync);
    }

    /// <summary>The server as it was seen last; it may be dead, with its successor on the way.</summary>
    public IPostmaster Current { get; private set; }

    /// <summary>Ends the watch first, then the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _stopping.CancelAsync();
        await _watch;
        await Current.DisposeAsync();
        _stopping.Dispose();
    }

    /// <returns>Before the attempt of this number, counted from 0: 0, 0.5 s, 1 s, 2 s ... 30 s.</returns>
    internal static TimeSpan PauseBefore(int attempt) =>
        attempt == 0 ? TimeSpan.Zero
        : attempt > 8 ? LongestPause // and no overflow after a night of attempts
        : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (attempt - 1), LongestPause.Ticks));

    private async Task WatchAsync()
    {
        var (attempt, started) = (0, _clock.GetTimestamp());
        try
        {
            while (true)
            {
                await Current.Exited.WaitAsync(_stopping.Token);
                if (_clock.GetElapsedTime(started) > HealthyRun)
                    attempt = 0;
                _progress.Report(new DatabaseNotice(
                    DatabaseNoticeKind.Lost, $"PostgreSQL (process {Current.ProcessId}) has ended unasked. {Current.OutputTail}".TrimEnd()));
                await Current.DisposeAsync();
                attempt = await BringBackAsync(attempt);
                started = _clock.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the server is to end now
        }
    }

    private async Task<int> BringBackAsync(int attempt)
    {
        var port = Current.Port; // who is connected knows no other
        while (true)
        {
            await Task.Delay(PauseBefore(attempt++), _clock, _stopping.Token);
            try
            {
                Current = await _launch.StartAsync(port, _stopping.Token);
                _progress.Report(new DatabaseNotice(
                    DatabaseNoticeKind.Restarted, $"PostgreSQL answers again on port {port} (process {Current.ProcessId})"));
                return attempt;
            }
            catch (Exception e) when (e is EmbeddedPostgresException or IOException)
            {
                _progress.Report(new DatabaseNotice(
                    DatabaseNoticeKind.RestartFailed,
                    $"{e.Message} Trying again in {PauseBefore(attempt).TotalSeconds} s"));
            }
        }
    }
}
