using Microsoft.Extensions.DependencyInjection;
using Pipeline.EventStore.Liveness;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Stages;

[Collection(Servers.Name)]
public sealed class A_stage(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;

    public async Task InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [Fact]
    public async Task Is_running_while_its_process_says_so_and_has_stopped_when_none_ever_did()
    {
        await using var host = await StartAsync("probe");
        var health = host.Services.GetRequiredService<StageHealth>();
        var stages = await Eventually.ReadsAsync(health.ReadAsync, read => read.Single(stage => stage.Stage == "probe").State == StageState.Running);
        Assert.Equal(["analyzer", "probe"], stages.Select(stage => stage.Stage));
        Assert.Equal((StageState.Stopped, null, 0), (stages[0].State, stages[0].LastSeen, stages[0].Instances));
        Assert.Equal((1, null), (stages[1].Instances, stages[1].LastWork));
        var metrics = await Eventually.ReadsAsync(
            cancellationToken => host.Client.GetStringAsync("/metrics", cancellationToken), text => text.Contains("stage=\"analyzer\"", StringComparison.Ordinal));
        Assert.Contains("pipeline_stage_up{stage=\"analyzer\",cluster=\"c\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("pipeline_stage_up{stage=\"probe\",cluster=\"c\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_when_it_last_worked()
    {
        await using var host = await StartAsync("probe");
        await host.Services.GetRequiredService<MassTransit.IBus>().Publish(Given.Hint("c"));
        await Eventually.ReadsAsync(
            host.Services.GetRequiredService<StageHealth>().ReadAsync, read => read.Single(stage => stage.Stage == "probe").LastWork is not null);
    }

    [Fact]
    public async Task Falls_silent_when_its_loop_is_in_trouble_though_others_in_the_process_go_on()
    {
        var loop = new Loop();
        await using var host = await StartAsync("probe", builder =>
        {
            builder.Services.AddSingleton<IStageCheck>(loop);
            builder.AddPipelineStage("looping");
        });
        var health = host.Services.GetRequiredService<StageHealth>();
        await Eventually.ReadsAsync(health.ReadAsync, read => read.Single(stage => stage.Stage == "looping").State == StageState.Running);
        loop.IsStuck = true;
        var stages = await Eventually.ReadsAsync(health.ReadAsync, read => read.Single(stage => stage.Stage == "looping").State == StageState.Stopped);
        Assert.Equal(StageState.Running, stages.Single(stage => stage.Stage == "probe").State);
        loop.IsStuck = false;
        await Eventually.ReadsAsync(health.ReadAsync, read => read.Single(stage => stage.Stage == "looping").State == StageState.Running);
    }

    [Fact]
    public async Task That_ends_on_purpose_is_forgotten()
    {
        await using (var host = await StartAsync("probe"))
            await Eventually.ReadsAsync(Heartbeats(host), beats => beats.Count == 1);
        await using var other = await StartAsync("other");
        await Eventually.ReadsAsync(Heartbeats(other), beats => beats.Select(beat => beat.Service).SequenceEqual(["other"]));
    }

    private static Func<CancellationToken, Task<IReadOnlyList<Heartbeat>>> Heartbeats(HostedPipeline host) =>
        cancellationToken => host.Services.GetRequiredService<Heartbeats>().ListAsync("c", cancellationToken);

    private async Task<HostedPipeline> StartAsync(string stage, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null) =>
        await (await HostedPipeline.StartAsync(
            builder =>
            {
                builder.AddPipelineStore();
                builder.AddHearing(stage);
                more?.Invoke(builder);
            },
            settings:
            [
                .. Given.InMemory("c"), .. _database!.Settings(), ("watchdog:interval", "100ms"), ("watchdog:lateAfter", "400ms"),
                ("watchdog:stoppedAfter", "900ms"), ("watchdog:stages", "analyzer"), ("log:level", "error"),
            ])).WithBusAsync();

    private sealed class Loop : IStageCheck
    {
        public volatile bool IsStuck;

        public string Stage => "looping";

        public string? Trouble() => IsStuck ? "the loop is stuck" : null;
    }
}
