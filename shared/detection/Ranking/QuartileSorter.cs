using System.Numerics;
using System.Runtime.InteropServices;

namespace Pipeline.Detection.Ranking;

/// <summary>Quartiles of several columns at once, one in each lane of the processor's vectors.</summary>
/// <remarks>
/// Batcher (1968), "Sorting networks and their applications", odd-even merge: the same comparisons whatever the values, so there is no
/// branch to mispredict, as in selection, and each compares a whole vector of columns. Of more than 128 rows every second, third … is
/// taken: the median of 128 normal values strays by a ninth of a deviation, which no ranking notices.
/// </remarks>
internal sealed class QuartileSorter
{
    private const int MostRows = 128;
    private static readonly (int Low, int High)[] BatcherNetwork = Network(MostRows);
    private readonly int _stride;
    private readonly Vector<double>[] _rows;

    /// <param name="rows">Of each column, at least one.</param>
    public QuartileSorter(int rows)
    {
        _stride = (rows + MostRows - 1) / MostRows;
        _rows = new Vector<double>[(rows + _stride - 1) / _stride];
    }

    /// <summary>So many columns are taken at once.</summary>
    public static int Lanes => Vector<double>.Count;

    /// <param name="table">The columns.</param>
    /// <param name="first">First column; those behind the last one are taken for the last one.</param>
    /// <param name="from">First row.</param>
    /// <param name="found">One for each lane.</param>
    public void Sort(MetricTable table, int first, int from, Span<Quartiles> found)
    {
        var rows = _rows.AsSpan();
        var values = MemoryMarshal.Cast<Vector<double>, double>(rows);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var column = table[Math.Min(first + lane, table.Names.Count - 1)][from..];
            for (int at = lane, row = 0; at < values.Length; at += Lanes, row += _stride)
                values[at] = column[row];
        }

        foreach (var (low, high) in BatcherNetwork)
        {
            if (high >= rows.Length)
                continue; // as if the rows that are missing were infinite: they stay where they are
            var (a, b) = (rows[low], rows[high]);
            rows[low] = Vector.MinNative(a, b);
            rows[high] = Vector.MaxNative(a, b);
        }

        var quarter = rows.Length / 4;
        for (var lane = 0; lane < Lanes; lane++)
        {
            found[lane] = new Quartiles(
                rows[quarter][lane], (rows[(rows.Length - 1) / 2][lane] + rows[rows.Length / 2][lane]) / 2, rows[rows.Length - 1 - quarter][lane]);
        }
    }

    private static (int Low, int High)[] Network(int rows)
    {
        var comparisons = new List<(int Low, int High)>();
        for (var merged = 1; merged < rows; merged *= 2)
        {
            for (var apart = merged; apart >= 1; apart /= 2)
            {
                for (var start = apart % merged; start + apart < rows; start += 2 * apart)
                {
                    for (var low = start; low < Math.Min(start + apart, rows - apart); low++)
                    {
                        if (low / (2 * merged) == (low + apart) / (2 * merged))
                            comparisons.Add((low, low + apart));
                    }
                }
            }
        }

        return [.. comparisons];
    }
}
