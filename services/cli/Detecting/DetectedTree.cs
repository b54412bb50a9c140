using System.Globalization;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Detecting;

/// <summary>Judges all files of a tree, side by side.</summary>
internal static class DetectedTree
{
    private static readonly string[] Endings = [".csv", ".csv.gz"];

    /// <summary>Writes a file with the same relative name, uncompressed, for each; a <c>train.csv</c> beside a <c>test.csv</c> is its history.</summary>
    public static void Write(string input, string output, DetectSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(input))
            throw new CommandException(ExitCode.Error, $"There is no folder {input}.");
        string[] files = [.. Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Where(IsSeries).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new CommandException(ExitCode.Error, $"There is no .csv and no .csv.gz in {input}.");
        string[] judged = [.. files.Where(file => !(IsNamed(file, "train") && files.Any(other => IsNamed(other, "test") && IsBeside(file, other))))];
        var done = 0;
        var turn = new Lock();
        try
        {
            Parallel.ForEach(judged, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, file =>
            {
                var history = IsNamed(file, "test") ? files.FirstOrDefault(other => IsNamed(other, "train") && IsBeside(file, other)) : null;
                var target = Plain(Path.Combine(output, Path.GetRelativePath(input, file)));
                var (rows, anomalies) = DetectedFile.Write(file, history, target, settings, cancellationToken);
                lock (turn)
                    terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{++done}/{judged.Length} {target}: {rows} rows, {anomalies} anomalies"));
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<CommandException>().FirstOrDefault() is { } first)
        {
            throw new CommandException(first.ExitCode, $"{first.Message} {done} of {judged.Length} files are done.", e);
        }
    }

    private static bool IsSeries(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsNamed(string file, string name) => Endings.Any(ending => Path.GetFileName(file).Equals(name + ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsBeside(string one, string other) => Path.GetDirectoryName(one) == Path.GetDirectoryName(other);

    private static string Plain(string file) => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
}
