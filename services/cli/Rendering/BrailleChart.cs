namespace Pipeline.Cli.Rendering;

/// <summary>A line of samples in braille characters, two columns and four rows of dots in each.</summary>
internal static class BrailleChart
{
    private const char Blank = '\u2800';

    // Unicode's order of the dots: rows from the top, left column and right column
    private static readonly int[,] Dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    /// <summary>Draws samples; a column of dots stands for one of them, or for several when there are more than columns.</summary>
    /// <param name="samples">Oldest first; null where there was none, which stays empty.</param>
    /// <param name="low">The value at the lowest dot.</param>
    /// <param name="high">The value at the highest dot; not below <paramref name="low"/>.</param>
    /// <param name="width">Characters at most, at least 1.</param>
    /// <param name="height">Characters, at least 1.</param>
    /// <returns>Rows from the top, all of the same length: no longer than the samples need.</returns>
    public static IReadOnlyList<string> Draw(IReadOnlyList<double?> samples, double low, double high, int width, int height)
    {
        var columns = Math.Min(samples.Count, width * 2);
        var cells = new int[height, (columns + 1) / 2];
        (int Low, int High)? before = null;
        for (var column = 0; column < columns; column++)
        {
            var range = RangeOf(samples, column * samples.Count / columns, (column + 1) * samples.Count / columns, low, high, height * 4);
            if (range is var (lowest, highest))
            {
                if (before is var (lastLow, lastHigh)) // the line goes on: no hole between two neighbours
                    (lowest, highest) = (Math.Min(lowest, lastHigh + 1), Math.Max(highest, lastLow - 1));
                for (var dot = lowest; dot <= highest; dot++)
                    cells[height - 1 - (dot / 4), column / 2] |= Dots[3 - (dot % 4), column % 2];
            }

            before = range;
        }

        return [.. Enumerable.Range(0, height).Select(row =>
            string.Create(cells.GetLength(1), row, (text, y) =>
            {
                for (var x = 0; x < text.Length; x++)
                    text[x] = (char)(Blank + cells[y, x]);
            }))];
    }

    /// <summary>Lowest and highest dot of a stretch of samples, counted from the bottom; null when it has none.</summary>
    private static (int Low, int High)? RangeOf(
        IReadOnlyList<double?> samples, int from, int to, double low, double high, int dots)
    {
        (int Low, int High)? range = null;
        for (var i = from; i < to; i++)
        {
            if (samples[i] is not { } value)
                continue;
            var dot = high > low ? (int)Math.Round(Math.Clamp((value - low) / (high - low), 0, 1) * (dots - 1)) : 0;
            range = range is var (lowest, highest) ? (Math.Min(lowest, dot), Math.Max(highest, dot)) : (dot, dot);
        }

        return range;
    }
}
