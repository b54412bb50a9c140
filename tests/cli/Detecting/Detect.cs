using System.IO.Compression;
using Pipeline.Cli.Invocation;

namespace Pipeline.Cli.Tests.Detecting;

public sealed class Detect : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("timestamp,value", "2026-11-20 12:{0:00}:00")]
    [InlineData("TimeStamp,Value,Label", "2026-11-20T12:{0:00}:00Z")]
    [InlineData("time,cpu", "17639{0:00000}")]
    public async Task Writes_a_row_for_each_row_in_any_spelling(string header, string time)
    {
        var label = header.Contains("Label", StringComparison.Ordinal) ? ",1" : "";
        var input = Write("in.csv", [header, .. Enumerable.Range(0, 60).Select(i => string.Format(null, time, i) + $",{(i == 59 ? 900 : i % 5)}{label}")]);
        var ended = await CommandLine.RunAsync("detect", "--input-file", input, "--output-file", Place("out.csv"));
        Assert.Equal((ExitCode.Ok, ""), (ended.ExitCode, ended.Output));
        var rows = File.ReadAllLines(Place("out.csv"));
        Assert.Equal("timestamp,value,anomaly_score,is_anomaly,reason", rows[0]);
        Assert.Equal(61, rows.Length);
        Assert.StartsWith(string.Format(null, time, 0) + ",0,0,0,", rows[1], StringComparison.Ordinal);
        Assert.True(Score(rows[^1], 2) > rows[1..^1].Max(row => Score(row, 2)));
    }

    [Fact]
    public async Task Of_many_columns_names_those_that_carry_the_score()
    {
        var input = Write("in.csv", ["time,calm,wild,label", .. Enumerable.Range(0, 500).Select(i => $"{i * 60},{i % 7},{(i == 499 ? 500 : i % 3)},0")]);
        await CommandLine.RunAsync("detect", "--input-file", input, "--output-file", Place("out.csv"));
        var rows = File.ReadAllLines(Place("out.csv"));
        Assert.Equal("timestamp,anomaly_score,is_anomaly,columns,reason", rows[0]);
        Assert.Equal("wild", rows[^1].Split(',')[3]);
    }

    [Fact]
    public async Task A_tree_keeps_its_shape_and_training_rows_are_history()
    {
        var rows = Enumerable.Range(0, 400).Select(i => $"{i % 7}").ToArray();
        Write("in/a/train.csv", ["m0", .. rows]);
        using (var packed = new StreamWriter(new GZipStream(File.Create(Place("in/a/test.csv.gz")), CompressionLevel.Fastest)))
            await packed.WriteAsync("m0,label\n50,1\n3,0\n");
        Write("in/b.csv", ["timestamp,value", "2026-11-20 12:00:00,1"]);
        var ended = await CommandLine.RunAsync("detect", "--input-dir", Place("in"), "--output-dir", Place("out"));
        Assert.Equal(ExitCode.Ok, ended.ExitCode);
        Assert.Contains("2/2", ended.Error, StringComparison.Ordinal);
        var written = Directory.GetFiles(Place("out"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Place("out"), file));
        Assert.Equal(["a/test.csv", "b.csv"], written.Order(StringComparer.Ordinal));
        Assert.True(Score(File.ReadAllLines(Place("out/a/test.csv"))[1], 2) > 0.5); // known only from the history
    }

    [Theory]
    [InlineData("line 3: \"abc\" in column value is no number", "timestamp,value", "2026-11-20 12:00:00,1", "2026-11-20 12:01:00,abc")]
    [InlineData("line 2: \"yesterday\" is no time", "timestamp,value", "yesterday,1")]
    [InlineData("line 2: 3 fields where the header has 2", "timestamp,value", "2026-11-20 12:00:00,1,2")]
    [InlineData("line 1 is a record, not a header", "1,2", "3,4")]
    [InlineData("names no column of values", "timestamp,label", "3,4")]
    [InlineData("is empty")]
    public async Task Bad_input_is_named_and_nothing_is_written(string complaint, params string[] lines)
    {
        var input = Write("in.csv", lines);
        var ended = await CommandLine.RunAsync("detect", "--input-file", input, "--output-file", Place("out/out.csv"));
        Assert.Equal(ExitCode.Error, ended.ExitCode);
        Assert.Contains(input, ended.Error, StringComparison.Ordinal);
        Assert.Contains(complaint, ended.Error, StringComparison.Ordinal);
        Assert.Equal([input], Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("detect")]
    [InlineData("detect", "--input-file", "a.csv")]
    [InlineData("detect", "--input-file", "a.csv", "--output-file", "b.csv", "--sensitivity", "0")]
    [InlineData("detect", "--input-file", "a.csv", "--output-file", "b.csv", "--step", "often")]
    [InlineData("detect", "--input-dir", "a", "--output-file", "b.csv")]
    public async Task Wrong_usage_is_explained(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, (await CommandLine.RunAsync(arguments)).ExitCode);

    private string Place(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place(name))!);
        File.WriteAllLines(Place(name), lines);
        return Place(name);
    }

    private static double Score(string row, int column) => double.Parse(row.Split(',')[column], System.Globalization.CultureInfo.InvariantCulture);
}
