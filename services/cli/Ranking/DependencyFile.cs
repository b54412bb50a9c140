using Pipeline.Cli.Forecasting;
using Pipeline.Cli.Invocation;
using Pipeline.Detection.Ranking;

namespace Pipeline.Cli.Ranking;

/// <summary>A CSV file of calls: caller and called in the first two columns, names in the first line.</summary>
internal static class DependencyFile
{
    /// <exception cref="CommandException">It cannot be read; the message names the line.</exception>
    public static CallGraph Read(string path)
    {
        using var reader = new StreamReader(SeriesFile.Open(path));
        var calls = new List<(string Caller, string Called)>();
        var line = 1;
        reader.ReadLine();
        while (reader.ReadLine() is { } row)
        {
            line++;
            if (row.Length == 0)
                continue;
            var fields = row.Split(',');
            if (fields.Length < 2)
                throw new CommandException(ExitCode.Error, $"{path}, line {line}: \"{row}\" has no second column; it must be caller,callee.");
            calls.Add((fields[0].Trim(), fields[1].Trim()));
        }

        return new CallGraph(calls);
    }
}
