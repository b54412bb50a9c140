using Pipeline.Collector.Delivery;
using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Collection;

/// <summary>Takes one source from its position to its frontier, again and again, and answers what was lost on the way.</summary>
/// <remarks>The position is saved when the messages are in their queues: what is sent twice after a crash is harmless.</remarks>
internal sealed class SourceRunner(
    string cluster, IMetricSource source, MessageCutter cutter, IWindowSender sender, ISourcePositions positions, TimeProvider clock, ILogger log)
    : IDisposable
{
    private const int OverlapSteps = 2;
    private static readonly TimeSpan BetweenOutageReports = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SeriesWatch _watch = new();
    private DateTimeOffset? _position;
    private bool _loaded;
    private bool _overlap = true;
    private SourceClock _clockOfSource = SourceClock.Live;
    private DateTimeOffset? _silentSince;
    private DateTimeOffset _silenceSaid = DateTimeOffset.MinValue;

    /// <summary>Name of the source.</summary>
    public string Name => source.Name;

    /// <summary>Wait between two rounds.</summary>
    public TimeSpan Interval => source.Interval;

    /// <summary>Begins from the stored position: another collector may have moved it.</summary>
    public void Reset() => (_loaded, _overlap) = (false, true);

    /// <summary>Everything that the source has by now is sent; an unavailable source is said to be missing.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await LoadPositionAsync(cancellationToken);
        try
        {
            var state = await source.LookAsync(_position, cancellationToken);
            _clockOfSource = state.Clock;
            await BeginAsync(state, cancellationToken);
            while (_position < state.Frontier)
                await CollectNextAsync(state, cancellationToken);
            if (_silentSince is { } since)
                log.SourceIsBack(Name, clock.GetUtcNow() - since);
            _silentSince = null;
        }
        catch (SourceUnavailableException e)
        {
            await SaySilenceAsync(e, cancellationToken);
        }
    }

    /// <summary>Sends one partition's windows again, from a position up to what was sent already.</summary>
    public async Task RepeatAsync(int partition, DateTimeOffset from, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await LoadPositionAsync(cancellationToken);
        if (_position is not { } end || from >= end)
            return;
        var state = await source.LookAsync(end, cancellationToken);
        var begin = from;
        if (begin < state.Origin)
        {
            var gap = Stretch(state, begin, state.Origin) with { Missing = [Gap(begin, state.Origin)] };
            await SendAsync(gap, partition, cancellationToken);
            begin = state.Origin;
        }
        while (begin < end)
        {
            var warmUp = begin < state.WarmUpUntil;
            var reading = await source.CollectAsync(begin, warmUp && state.WarmUpUntil < end ? state.WarmUpUntil!.Value : end, warmUp, cancellationToken);
            await SendAsync(
                Stretch(state, begin, reading.UpTo) with { WarmUp = warmUp, Windows = reading.Windows, Missing = reading.Missing },
                partition, cancellationToken);
            begin = reading.UpTo;
        }
        log.Repeated(Name, partition, from, end);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Dispose();
        source.Dispose();
    }

    /// <summary>The first position, or over a gap that the source cannot fill any more.</summary>
    private async Task BeginAsync(SourceState state, CancellationToken cancellationToken)
    {
        if (_position is not { } position)
            _position = state.Origin;
        else if (position < state.Origin)
        {
            log.GapIsLost(Name, position, state.Origin);
            await SendAsync(
                Stretch(state, position, state.Origin) with { Missing = [Gap(position, state.Origin)] }, null, cancellationToken);
            await MoveAsync(state.Origin, cancellationToken);
        }
    }

    private async Task CollectNextAsync(SourceState state, CancellationToken cancellationToken)
    {
        var from = _position!.Value;
        var warmUp = from < state.WarmUpUntil;
        var upTo = warmUp && state.WarmUpUntil < state.Frontier ? state.WarmUpUntil!.Value : state.Frontier;
        var after = warmUp || !_overlap || from - (state.Step * OverlapSteps) < state.Origin ? from : from - (state.Step * OverlapSteps);
        var reading = await source.CollectAsync(after, upTo, warmUp, cancellationToken);
        IReadOnlyList<EndedSeries> ended = [];
        if (!warmUp)
        {
            _watch.See(reading.Windows);
            ended = _watch.Ended(reading.UpTo, SilentMetrics(reading));
        }
        await SendAsync(
            Stretch(state, from, reading.UpTo) with
            {
                WarmUp = warmUp,
                Windows = reading.Windows,
                Missing = [.. reading.Missing, .. ended.Select(e => e.Missing)],
            },
            null, cancellationToken);
        _watch.Forget(ended);
        _overlap = _overlap && warmUp;
        if (warmUp && reading.UpTo < state.WarmUpUntil && state.Clock == SourceClock.Live)
            _position = reading.UpTo; // not saved: a warm-up that was cut short begins again
        else
            await MoveAsync(reading.UpTo, cancellationToken);
    }

    private static HashSet<string?> SilentMetrics(SourceReading reading) =>
        [.. reading.Missing.Where(m => m.Entity.Kind == MissingData.SourceKind && (m.Metric is not null || reading.Windows.Count == 0)).Select(m => m.Metric)];

    private async Task SendAsync(CollectedStretch stretch, int? onlyPartition, CancellationToken cancellationToken)
    {
        foreach (var message in onlyPartition is { } partition ? cutter.CutFor(partition, stretch) : cutter.Cut(stretch))
            await sender.SendAsync(message, cancellationToken);
    }

    private async Task SaySilenceAsync(SourceUnavailableException e, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_silentSince is null)
            log.SourceIsSilent(e, Name, e.Message);
        _silentSince ??= now;
        if (now - _silenceSaid < BetweenOutageReports)
            return;
        var (since, until) = _clockOfSource == SourceClock.Live ? (_silentSince.Value, now) : (_position ?? now, _position ?? now);
        var position = _position ?? now;
        await SendAsync(
            new CollectedStretch
            {
                Source = Name,
                Clock = _clockOfSource,
                From = position,
                To = position,
                Missing = [Missing(e.Message, since, until)],
            },
            null, cancellationToken);
        _silenceSaid = now;
    }

    private CollectedStretch Stretch(SourceState state, DateTimeOffset from, DateTimeOffset to) =>
        new() { Source = Name, Clock = state.Clock, From = from, To = to };

    private MissingData Gap(DateTimeOffset since, DateTimeOffset until) =>
        Missing("the source has nothing, or may not be asked, for times before the gap's end", since, until);

    private MissingData Missing(string reason, DateTimeOffset since, DateTimeOffset until) => new()
    {
        Entity = MissingData.Source(cluster, Name),
        Reason = reason,
        Since = since,
        Until = until,
    };

    private async Task LoadPositionAsync(CancellationToken cancellationToken)
    {
        if (!_loaded)
            _position = await positions.FindAsync(Name, cancellationToken);
        _loaded = true;
    }

    private async Task MoveAsync(DateTimeOffset position, CancellationToken cancellationToken)
    {
        await positions.SaveAsync(Name, position, cancellationToken);
        _position = position;
    }

    private async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        return new Turn(_one);
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
