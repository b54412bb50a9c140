using Pipeline.Detection.Multivariate;

namespace Pipeline.Detection.Tests.Multivariate;

public sealed class Reconstructing_rows
{
    private const int Columns = 6;
    private const int Rows = 900;
    private const int Fault = 700;

    [Fact]
    public void Scores_higher_when_a_relation_breaks_and_names_its_column()
    {
        var rows = Entity();
        for (var i = Fault; i < Fault + 10; i++)
            rows[i][2] = -rows[i][2];
        var (scores, shares) = Run(rows);
        Assert.True(scores[Fault + 5] > scores[Fault - 1]);
        Assert.Equal(2, Array.IndexOf(shares[Fault + 5], shares[Fault + 5].Max()));
        Assert.Equal(1, shares[Fault + 5].Sum(), 1e-9);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void Depends_on_no_later_row()
    {
        var rows = Entity();
        var whole = Run(rows).Scores;
        foreach (var row in rows.Skip(Rows / 2))
            Array.Fill(row, 1e6);
        Assert.Equal(whole.Take(Rows / 2), Run(rows).Scores.Take(Rows / 2));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    public void Does_not_depend_on_units(double unit)
    {
        var rows = Entity();
        var expected = Run(rows).Scores;
        var scores = Run([.. rows.Select(row => Array.ConvertAll(row, value => value * unit))]).Scores;
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 0.02));
    }

    [Fact]
    public void Goes_on_as_if_never_stopped_after_its_state_was_written_and_read()
    {
        var rows = Entity();
        var (first, shares) = (new ReconstructionDetector(Columns), new double[Columns]);
        foreach (var row in rows.Take(Fault))
            first.Observe(row, shares);
        using var state = new MemoryStream();
        using (var writer = new BinaryWriter(state, System.Text.Encoding.UTF8, leaveOpen: true))
            first.Write(writer);
        state.Position = 0;
        var second = new ReconstructionDetector(Columns);
        using var reader = new BinaryReader(state);
        second.Read(reader);
        foreach (var row in rows.Skip(Fault))
            Assert.Equal(first.Observe(row, shares), second.Observe(row, shares));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    public void Survives_what_is_no_number(double value)
    {
        var rows = Entity();
        for (var i = 0; i < Rows; i += 7)
            rows[i][i % Columns] = value;
        Assert.All(Run(rows).Scores, score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void Counts_a_missing_value_for_nothing()
    {
        var rows = Entity();
        rows[Fault][1] = double.NaN;
        Assert.Equal(0, Run(rows).Shares[Fault][1]);
    }

    [Fact]
    public void Says_nothing_of_rows_without_any_value()
    {
        var rows = Entity();
        Array.Fill(rows[Fault], double.NaN);
        Assert.Equal(0, Run(rows).Scores[Fault]);
    }

    [Fact]
    public void Takes_constant_columns_and_a_column_that_appears_or_goes()
    {
        var rows = Entity();
        for (var i = 0; i < Rows; i++)
        {
            rows[i][0] = 0;
            rows[i][1] = 5;
            rows[i][2] = i < 300 ? double.NaN : rows[i][2];
            rows[i][3] = i < 500 ? rows[i][3] : double.NaN;
        }
        var scores = Run(rows).Scores;
        Assert.All(scores, score => Assert.True(double.IsFinite(score)));
        Assert.InRange(scores[300], 0, scores.Max());
    }

    [Fact]
    public void Refuses_the_state_of_another_number_of_columns()
    {
        using var state = new MemoryStream();
        using var writer = new BinaryWriter(state);
        new ReconstructionDetector(2).Write(writer);
        state.Position = 0;
        using var reader = new BinaryReader(state);
        Assert.Throws<InvalidDataException>(() => new ReconstructionDetector(3).Read(reader));
    }

    /// <summary>Columns that follow two hidden rhythms, with noise that depends on the place only.</summary>
    private static double[][] Entity() => [.. Enumerable.Range(0, Rows).Select(i => Enumerable.Range(0, Columns).Select(
        column => 3 + (Math.Sin(i / 17.0) * (1 + column)) + (Math.Cos(i / 41.0) * (Columns - column)) + (0.1 * Math.Cos((i * 7.3) + (column * i)))).ToArray())];

    private static (double[] Scores, double[][] Shares) Run(double[][] rows)
    {
        var detector = new ReconstructionDetector(Columns);
        var (scores, shares) = (new double[rows.Length], new double[rows.Length][]);
        for (var i = 0; i < rows.Length; i++)
            scores[i] = detector.Observe(rows[i], shares[i] = new double[Columns]).Score;
        return (scores, shares);
    }
}
