using System.Globalization;
using System.Text.Json.Nodes;

namespace Pipeline.Cli.Tests.Ranking;

public sealed class Ranking_files : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rank-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "must name the columns")]
    [InlineData("time,a_cpu\n1,2,3\n", "line 2: \"1,2,3\" has 3 fields; the header has 2")]
    [InlineData("time,a_cpu\nnoon,2\n", "line 2: \"noon\" is no time")]
    [InlineData("time,a_cpu\n1,2\n1,2\n", "line 3: \"1\" is not after 1")]
    [InlineData("time,a_cpu\n1,2\n2,x\n", "line 3: \"x\" in column a_cpu is no number")]
    [InlineData("time,a_cpu\n1,2\n2,2\n", "the rows reach from 1 to 2")]
    [InlineData("time,a_cpu\n", "There are no rows")]
    public async Task Says_which_line_is_wrong(string text, string message)
    {
        var ended = await CommandLine.RunAsync("rank", "--metrics", await WriteAsync("metrics.csv", text), "--at", "100");
        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_missing()
    {
        Assert.Contains("Give --metrics with --at", (await CommandLine.RunAsync("rank", "--at", "100")).Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", (await CommandLine.RunAsync("rank", "--metrics", Path.Combine(_folder, "none.csv"), "--at", "100")).Error, StringComparison.Ordinal);
        var ended = await CommandLine.RunAsync(
            "rank", "--metrics", await WriteAsync("metrics.csv", "time,a_cpu\n1,2\n"), "--at", "1", "--dependency", await WriteAsync("calls.csv", "caller,callee\na\n"));
        Assert.Contains("line 2: \"a\" has no second column", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_services_and_metrics_as_json()
    {
        var rows = Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i % 3},{(i % 4) + (i >= 60 ? 50 : 0)},7"));
        var file = await WriteAsync("metrics.csv", "time,a_cpu,b_cpu,c_cpu\n" + string.Join('\n', rows));
        var ended = await CommandLine.RunAsync("rank", "--metrics", file, "--at", "60", "--output", "json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var ranking = JsonNode.Parse(ended.Output)!;
        Assert.Equal("b", (string?)ranking["services"]![0]!["name"]);
        Assert.True((double?)ranking["services"]![0]!["score"] > 1);
        Assert.StartsWith("b_cpu rose from", (string?)ranking["services"]![0]!["reason"], StringComparison.Ordinal);
        Assert.Equal("b_cpu", (string?)ranking["metrics"]![0]!["name"]);
        Assert.DoesNotContain("c_cpu", ended.Output, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
