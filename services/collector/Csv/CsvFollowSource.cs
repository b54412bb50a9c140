using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>Follows a file that somebody writes to.</summary>
/// <remarks>
/// Live when its newest row is of now, else a recording. What a live file held before the first look, but for the last
/// minutes, only warms baselines. In a file with a row per pod a time is complete, and given out,
/// when a later one has come. What was given out is read again from the file when it is asked for.
/// </remarks>
internal sealed class CsvFollowSource(CsvFile file, TimeProvider clock, ILogger log) : IMetricSource
{
    private static readonly TimeSpan StillNow = TimeSpan.FromHours(1);
    private static readonly TimeSpan History = TimeSpan.FromMinutes(5);
    private readonly byte[] _buffer = new byte[256 << 10];
    private readonly FileTail _tail = new(file.Open);
    private CsvReader _reader = file.NewReader();
    private readonly Recording _recording = file.NewRecording(null);
    private SourceClock? _clockOfFile;
    private CsvException? _refused;
    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;
    private DateTimeOffset? _historyEnds;
    private bool _waitSaid;

    /// <inheritdoc/>
    public string Name => file.Source;

    /// <inheritdoc/>
    public TimeSpan Interval => file.Options.Interval;

    /// <inheritdoc/>
    public async Task<SourceState> LookAsync(DateTimeOffset? position, CancellationToken cancellationToken)
    {
        try
        {
            await ReadOnAsync(cancellationToken);
        }
        catch (CsvException e)
        {
            _refused = e; // the rest of this file is not read; a new one may be better
            throw CsvFile.Unavailable(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CsvFile.Unavailable(e);
        }
        if (_recording is not { Grid: { } grid, Newest: { } newest, Oldest: { } oldest })
            throw TooFewRows();
        _clockOfFile ??= (clock.GetUtcNow() - newest).Duration() < Longer(StillNow, grid.Step * 10) ? SourceClock.Live : SourceClock.Recorded;
        if (_clockOfFile == SourceClock.Live && position is null)
            _historyEnds ??= clock.GetUtcNow() - Longer(History, grid.Step * 5);
        return new SourceState
        {
            Clock = _clockOfFile.Value,
            Origin = oldest - grid.Step,
            Frontier = _reader.Schema is { RowPerEntity: true } ? newest - grid.Step : newest,
            WarmUpUntil = _historyEnds,
            Step = grid.Step,
        };
    }

    /// <inheritdoc/>
    public async Task<SourceReading> CollectAsync(DateTimeOffset after, DateTimeOffset upTo, bool warmUp, CancellationToken cancellationToken)
    {
        if (after < _forgotten)
            return await ReadAgainAsync(after, upTo, cancellationToken);
        var reading = _recording.Read(after, upTo);
        _recording.Forget(after);
        _forgotten = after;
        var problems = file.SayProblems(_reader, after, upTo);
        return problems.Count == 0 ? reading : reading with { Missing = problems };
    }

    /// <inheritdoc/>
    public void Dispose() => _tail.Dispose();

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (read, change) = await _tail.ReadAsync(_buffer, cancellationToken);
            if (change != TailChange.None)
            {
                log.FileChanged(Name, change == TailChange.Rotated ? "rotated" : "truncated");
                if (change == TailChange.Rotated && _refused is null && _reader.Finish() is { } last)
                    _recording.Add(last); // its line's end will never come
                _reader = file.NewReader();
                _refused = null;
            }
            if (_refused is not null)
                throw _refused;
            if (read == 0)
                return;
            _reader.Latest = file.LatestTime();
            foreach (var row in _reader.Feed(_buffer.AsMemory(0, read)))
                _recording.Add(row);
        }
    }

    private async Task<SourceReading> ReadAgainAsync(DateTimeOffset after, DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        try
        {
            var (recording, _) = await file.ReadAllAsync(_recording.Grid?.Step, cancellationToken);
            return recording.Read(after, upTo);
        }
        catch (Exception e) when (e is CsvException or IOException or UnauthorizedAccessException)
        {
            throw CsvFile.Unavailable(e);
        }
    }

    private SourceUnavailableException TooFewRows()
    {
        if (!_waitSaid && _recording.WaitingRows > 0)
        {
            log.WaitsForStep(Name);
            _waitSaid = true;
        }
        return new SourceUnavailableException(
            $"the file has too few rows yet ({_recording.WaitingRows}) to tell their step; set Step to begin at once");
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
