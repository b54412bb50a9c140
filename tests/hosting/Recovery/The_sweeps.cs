using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Receiving;
using Pipeline.Hosting.Recovery;
using Pipeline.Hosting.Store;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Recovery;

[Collection(Servers.Name)]
public sealed class The_sweeps(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;

    public async Task InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [Fact]
    public async Task Regard_everything_as_overdue_at_first_and_only_what_is_so_later()
    {
        var calls = new ConcurrentQueue<bool>();
        await using var host = await StartAsync(calls);
        await Eventually.HoldsAsync(() => calls.Count >= 3);
        Assert.Equal([true, false, false], calls.Take(3));
    }

    [Fact]
    public async Task Run_in_one_process_until_that_one_ends()
    {
        var (first, second) = (new ConcurrentQueue<bool>(), new ConcurrentQueue<bool>());
        var leader = await StartAsync(first);
        await Eventually.HoldsAsync(() => first.Count >= 2);
        await using var standby = await StartAsync(second);
        var seen = first.Count;
        await Eventually.HoldsAsync(() => first.Count >= seen + 5);
        Assert.Empty(second);
        await leader.DisposeAsync();
        await Eventually.HoldsAsync(() => !second.IsEmpty);
        Assert.True(second.First());
    }

    [Fact]
    public async Task Go_on_after_a_failure()
    {
        var calls = new ConcurrentQueue<bool>();
        await using var host = await StartAsync(calls, failures: 2);
        await Eventually.HoldsAsync(() => calls.Count >= 4);
    }

    [Fact]
    public async Task Call_a_report_to_mind_that_waits_in_the_intake()
    {
        await using var host = await StartAsync(new ConcurrentQueue<bool>());
        await host.Services.GetRequiredService<Intake>().AddAsync(
            [new IntakeItem("c", "alert", "key", JsonElement.Parse("{}"))], CancellationToken.None);
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.HoldsAsync(() => heard.Messages.Any(message => message.Message is IntakeWaiting { Cluster: "c" }));
    }

    [Fact]
    public async Task Forget_what_the_intake_processed_long_ago()
    {
        var first = await StartAsync(new ConcurrentQueue<bool>());
        var (intake, store) = (first.Services.GetRequiredService<Intake>(), first.Services.GetRequiredService<StoreDatabase>());
        await intake.AddAsync([new IntakeItem("c", "alert", "key", JsonElement.Parse("{}"))], CancellationToken.None);
        await store.ExecuteAsync("update {schema}.pipeline_intake set processed_at = now() - interval '31 days'", CancellationToken.None);
        await first.DisposeAsync();

        await using var next = await StartAsync(new ConcurrentQueue<bool>());
        var rows = next.Services.GetRequiredService<StoreDatabase>();
        await Eventually.HoldsAsync(async token => (await rows.QueryAsync(
            "select count(*) from {schema}.pipeline_intake", row => row.GetInt64(0), token))[0] == 0);
    }

    private async Task<HostedPipeline> StartAsync(ConcurrentQueue<bool> calls, int failures = 0) =>
        await (await HostedPipeline.StartAsync(
            builder =>
            {
                builder.AddPipelineStore();
                builder.Services.AddSingleton<EmitOverdue>((everything, _) =>
                {
                    calls.Enqueue(everything);
                    return calls.Count <= failures ? throw new InvalidOperationException("told to fail") : Task.FromResult(0);
                });
                builder.AddHearing();
            },
            settings:
            [
                .. Given.InMemory("c"), .. _database!.Settings(), ("recovery:interval", "100ms"), ("recovery:intakeAge", "200ms"),
                ("log:level", "critical"),
            ])).WithBusAsync();
}
