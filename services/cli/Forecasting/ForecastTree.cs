using System.Globalization;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Detection.Forecasting;

namespace Pipeline.Cli.Forecasting;

/// <summary>Forecasts of a tree of files, side by side.</summary>
internal static class ForecastTree
{
    private static readonly string[] Patterns = ["*.csv", "*.csv.gz"];

    public static void Write(
        string input, string output, double limit, ForecastSettings settings, ForecastColumns columns, Terminal terminal,
        CancellationToken cancellationToken)
    {
        if (!Directory.Exists(input))
            throw new CommandException(ExitCode.Error, $"There is no folder {input}.");
        string[] files = [.. Patterns.SelectMany(pattern => Directory.EnumerateFiles(input, pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new CommandException(ExitCode.Error, $"There is no .csv or .csv.gz in {input}.");
        var done = 0;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(files, parallel, file =>
        {
            var target = SeriesFile.Plain(Path.Combine(output, Path.GetRelativePath(input, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var (rows, alerts) = ForecastFile.Write(file, target, limit, settings, columns);
            lock (files)
                terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{++done}/{files.Length} {target}: {rows} rows, the alert is up in {alerts}"));
        });
    }
}
