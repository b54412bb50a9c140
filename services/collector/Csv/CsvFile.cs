using System.IO.Compression;
using Pipeline.Collector.Sources;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>One configured file: how it is opened, read and called in messages.</summary>
internal sealed class CsvFile(string cluster, string source, CsvSourceOptions options, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan FutureAllowed = TimeSpan.FromDays(1); // a zone that was not written

    /// <summary>Name of the source, and of the entity that missing rows are said of.</summary>
    public string Source => source;

    /// <summary>The settings.</summary>
    public CsvSourceOptions Options => options;

    /// <summary>The file itself, as something that can fail.</summary>
    public EntityRef Entity { get; } = MissingData.Source(cluster, source);

    private string Name => Path.GetFileName(options.Path);

    /// <summary>A new reader at the file's beginning.</summary>
    public CsvReader NewReader() => new(Name, Subject(), options.MaxBadRows, LatestTime());

    /// <summary>A row later than this has a wrong time.</summary>
    public DateTimeOffset LatestTime() => clock.GetUtcNow() + FutureAllowed;

    /// <summary>An empty recording.</summary>
    public Recording NewRecording(TimeSpan? step) => new(Name, options.Step ?? step, options.MaxValues);

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="CsvException">It cannot be read as metrics.</exception>
    public async Task<(Recording Recording, CsvReader Reader)> ReadAllAsync(TimeSpan? step, CancellationToken cancellationToken)
    {
        var (reader, recording) = (NewReader(), NewRecording(step));
        await using var file = Open();
        await using var plain = options.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var buffer = new byte[128 << 10];
        while (await plain.ReadAsync(buffer, cancellationToken) is var read && read > 0)
        {
            foreach (var row in reader.Feed(buffer.AsMemory(0, read)))
                recording.Add(row);
        }
        if (reader.Finish() is { } last)
            recording.Add(last);
        recording.Complete();
        return (recording, reader);
    }

    /// <summary>Opens the file so that others may write, rename or delete it.</summary>
    public FileStream Open() =>
        new(options.Path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan });

    /// <summary>The rows that could not be read since the last call, as missing data.</summary>
    public IReadOnlyList<MissingData> SayProblems(CsvReader reader, DateTimeOffset since, DateTimeOffset until)
    {
        var problems = reader.TakeProblems();
        foreach (var problem in problems)
            log.RowLeftOut(source, problem);
        return problems.Count == 0 ? [] :
        [
            new MissingData
            {
                Entity = Entity,
                Reason = $"{problems[0]}; {reader.BadRows} rows left out so far",
                Since = since,
                Until = until,
            },
        ];
    }

    /// <summary>What can go wrong with a file, in words for <see cref="MissingData"/>.</summary>
    public static SourceUnavailableException Unavailable(Exception e) => new(e.Message, e);

    private CsvSubject Subject() => new()
    {
        Cluster = cluster,
        FileStem = Name.Split('.')[0],
        Namespace = options.Namespace,
        Kind = options.Kind,
        Name = options.Entity,
        Metric = options.Metric,
        Unit = options.Unit,
        Signal = options.Signal,
        Ignore = options.Ignore,
    };
}
