using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>Plays a finished file again, at its own speed or faster. Times stay those of the recording.</summary>
/// <remarks>While the collector is down the replay stands still; it goes on from the saved position.</remarks>
internal sealed class CsvReplaySource : IMetricSource
{
    private readonly CsvFile _file;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ReplaySpeed _speed;
    private Played? _played;
    private (DateTime WrittenAt, CsvException Error)? _refused;

    public CsvReplaySource(CsvFile file, TimeProvider clock, ILogger log)
    {
        (_file, _clock, _log) = (file, clock, log);
        if (!ReplaySpeed.TryParse(file.Options.Speed, out _speed))
            throw new ArgumentException(string.Join(' ', file.Options.Problems()), nameof(file));
    }

    /// <inheritdoc/>
    public string Name => _file.Source;

    /// <inheritdoc/>
    public TimeSpan Interval => _played is { } played && _speed.Lasts(played.Step) is var step && step < _file.Options.Interval
        ? step > Shortest ? step : Shortest
        : _file.Options.Interval;

    private static TimeSpan Shortest => TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public async Task<SourceState> LookAsync(DateTimeOffset? position, CancellationToken cancellationToken)
    {
        _played ??= await LoadAsync(position, cancellationToken);
        var reached = _played.From + _speed.Passed(_clock.GetElapsedTime(_played.StartedAt));
        if (reached >= _played.End && !_played.EndSaid)
        {
            _log.ReplayEnded(Name, _played.End);
            _played = _played with { EndSaid = true };
        }
        return new SourceState
        {
            Clock = SourceClock.Recorded,
            Origin = _played.Begin,
            Frontier = reached < _played.End ? reached : _played.End,
            WarmUpUntil = _file.Options.WarmUp > TimeSpan.Zero ? _played.Begin + _file.Options.WarmUp : null,
            Step = _played.Step,
        };
    }

    /// <inheritdoc/>
    public Task<SourceReading> CollectAsync(DateTimeOffset after, DateTimeOffset upTo, bool warmUp, CancellationToken cancellationToken)
    {
        var played = _played ?? throw new InvalidOperationException("Look before you collect.");
        var reading = played.Recording.Read(after, upTo);
        var problems = _file.SayProblems(played.Reader, played.Begin, upTo);
        return Task.FromResult(problems.Count == 0 ? reading : reading with { Missing = problems });
    }

    /// <inheritdoc/>
    public void Dispose() => _played = null;

    private async Task<Played> LoadAsync(DateTimeOffset? position, CancellationToken cancellationToken)
    {
        var writtenAt = File.GetLastWriteTimeUtc(_file.Options.Path);
        if (_refused is { } refused && refused.WrittenAt == writtenAt)
            throw CsvFile.Unavailable(refused.Error);
        try
        {
            var (recording, reader) = await _file.ReadAllAsync(null, cancellationToken);
            if (recording.Oldest is not { } oldest || recording.Newest is not { } newest)
                throw new CsvException($"{Path.GetFileName(_file.Options.Path)} holds no rows with values");
            var step = recording.Grid!.Step;
            var begin = oldest - step;
            var from = begin + _file.Options.WarmUp;
            var played = new Played(recording, reader, begin, newest, step, position > from ? position.Value : from, _clock.GetTimestamp());
            Say(recording, reader, played);
            return played;
        }
        catch (CsvException e)
        {
            _refused = (writtenAt, e);
            throw CsvFile.Unavailable(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw CsvFile.Unavailable(e);
        }
    }

    private void Say(Recording recording, CsvReader reader, Played played)
    {
        _log.ReplayStarts(Name, recording.SeriesCount, played.Begin, played.End, _file.Options.Speed);
        if (reader.TextColumns.Any())
            _log.TextColumns(Name, string.Join(", ", reader.TextColumns));
        if (recording.CrowdedValues > 0)
            _log.CrowdedValues(Name, recording.CrowdedValues);
    }

    /// <param name="Begin">Position before the first row.</param>
    /// <param name="From">Recorded time at which this run of the replay began.</param>
    /// <param name="StartedAt">Timestamp of the clock at <paramref name="From"/>.</param>
    private sealed record Played(
        Recording Recording, CsvReader Reader, DateTimeOffset Begin, DateTimeOffset End, TimeSpan Step, DateTimeOffset From, long StartedAt)
    {
        public bool EndSaid { get; init; }
    }
}
