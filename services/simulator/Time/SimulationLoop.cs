using System.Threading.Channels;

namespace Pipeline.Simulator.Time;

/// <summary>The simulated world's time and its one thread of work: what is due happens in the order of due times, one after the other.</summary>
/// <remarks>
/// Everything that lives in the cluster (controllers, kubelets, faults) runs here and needs no locks; it never blocks. Other
/// threads (HTTP requests) read the time and <see cref="Post"/> work. The loop either runs beside the wall clock
/// (<see cref="RunAsync"/>) or is moved by hand (<see cref="AdvanceTo"/>), which is how tests and the world's past are made.
/// </remarks>
public sealed class SimulationLoop : TimeProvider
{
    private readonly PriorityQueue<Entry, (DateTimeOffset Due, long Order)> _due = new();
    private readonly Channel<Action> _posted = Channel.CreateUnbounded<Action>(new() { SingleReader = false });
    private readonly Lock _lock = new();
    private readonly TimeProvider _wall;
    private DateTimeOffset _now;
    private long _order;
    private Pace? _pace;

    /// <param name="start">Where the world's time begins.</param>
    /// <param name="wall">The clock that it runs beside.</param>
    public SimulationLoop(DateTimeOffset start, TimeProvider wall)
    {
        _now = start;
        _wall = wall;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _pace is { } pace && pace.At(_wall.GetUtcNow()) is var running && running > _now ? running : _now;
    }

    /// <summary>Does something at a time of the world; at once, in order, when that has passed.</summary>
    /// <returns>Disposed before that time, it does not happen.</returns>
    public IDisposable At(DateTimeOffset due, Action action)
    {
        var entry = new Entry(action);
        lock (_lock)
            _due.Enqueue(entry, (due, _order++));
        _posted.Writer.TryWrite(static () => { }); // the loop may be waiting for a later time
        return entry;
    }

    /// <summary>Does something after a while of the world's time.</summary>
    public IDisposable After(TimeSpan delay, Action action) => At(GetUtcNow() + delay, action);

    /// <summary>Does something again and again; the first time after one period.</summary>
    public IDisposable Every(TimeSpan period, Action action)
    {
        var repeated = new Repetition(this, period, action);
        repeated.Next(GetUtcNow() + period);
        return repeated;
    }

    /// <summary>Does something as soon as possible. May be called from any thread.</summary>
    public void Post(Action action) => _posted.Writer.TryWrite(action);

    /// <summary>Moves the time by hand, doing all that becomes due on the way. Not while <see cref="RunAsync"/> runs.</summary>
    public void AdvanceTo(DateTimeOffset end)
    {
        do
            DrainPosted();
        while (DoNextDue(end));
        lock (_lock)
            _now = end > _now ? end : _now;
    }

    /// <summary>Moves the time by hand by a while.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Lets the world live beside the wall clock until cancelled.</summary>
    /// <param name="speed">Seconds of the world in a second of the wall clock; positive.</param>
    /// <param name="failed">Hears of what a piece of work threw; the world goes on.</param>
    public async Task RunAsync(double speed, Action<Exception> failed, CancellationToken cancellationToken)
    {
        lock (_lock)
            _pace = new Pace(_now, _wall.GetUtcNow(), speed);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    AdvanceTo(GetUtcNow());
                }
                catch (Exception e)
                {
                    failed(e);
                    continue;
                }
                await WaitAsync(speed, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the world stops
        }
        finally
        {
            lock (_lock)
            {
                _now = GetUtcNow();
                _pace = null;
            }
        }
    }

    private async Task WaitAsync(double speed, CancellationToken cancellationToken)
    {
        TimeSpan? untilNext;
        lock (_lock)
            untilNext = _due.TryPeek(out _, out var priority) ? (priority.Due - GetUtcNow()) / speed : null;
        if (untilNext <= TimeSpan.Zero)
            return;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var posted = _posted.Reader.WaitToReadAsync(timeout.Token).AsTask();
        if (untilNext is { } wait)
            await Task.WhenAny(posted, Task.Delay(wait, _wall, timeout.Token));
        else
            await posted;
        await timeout.CancelAsync();
    }

    private void DrainPosted()
    {
        while (_posted.Reader.TryRead(out var action))
            action();
    }

    private bool DoNextDue(DateTimeOffset end)
    {
        Entry entry;
        lock (_lock)
        {
            if (!_due.TryPeek(out var next, out var priority) || priority.Due > end)
                return false;
            entry = next;
            _due.Dequeue();
            _now = priority.Due > _now ? priority.Due : _now;
        }
        entry.Do();
        return true;
    }

    private sealed record Pace(DateTimeOffset World, DateTimeOffset Wall, double Speed)
    {
        public DateTimeOffset At(DateTimeOffset wall) => World + ((wall - Wall) * Speed);
    }

    private sealed class Entry(Action action) : IDisposable
    {
        private Action? _action = action;

        public void Do() => Interlocked.Exchange(ref _action, null)?.Invoke();

        public void Dispose() => Interlocked.Exchange(ref _action, null);
    }

    private sealed class Repetition(SimulationLoop loop, TimeSpan period, Action action) : IDisposable
    {
        private IDisposable? _next;
        private bool _ended;

        public void Next(DateTimeOffset due) => _next = loop.At(due, () =>
        {
            action();
            if (!_ended)
                Next(due + period);
        });

        public void Dispose()
        {
            _ended = true;
            _next?.Dispose();
        }
    }
}
