using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Tests;
using Pipeline.Testing.Servers;
using static Pipeline.IncidentStore.Tests.Storing_an_incident;

namespace Pipeline.IncidentStore.Tests;

[Collection(StoreCollection.Name)]
public sealed class The_recovery_sweep(PostgresFixture postgres)
{
    [Fact]
    public async Task Says_the_next_step_again_only_when_it_is_overdue()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        Assert.Equal(0, await store.Sweep.EmitOverdueAsync(everything: false, CancellationToken.None));
        await MakeOverdueAsync(store);
        Assert.Equal(1, await store.Sweep.EmitOverdueAsync(everything: false, CancellationToken.None));
        Assert.Equal(0, await store.Sweep.EmitOverdueAsync(everything: false, CancellationToken.None));
        Assert.Equal(["incident-wants-analysis", "incident-wants-analysis"], await store.WaitingMessagesAsync());
    }

    [Fact]
    public async Task Regards_everything_unfinished_as_overdue_at_start()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        Assert.Equal(1, await store.Sweep.EmitOverdueAsync(everything: true, CancellationToken.None));
    }

    [Fact]
    public async Task Leaves_finished_incidents_alone()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        await ApplyAsync(store, Some.Id, Some.Reporting(Some.Report(status: Contracts.Symptoms.SymptomStatus.Cleared, minute: 1), 1));
        await ApplyAsync(store, Some.Id, new IncidentCommand.Summarise { Now = Some.Noon.AddMinutes(2), Text = "It went." });
        Assert.Equal(0, await store.Sweep.EmitOverdueAsync(everything: true, CancellationToken.None));
    }

    [Fact]
    public async Task Waits_twice_as_long_after_each_time()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        var waits = new List<double>();
        for (var time = 0; time < 4; time++)
        {
            await MakeOverdueAsync(store);
            await store.Sweep.EmitOverdueAsync(everything: false, CancellationToken.None);
            waits.AddRange(await store.Database.QueryAsync(
                "select extract(epoch from emit_at - now())::float8 from {schema}.pipeline_work", row => row.GetDouble(0), CancellationToken.None));
        }

        Assert.Equal([10, 20, 40, 80], waits.Select(w => Math.Ceiling(w / 10) * 10));
    }

    private static Task<int> MakeOverdueAsync(EmptyStore store) => store.Database.ExecuteAsync(
        "update {schema}.pipeline_work set due_at = now() - interval '1 minute', emit_at = now() - interval '1 minute'", CancellationToken.None);
}
