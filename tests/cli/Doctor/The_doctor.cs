using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Pipeline.Cli.Doctor;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Tests.Api;
using Pipeline.Cli.Tests.Instances;
using Pipeline.Cli.Tests.Real;
using Pipeline.Collector;
using Pipeline.Dashboard.Status;
using Pipeline.Detector;
using Pipeline.EventStore.Connecting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Stages;
using Pipeline.Processes;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Cli.Tests.Doctor;

[Collection(Database.Name)]
public sealed class The_doctor(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task Finds_a_machine_well_on_which_nothing_runs_yet()
    {
        var ended = await CommandLine.RunAsync("doctor", "--data-dir", _folder.Combine("not-there-yet"), "--output", "json");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var findings = JsonNode.Parse(ended.Output)!.AsArray().ToDictionary(f => (string)f!["subject"]!, f => (string)f!["health"]!);
        Assert.Equal(("well", "open", "well", "open"), (findings["settings"], findings["data folder"], findings["disk"], findings["instance"]));
    }

    [Fact]
    public async Task Finds_the_stage_that_has_stopped()
    {
        await using var pipeline = await RealPipeline.StartAsync(postgres);
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/status", () => new PipelineStatus(
            "demo", "0.1.0",
            [new StageStatus("analyzer", StageState.Running, Some.Noon, null, 1), new StageStatus("executor", StageState.Stopped, null, null, 0)],
            IntakeWaiting: false)));
        Finding_a_running_pipeline.Running(api.Url, pipeline.ConnectionString).Write(_folder.Path);

        var ended = await CommandLine.RunAsync("doctor", "--data-dir", _folder.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Matches("✓ +stage analyzer +1 running", ended.Output);
        Assert.Matches("✗ +stage executor +stopped: never seen", ended.Output);
        Assert.Contains("→ Start it: `pipeline run executor`", ended.Output, StringComparison.Ordinal);
        Assert.Contains("1 thing must be repaired.", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_an_instance_that_was_killed()
    {
        (Finding_a_running_pipeline.Running("http://127.0.0.1:1") with { StartedAt = DateTimeOffset.UnixEpoch }).Write(_folder.Path);

        var ended = await CommandLine.RunAsync("doctor", "--data-dir", _folder.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("it was killed", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_token_that_others_can_read()
    {
        Finding_a_running_pipeline.Running("http://127.0.0.1:1").Write(_folder.Path);
        File.SetUnixFileMode(_folder.Combine(InstanceFile.Name), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains(DataFolderCheck.Examine(_folder.Path), finding => finding is { Subject: "token", Health: Health.Wrong });
    }

    [Fact]
    public async Task Finds_setting_files_that_are_wrong()
    {
        var config = _folder.Combine("wrong.yaml");
        await File.WriteAllTextAsync(config, "detector:\n  sensitivty: 3\n");

        var ended = await CommandLine.RunAsync("doctor", "--data-dir", _folder.Path, "--config", config);

        Assert.Equal(1, ended.ExitCode);
        Assert.Matches("✗ +settings +.*wrong.yaml:2", ended.Output);
        Assert.Contains("sensitivty", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_into_the_database()
    {
        await using var empty = await postgres.CreateDatabaseAsync();
        await using var pipeline = await RealPipeline.StartAsync(postgres);

        var fresh = await DatabaseCheck.ExamineAsync(empty.ConnectionString, SchemaName.Default, CancellationToken.None);
        var behind = await DatabaseCheck.ExamineAsync(pipeline.ConnectionString, SchemaName.Default, CancellationToken.None);
        await pipeline.ExecuteAsync("update pipeline.pipeline_migrations set sha256 = 'x' where part = 'hosting'");
        var foreign = await DatabaseCheck.ExamineAsync(pipeline.ConnectionString, SchemaName.Default, CancellationToken.None);
        var gone = await DatabaseCheck.ExamineAsync($"Host=127.0.0.1;Port={FreePorts.One()};Username=x", SchemaName.Default, CancellationToken.None);

        var missing = DetectorSchema.Part.Scripts.Count + CollectorSchema.Part.Scripts.Count; // their own tables: only the dashboard has run here
        Assert.Equal([Health.Well, Health.Open], fresh.Select(finding => finding.Health));
        Assert.Equal(Health.Open, behind[1].Health);
        Assert.Contains($"older than this program by {missing} scripts;", behind[1].Detail, StringComparison.Ordinal);
        Assert.Equal((Health.Wrong, Health.Wrong), (foreign[1].Health, Assert.Single(gone).Health));
    }

    [Fact]
    public async Task Notices_that_no_broker_answers()
    {
        var options = new BusOptions { Address = new Uri($"amqp://127.0.0.1:{FreePorts.One()}/") };

        var finding = await BrokerCheck.ExamineAsync(options, CancellationToken.None);

        Assert.Equal(Health.Wrong, finding.Health);
        Assert.Contains("bus:address", finding.WayOut, StringComparison.Ordinal);
    }
}
