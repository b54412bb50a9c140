namespace Pipeline.Cli.Tests.Forecasting;

public sealed class Forecasting_files : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forecast-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("timestamp\n1\n", "line 1: \"timestamp\" must name two columns")]
    [InlineData("timestamp,value\n300\n", "line 2: \"300\" has no second column")]
    [InlineData("timestamp,value\nyesterday,0.5\n", "line 2: \"yesterday\" is no time")]
    [InlineData("timestamp,value\n300,0.5\n600,much\n", "line 3: \"much\" is no number")]
    public async Task Says_which_line_is_wrong_and_leaves_no_result(string text, string message)
    {
        var ended = await RunAsync(text);
        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Theory]
    [InlineData("--limit", "0", "it must be above 0")]
    [InlineData("--horizon", "9d", "4 days at most")]
    [InlineData("--input-dir", ".", "Give --input-file with --output-file, or --input-dir with --output-dir")]
    public async Task Refuses_options_that_make_no_sense(string option, string value, string message)
    {
        var ended = await RunAsync("timestamp,value\n300,0.5\n", option, value);
        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_a_row_for_each_row_and_two_columns_on_request()
    {
        const string text = "timestamp,value\n300,0.5\n600,\n900,1\n";
        Assert.Equal(0, (await RunAsync(text)).ExitCode);
        Assert.Equal(
            ["timestamp,eta_seconds,eta_low,eta_high,alert,reason", "300,,,,0,", "600,,,,0,", "900,0,0,0,0,\"full: the limit is reached\""],
            await File.ReadAllLinesAsync(Output));
        Assert.Equal(0, (await RunAsync(text, "--eta-only")).ExitCode);
        Assert.Equal(["timestamp,eta_seconds", "300,", "600,", "900,0"], await File.ReadAllLinesAsync(Output));
    }

    private string Output => Path.Combine(_folder, "out.csv");

    private async Task<Ended> RunAsync(string text, params string[] more)
    {
        var input = Path.Combine(_folder, "in.csv");
        await File.WriteAllTextAsync(input, text);
        return await CommandLine.RunAsync(["forecast", "--input-file", input, "--output-file", Output, .. more]);
    }
}
