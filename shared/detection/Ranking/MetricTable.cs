namespace Pipeline.Detection.Ranking;

/// <summary>Windows of many metrics on common times.</summary>
public sealed class MetricTable
{
    private readonly double[] _values;

    /// <summary>Takes the columns; a value that is not finite becomes the one before it, or the first one behind it.</summary>
    /// <param name="times">Unix seconds, rising.</param>
    /// <param name="names">One for each column: <c>&lt;service&gt;_&lt;metric&gt;</c>.</param>
    /// <param name="columns">As many values in each as there are times. A column without any is constant.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the times do not rise.</exception>
    public MetricTable(IReadOnlyList<long> times, IReadOnlyList<string> names, IReadOnlyList<double[]> columns)
    {
        if (names.Count != columns.Count)
            throw new ArgumentException($"There are {names.Count} names and {columns.Count} columns.", nameof(columns));
        for (var i = 1; i < times.Count; i++)
        {
            if (times[i] <= times[i - 1])
                throw new ArgumentException($"Time {times[i]} of row {i + 1} is not after {times[i - 1]}; rows must be in order of time.", nameof(times));
        }

        (Times, Names, _values) = ([.. times], [.. names], new double[times.Count * names.Count]);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length != times.Count)
                throw new ArgumentException($"Column {names[i]} has {columns[i].Length} values; there are {times.Count} times.", nameof(columns));
            var column = _values.AsSpan(i * times.Count, times.Count);
            columns[i].CopyTo(column);
            Fill(column);
        }

        Natures = [.. names.Select(MetricName.NatureOf)];
        var services = names.Select(MetricName.ServiceOf).Distinct(StringComparer.Ordinal).ToArray();
        var indices = services.Index().ToDictionary(s => s.Item, s => s.Index, StringComparer.Ordinal);
        (Services, ServiceOf) = (services, [.. names.Select(name => indices[MetricName.ServiceOf(name)])]);
    }

    /// <summary>Unix seconds.</summary>
    public IReadOnlyList<long> Times { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What each column speaks of.</summary>
    public IReadOnlyList<MetricNature> Natures { get; }

    /// <summary>Names of the services.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>Each column's service, as an index of <see cref="Services"/>.</summary>
    public IReadOnlyList<int> ServiceOf { get; }

    /// <summary>The values of a column, finite.</summary>
    public ReadOnlySpan<double> this[int column] => _values.AsSpan(column * Times.Count, Times.Count);

    private static void Fill(Span<double> column)
    {
        var last = 0.0;
        foreach (var value in column)
        {
            if (double.IsFinite(value))
            {
                last = value;
                break;
            }
        }

        for (var i = 0; i < column.Length; i++)
            last = column[i] = double.IsFinite(column[i]) ? column[i] : last;
    }
}
