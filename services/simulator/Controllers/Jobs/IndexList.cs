using System.Globalization;

namespace Pipeline.Simulator.Controllers.Jobs;

/// <summary>Indexes as a Job's status lists them: "1,3-5,7".</summary>
public static class IndexList
{
    /// <summary>At most so many numbers are read from one text.</summary>
    private const int Most = 100_000;

    public static SortedSet<int> Parse(string? text)
    {
        var indexes = new SortedSet<int>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
                continue;
            for (var i = first; i <= last && indexes.Count < Most; i++)
                indexes.Add(i);
        }
        return indexes;
    }

    public static string Format(IEnumerable<int> sorted)
    {
        var parts = new List<string>();
        int? begin = null;
        var end = 0;
        foreach (var index in sorted)
        {
            if (begin is null)
                begin = index;
            else if (index != end + 1)
            {
                parts.Add(Part(begin.Value, end));
                begin = index;
            }
            end = index;
        }
        if (begin is { } last)
            parts.Add(Part(last, end));
        return string.Join(",", parts);
    }

    private static string Part(int begin, int end) => begin == end
        ? begin.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{begin}{(end == begin + 1 ? ',' : '-')}{end}");
}
