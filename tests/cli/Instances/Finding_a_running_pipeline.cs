using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Tests.Api;
using Pipeline.Dashboard.Incidents;
using Pipeline.Testing;

namespace Pipeline.Cli.Tests.Instances;

public sealed class Finding_a_running_pipeline : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task Takes_address_and_token_of_the_data_folder()
    {
        string? authorization = null;
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", (HttpRequest request) =>
        {
            authorization = request.Headers.Authorization;
            return new IncidentPage([], null);
        }));
        Running(api.Url).Write(_folder.Path);

        var ended = await CommandLine.RunAsync("incidents", "list", "--data-dir", _folder.Path);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal("Bearer token-of-the-file", authorization);
    }

    [Fact]
    public async Task Says_that_none_runs()
    {
        var ended = await CommandLine.RunAsync("incidents", "list", "--data-dir", _folder.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"No pipeline runs on the data folder {_folder.Path}. Start one with `pipeline up --data-dir {_folder.Path}`", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_it_has_ended_when_another_process_has_its_number_now()
    {
        (Running("http://127.0.0.1:1") with { StartedAt = DateTimeOffset.UnixEpoch }).Write(_folder.Path); // older than this process

        var ended = await CommandLine.RunAsync("incidents", "list", "--data-dir", _folder.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("has ended. Start it with `pipeline up", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_file_is_broken()
    {
        await File.WriteAllTextAsync(_folder.Combine(InstanceFile.Name), "{");

        var ended = await CommandLine.RunAsync("incidents", "list", "--data-dir", _folder.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("cannot be read", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--server", "ftp://x")]
    [InlineData("--server", "http://user:word@x")]
    [InlineData("--server", "http://x", "--data-dir", "/tmp")]
    [InlineData("--server", "http://x", "--token", "two words")]
    [InlineData("--server", "http://x", "--token", "one", "--token-file", "two")]
    [InlineData("--server", "http://x", "--token-file", "/no/such/file")]
    public async Task Refuses_options_that_make_no_sense(params string[] options)
    {
        var ended = await CommandLine.RunAsync(["incidents", "list", .. options]);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
    }

    /// <summary>What an <c>up</c> in this process would have left.</summary>
    internal static InstanceFile Running(string url, string connectionString = "") => new()
    {
        Url = new Uri(url),
        Token = "token-of-the-file",
        ProcessId = Environment.ProcessId,
        StartedAt = TimeProvider.System.GetUtcNow(),
        Cluster = "demo",
        ConnectionString = connectionString,
        Schema = "pipeline",
        AnchorFile = "/nowhere/anchors.jsonl",
        PublicKeyFile = "/nowhere/audit.pem.pub",
    };
}
