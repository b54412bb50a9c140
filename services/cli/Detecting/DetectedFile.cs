using System.Globalization;
using Pipeline.Cli.Detecting.Files;
using Pipeline.Cli.Detecting.Judging;
using Pipeline.Cli.Invocation;
using Pipeline.Detection.Streaming;

namespace Pipeline.Cli.Detecting;

/// <summary>Judges one file and writes what comes of it, whole or not at all.</summary>
internal static class DetectedFile
{
    /// <summary>Seconds between rows without times.</summary>
    private const double UsualStep = 60;

    /// <summary>Judges a file.</summary>
    /// <param name="input">A .csv or .csv.gz.</param>
    /// <param name="history">Rows that come before it, learned and not judged; null for none.</param>
    /// <param name="output">Written to a file beside it first, so a reader sees all of it or nothing.</param>
    /// <param name="settings">What holds for all files.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>Rows, and how many are anomalies.</returns>
    public static (int Rows, int Anomalies) Write(
        string input, string? history, string output, DetectSettings settings, CancellationToken cancellationToken)
    {
        using var reader = new MetricReader(input, settings.Columns, settings.Step ?? UsualStep);
        var judge = JudgeOf(reader.Header, settings);
        var shift = history is null ? 0 : Learn(history, reader.Header, judge, settings, cancellationToken);
        var target = Path.GetFullPath(output);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var draft = $"{target}.{Environment.ProcessId}.part";
        try
        {
            (int, int) done;
            using (var writer = new StreamWriter(draft))
                done = Judge(reader, judge, shift, writer, cancellationToken);
            File.Move(draft, target, overwrite: true);
            return done;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static IRowJudge JudgeOf(MetricHeader header, DetectSettings settings) =>
        header.Values.Count == 1
            ? new SeriesJudge(new StreamingOptions { Sensitivity = settings.Sensitivity, Step = settings.Step })
            : new ColumnsJudge(header.Names, settings.Sensitivity);

    /// <returns>Seconds by which rows without times go on behind the history.</returns>
    private static double Learn(string history, MetricHeader header, IRowJudge judge, DetectSettings settings, CancellationToken cancellationToken)
    {
        var rowSeconds = settings.Step ?? UsualStep;
        using var reader = new MetricReader(history, header.Names, rowSeconds);
        if (!reader.Header.Names.SequenceEqual(header.Names))
            throw new CommandException(ExitCode.Error, $"{history}: its columns stand in another order than those of the file it is the history of.");
        var end = 0.0;
        while (reader.Next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            judge.Learn(row);
            end = row.Seconds + rowSeconds;
        }

        return header.Time is null ? end : 0;
    }

    private static (int Rows, int Anomalies) Judge(
        MetricReader reader, IRowJudge judge, double shift, StreamWriter writer, CancellationToken cancellationToken)
    {
        var one = reader.Header.Values.Count == 1;
        writer.Write(one ? "timestamp,value,anomaly_score,is_anomaly,reason\n" : "timestamp,anomaly_score,is_anomaly,columns,reason\n");
        var (rows, anomalies) = (0, 0);
        while (reader.Next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var judged = judge.Judge(row with { Seconds = row.Seconds + shift });
            rows++;
            anomalies += judged.IsAnomaly ? 1 : 0;
            writer.Write(CsvLine.Field(row.Time));
            if (one)
                writer.Write($",{CsvLine.Field(row.Texts[0])}");
            writer.Write(string.Create(CultureInfo.InvariantCulture, $",{judged.Score:0.########},{(judged.IsAnomaly ? 1 : 0)}"));
            if (!one)
                writer.Write($",{CsvLine.Field(judged.Columns)}");
            writer.Write($",{CsvLine.Field(judged.Reason)}\n");
        }

        return (rows, anomalies);
    }
}
