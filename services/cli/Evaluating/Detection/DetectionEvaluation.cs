using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pipeline.Detection;
using Pipeline.Detection.Evaluation;
using Pipeline.Detection.Multivariate;

namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>Runs the production detectors over labelled cases and scores what they say.</summary>
/// <param name="scorer">For cases of one series each.</param>
/// <param name="progress">Is told of every case.</param>
internal sealed class DetectionEvaluation(SeriesScorer scorer, Action<string> progress)
{
    /// <summary>Widest buffer of VUS-PR, and the rows after an event in which a flag is no false alarm.</summary>
    private const int Window = 100;
    private const int Grace = Window / 2;

    /// <summary>A fault lasts three minutes, its trace in rates up to seven.</summary>
    private static readonly TimeSpan Trace = TimeSpan.FromMinutes(7);

    /// <summary>Scores all cases, as many at once as there are processors.</summary>
    public async Task<DetectionReport> RunAsync(IReadOnlyList<LabelledCase> cases, CancellationToken cancellationToken)
    {
        var results = new DetectionReport.Case[cases.Count];
        var done = 0;
        await Parallel.ForAsync(0, cases.Count, cancellationToken, (i, token) =>
        {
            results[i] = Run(cases[i], token);
            progress($"{Interlocked.Increment(ref done)} of {cases.Count}: {cases[i].Group} {cases[i].Name}");
            return ValueTask.CompletedTask;
        });
        return new DetectionReport([.. cases.Zip(results).GroupBy(pair => GroupOf(pair.First), pair => pair.Second, Summary)]);
    }

