using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Tests.Rendering;

public sealed class A_chart
{
    private const char NoDots = '\u2800';

    [Fact]
    public void Rises_with_its_samples() => // four samples, four rows of dots
        Assert.Equal(["⡠⠊"], BrailleChart.Draw([0, 1, 2, 3], 0, 3, width: 10, height: 1));

    [Fact]
    public void Leaves_a_gap_where_there_was_no_data()
    {
        var row = Assert.Single(BrailleChart.Draw([1, 1, null, null, 1, 1], 0, 2, 10, 1));

        Assert.Equal(3, row.Length);
        Assert.Equal(NoDots, row[1]);
        Assert.NotEqual(NoDots, row[0]);
        Assert.NotEqual(NoDots, row[2]);
    }

    [Fact]
    public void Does_not_lose_a_peak_among_more_samples_than_columns()
    {
        double?[] samples = [.. Enumerable.Range(0, 1_000).Select(i => i == 500 ? 9d : 0d)];

        var rows = BrailleChart.Draw(samples, 0, 9, width: 20, height: 4);

        Assert.Contains(rows[0], dots => dots != NoDots);
        Assert.All(rows, row => Assert.Equal(20, row.Length));
    }

    [Fact]
    public void Draws_what_never_changes_at_the_bottom() =>
        Assert.Equal(["\u2800", "⣀"], BrailleChart.Draw([5, 5], 5, 5, width: 4, height: 2));

    [Fact]
    public void Says_when_a_window_has_no_data_at_all()
    {
        var empty = Some.Report() with { Window = Some.Window() with { Samples = [null, null] } };

        Assert.Contains("no data", Assert.Single(WindowChart.Of(empty)), StringComparison.Ordinal);
    }
}
