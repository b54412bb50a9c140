using Pipeline.Cli.Invocation;

namespace Pipeline.Cli.Detecting.Files;

/// <summary>Which column of a file is what.</summary>
/// <param name="Time">Index of the times; null when rows have none and their number stands for it.</param>
/// <param name="Values">Indices of the columns that are watched.</param>
/// <param name="Names">Their names.</param>
/// <param name="Fields">Number of fields of a record.</param>
internal sealed record MetricHeader(int? Time, IReadOnlyList<int> Values, IReadOnlyList<string> Names, int Fields)
{
    private static readonly string[] TimeNames = ["timestamp", "time", "datetime", "date", "ts"];

    /// <summary>Reads a header.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="chosen">Columns to watch; all but the time and <c>label</c> when empty.</param>
    public static MetricHeader Of(string file, IReadOnlyList<string> fields, IReadOnlyList<string> chosen)
    {
        int? time = null;
        var values = new List<int>();
        for (var i = 0; i < fields.Count; i++)
        {
            if (time is null && TimeNames.Contains(fields[i], StringComparer.OrdinalIgnoreCase))
                time = i;
            else if (!fields[i].Equals("label", StringComparison.OrdinalIgnoreCase) && (chosen.Count == 0 || chosen.Contains(fields[i])))
                values.Add(i);
        }

        foreach (var name in chosen.Where(name => !fields.Contains(name)))
            throw new CommandException(ExitCode.Error, $"{file}: line 1 has no column {name}. Its columns are {string.Join(", ", fields)}.");
        if (values.Count == 0)
            throw new CommandException(ExitCode.Error, $"{file}: line 1 (\"{string.Join(",", fields)}\") names no column of values. Expected a header such as timestamp,value.");
        if (values.All(i => double.TryParse(fields[i], out _)))
            throw new CommandException(ExitCode.Error, $"{file}: line 1 is a record, not a header. Put a line such as timestamp,value before it.");
        return new MetricHeader(time, values, [.. values.Select(i => fields[i])], fields.Count);
    }
}
