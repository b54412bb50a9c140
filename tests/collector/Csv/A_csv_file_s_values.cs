using System.Text;
using Pipeline.Collector.Csv;

namespace Pipeline.Collector.Tests.Csv;

public sealed class A_csv_file_s_values
{
    private const string Two = "timestamp,value\n2026-11-20 10:00:00,1\n";

    [Theory]
    [InlineData("timestamp;value\n2026-11-20 10:00:00;1,5\n")]
    [InlineData("timestamp\tvalue\n2026-11-20 10:00:00\t1.5\n")]
    [InlineData("timestamp|value\n2026-11-20 10:00:00|1.5")]
    [InlineData("\uFEFFtimestamp,value\r\n\r\n2026-11-20 10:00:00,1.5\r\n\r\n")]
    [InlineData("\"timestamp\" , \"value\"\n\"2026-11-20 10:00:00\" , \" 1.5 \"\n")]
    [InlineData("timestamp,\"va\nlue\"\n2026-11-20 10:00:00,1.50e0\n")]
    public void Are_read_whatever_the_delimiter_the_quotes_and_the_line_ends(string text) =>
        Assert.Equal([1.5], Assert.Single(CsvText.Windows(text)).Samples);

    [Theory]
    [InlineData("2026-11-20T10:00:00Z")]
    [InlineData("2026-11-20T11:00:00+01:00")]
    [InlineData("2026-11-20 10:00:00")]
    [InlineData("2026-11-20 10:00:00.000000000")]
    [InlineData("2026-11-20 10:00:00 UTC")]
    [InlineData("2026-11-20 10:00")]
    [InlineData("2026/11/20 10:00:00")]
    [InlineData("1795168800")]
    [InlineData("1795168800.000")]
    [InlineData("1.7951688e9")]
    [InlineData("1795168800000")]
    [InlineData("1795168800000000")]
    [InlineData("1795168800000000000")]
    public void Have_times_as_people_write_them(string time)
    {
        Assert.True(CsvTime.TryParse(time, out var read));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("20/11/2026 10:00")]
    [InlineData("2026-13-01 10:00:00")]
    [InlineData("1e40")]
    [InlineData("99999999999999999999999999")]
    public void Without_a_time_are_none(string time) => Assert.False(CsvTime.TryParse(time, out _));

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("null")]
    [InlineData("N/A")]
    [InlineData("-")]
    [InlineData("Inf")]
    public void That_are_missing_are_null_and_never_zero(string cell)
    {
        var window = Assert.Single(CsvText.Windows($"{Two}2026-11-20 10:01:00,{cell}\n2026-11-20 10:02:00,3\n"));
        Assert.Equal([1, null, 3], window.Samples);
    }

    [Fact]
    public void That_are_garbage_cost_their_row_and_are_named_by_file_line_column_and_value()
    {
        var (recording, reader) = CsvText.Read(Two + "\n2026-11-20 10:01:00,abc\nlater,2\n2026-11-20 10:02:00,3\n2026-11-20 10:03:00,4\n2099-01-01 00:00:00,4\n");
        Assert.Equal([1, null, 3, 4], CsvText.All(recording).Single().Samples);
        Assert.Equal(3, reader.BadRows);
        Assert.Equal(
            [
                "node.csv, line 4, column 'value': 'abc' is not a number",
                "node.csv, line 5, time column: 'later' is not a time",
                "node.csv, line 8, time column: '2099-01-01 00:00:00' lies in the future",
            ],
            reader.TakeProblems());
    }

    [Fact]
    public void That_are_garbage_too_often_stop_the_file()
    {
        var e = Assert.Throws<CsvException>(() => CsvText.Read(Two + "2026-11-20 10:01:00,x\n2026-11-20 10:02:00,y\n", maxBadRows: 1));
        Assert.Equal("node.csv, line 4, column 'value': 'y' is not a number. More than 1 rows are unreadable: correct the file, or raise MaxBadRows.", e.Message);
    }

    [Fact]
    public void In_short_rows_are_missing() =>
        Assert.Equal(
            ["cart-0:1", "cart-0:2"],
            CsvText.Windows("time,pod,a (jobs),b (jobs)\n1795168800,cart-0,1,2\n1795168860,cart-0,3\n")
                .Select(w => $"{w.Entity.Name}:{w.Samples[0]}"));

    [Fact]
    public void In_utf_16_are_refused_with_the_way_out() =>
        Assert.Equal(
            "node.csv is written in UTF-16; save it as UTF-8.",
            Assert.Throws<CsvException>(() => CsvText.Read([Encoding.Unicode.GetPreamble()])).Message);

    [Fact]
    public void Behind_a_quote_that_is_never_closed_end_in_an_error() =>
        Assert.StartsWith(
            "node.csv, line 2: the record is longer than 1,048,576 characters",
            Assert.Throws<CsvException>(() => CsvText.Read("timestamp,value\n\"" + new string('x', 2 << 20))).Message, StringComparison.Ordinal);
}