    /// <summary>Single series are grouped by the folder above their own, which holds one kind of series.</summary>
    private static string GroupOf(LabelledCase labelled) => labelled is LabelledCase.Series
        ? Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(labelled.Path))))!
        : labelled.Group;

    private static DetectionReport.Group Summary(string name, IEnumerable<DetectionReport.Case> results)
    {
        var cases = results.ToList();
        var means = cases.SelectMany(c => c.Measures).GroupBy(m => m.Key, m => m.Value).ToDictionary(m => m.Key, m => m.Average());
        return new DetectionReport.Group(name, cases, means, cases.Sum(c => c.Rows), cases.Sum(c => c.Seconds));
    }

    private DetectionReport.Case Run(LabelledCase labelled, CancellationToken cancellationToken) => labelled switch
    {
        LabelledCase.Nab nab => RunNab(nab, cancellationToken),
        LabelledCase.Series series => RunSeries(series),
        LabelledCase.Machine machine => RunMachine(machine, cancellationToken),
        LabelledCase.Cluster cluster => RunCluster(cluster, cancellationToken),
        _ => throw new InvalidOperationException($"Unknown kind of case: {labelled.GetType().Name}."),
    };

    private DetectionReport.Case RunNab(LabelledCase.Nab nab, CancellationToken cancellationToken)
    {
        var windows = JsonSerializer.Deserialize<Dictionary<string, string[][]>>(File.ReadAllText(Path.Combine(nab.Path, "windows.json")))!;
        var (corpus, seconds, rows) = (new List<NabSeries>(), 0.0, 0);
        foreach (var (file, spans) in windows.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var samples = Samples(Path.Combine(nab.Path, "data", file)).Select(s => s.Sample).ToList();
            var started = Stopwatch.GetTimestamp();
            var scores = scorer(samples);
            seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            rows += samples.Count;
            corpus.Add(new NabSeries(
                [.. samples.Select(s => s.At.UtcDateTime)], scores, [.. spans.Select(s => (Time(s[0]).UtcDateTime, Time(s[1]).UtcDateTime))]));
        }
        var measures = NabProfile.All.ToDictionary(profile => profile.Name, profile => NabScore.Of(corpus, profile).Value);
        return new DetectionReport.Case(nab.Name, measures, rows, seconds);
    }

    private DetectionReport.Case RunSeries(LabelledCase.Series series)
    {
        var rows = Samples(series.Path).ToList();
        var started = Stopwatch.GetTimestamp();
        var scores = scorer([.. rows.Select(r => r.Sample)]);
        return Measured(series.Name, [.. rows.Select(r => r.Label)], scores, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static DetectionReport.Case RunMachine(LabelledCase.Machine machine, CancellationToken cancellationToken)
    {
        var test = MetricFile.Read(Path.Combine(machine.Path, "test.csv.gz"));
        var label = test.IndexOf("label");
        var columns = Enumerable.Range(0, test.Columns.Count).Where(i => i != label).ToArray();
        var train = Path.Combine(machine.Path, "train.csv.gz");
        var past = File.Exists(train) ? MetricFile.Read(train) : new MetricFile([], []);
        var pastColumns = past.Rows.Count == 0 ? [] : columns.Select(i => past.IndexOf(test.Columns[i])).ToArray();
        var started = Stopwatch.GetTimestamp();
        var scores = Scores(
            columns.Length, past.Rows.Select(row => Pick(row, pastColumns)).Concat(test.Rows.Select(row => Pick(row, columns))), cancellationToken);
        return Measured(
            machine.Name, [.. test.Rows.Select(row => row[label] > 0)], scores[past.Rows.Count..], Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static DetectionReport.Case RunCluster(LabelledCase.Cluster cluster, CancellationToken cancellationToken)
    {
        var metrics = MetricFile.Read(Path.Combine(cluster.Path, "metrics.csv.gz"));
        using var faults = JsonDocument.Parse(File.ReadAllText(Path.Combine(cluster.Path, "faults.json")));
        var injected = faults.RootElement.EnumerateArray().Select(fault => fault.GetProperty("inject_time").GetDouble()).ToArray();
        var time = metrics.IndexOf("time");
        var columns = Enumerable.Range(0, metrics.Columns.Count).Where(i => i != time).ToArray();
        var started = Stopwatch.GetTimestamp();
        var scores = Scores(columns.Length, metrics.Rows.Select(row => Pick(row, columns)), cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return Measured(cluster.Name, [.. metrics.Rows.Select(row => injected.Any(at => InTrace(row[time], at)))], scores, seconds);
    }

    /// <summary>Rows are named by the minute that they begin, which may have begun before the fault.</summary>
    private static bool InTrace(double row, double injected) =>
        row - (Math.Floor(injected / 60) * 60) is var after && after >= 0 && after < Trace.TotalSeconds;

    private static double[] Scores(int columns, IEnumerable<double[]> rows, CancellationToken cancellationToken)
    {
        var detector = new ReconstructionDetector(columns);
        var (scores, shares) = (new List<double>(), new double[columns]);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores.Add(detector.Observe(row, shares).Score);
        }
        return [.. scores];
    }

    private static double[] Pick(double[] row, int[] columns) => Array.ConvertAll(columns, i => row[i]);

    private static DetectionReport.Case Measured(string name, bool[] labels, double[] scores, double seconds)
    {
        var measures = new Dictionary<string, double>();
        if (labels.Contains(true))
        {
            measures["vus_pr"] = VolumeUnderSurface.Of(labels, scores, Window);
            measures["average_precision"] = RankedScores.AveragePrecision(labels, scores);
            measures["point_f1"] = RankedScores.BestF1(labels, scores).F1;
            measures["event_f1"] = EventMatch.Best(labels, scores, Grace).F1;
        }
        return new DetectionReport.Case(name, measures, labels.Length, seconds);
    }

    private static IEnumerable<(Sample Sample, bool Label)> Samples(string path) =>
        from cells in MetricFile.TextRowsOf(path)
        select (new Sample(Time(cells[0]), Number(cells[1])), cells.Length > 2 && cells[2].Trim() == "1");

    /// <summary>A value; an empty cell, or one that is no number, is a missing one.</summary>
    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
