namespace Pipeline.Collector.Csv;

/// <summary>Evenly spaced times that a file's rows are put on.</summary>
/// <param name="Anchor">Time of the file's first row: cell 0.</param>
/// <param name="Step">Positive.</param>
internal sealed record TimeGrid(DateTimeOffset Anchor, TimeSpan Step)
{
    /// <summary>The nearest cell; the later one when it is halfway.</summary>
    public long CellOf(DateTimeOffset time)
    {
        var doubled = ((time - Anchor).Ticks * 2) + Step.Ticks;
        return FloorDivide(doubled, Step.Ticks * 2);
    }

    /// <summary>Time of a cell.</summary>
    public DateTimeOffset TimeOf(long cell) => Anchor + new TimeSpan(Step.Ticks * cell);

    /// <summary>The last cell that is not after a time.</summary>
    public long LastCellUpTo(DateTimeOffset time)
    {
        var ticks = time.UtcTicks < DateTimeOffset.MinValue.Ticks + Step.Ticks ? 0 : time.UtcTicks;
        return FloorDivide(ticks - Anchor.UtcTicks, Step.Ticks);
    }

    private static long FloorDivide(long a, long b) => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
