using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing.Servers;
using static Pipeline.IncidentStore.Tests.Storing_an_incident;

namespace Pipeline.IncidentStore.Tests;

[Collection(StoreCollection.Name)]
public sealed class Merging_and_listing(PostgresFixture postgres)
{
    private static readonly IncidentKey LatencyKey = Some.Key with { FailureClass = "high-latency" };
    private static readonly Guid Latency = IncidentId.Of(LatencyKey, 1);

    [Fact]
    public async Task A_merge_is_in_both_streams_and_later_symptoms_go_to_the_one_that_stays()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenTwoAsync(store);
        var merged = Assert.IsType<CommandResult.Accepted>(
            await store.Incidents.MergeAsync(Latency, Some.Id, "Same cause.", EmptyStore.Detector, CancellationToken.None));
        Assert.Equal(["series:cpu", "series:latency"], merged.Stored.Incident.Symptoms.Keys);
        Assert.Equal("merged", (await store.Directory.FindAsync(Latency, CancellationToken.None))?.State);
        Assert.Equal(Some.Id, await store.Directory.HolderAsync(LatencyKey, CancellationToken.None));
    }

    [Fact]
    public async Task A_merge_is_stored_with_its_reason_masked()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenTwoAsync(store);

        await store.Incidents.MergeAsync(Latency, Some.Id, "both say password=hunter2-S3cr3t!", EmptyStore.Detector, CancellationToken.None);

        var stored = await store.Database.QueryAsync("select data::text from {schema}.mt_events", row => row.GetString(0), CancellationToken.None);
        Assert.Equal(3, stored.Count(text => text.Contains("both say password=[masked:", StringComparison.Ordinal)));
        Assert.DoesNotContain(stored, text => text.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_of_the_one_that_stayed_gives_back_all_keys()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenTwoAsync(store);
        await store.Incidents.MergeAsync(Latency, Some.Id, "Same cause.", EmptyStore.Detector, CancellationToken.None);
        foreach (var key in new[] { "series:cpu", "series:latency" })
            await ApplyAsync(store, Some.Id, Some.Reporting(Some.Report(key, SymptomStatus.Cleared, 1), 1));
        Assert.Null(await store.Directory.HolderAsync(LatencyKey, CancellationToken.None));
        Assert.Null(await store.Directory.HolderAsync(Some.Key, CancellationToken.None));
    }

    [Fact]
    public async Task A_merge_that_one_side_refuses_changes_neither()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenTwoAsync(store);
        await ApplyAsync(store, Some.Id, Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 1), 1));
        var refused = Assert.IsType<CommandResult.Refused>(
            await store.Incidents.MergeAsync(Latency, Some.Id, "Same cause.", EmptyStore.Detector, CancellationToken.None));
        Assert.Equal(RefusalKind.WrongPhase, refused.Kind);
        Assert.Equal("open", (await store.Directory.FindAsync(Latency, CancellationToken.None))?.State);
    }

    [Fact]
    public async Task A_list_goes_on_after_its_last_incident()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenTwoAsync(store);
        var first = Assert.Single(await store.Directory.ListAsync(new IncidentFilter(Limit: 1), CancellationToken.None));
        var second = Assert.Single(await store.Directory.ListAsync(
            new IncidentFilter(After: new IncidentCursor(first.OpenedAt, first.Id)), CancellationToken.None));
        Assert.Equal(new[] { Some.Id, Latency }.Order(), new[] { first.Id, second.Id }.Order());
    }

    [Fact]
    public async Task Incidents_are_found_by_owner_symptom_state_and_the_first_digits_of_their_id()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenTwoAsync(store);
        Assert.Equal(2, (await store.Directory.OfOwnersAsync(Some.Workload.Cluster, [Some.Workload.ToString()], CancellationToken.None)).Count);
        Assert.Equal(Latency, Assert.Single(await store.Directory.OfSymptomAsync("demo", "series:latency", CancellationToken.None)).Id);
        Assert.Equal(Some.Id, Assert.Single(await store.Directory.FindByPrefixAsync(Some.Id.ToString()[..8], CancellationToken.None)).Id);
        Assert.Empty(await store.Directory.ListAsync(new IncidentFilter(States: ["resolved"]), CancellationToken.None));
        Assert.Empty(await store.Directory.ListAsync(new IncidentFilter(Cluster: "other"), CancellationToken.None));
    }

    private static async Task OpenTwoAsync(EmptyStore store)
    {
        await OpenAsync(store);
        var latency = Some.Opening() with
        {
            Now = Some.Noon,
            Key = LatencyKey,
            Report = Some.Report("series:latency") with { FailureClass = "high-latency" },
        };
        Assert.IsType<CommandResult.Accepted>(await ApplyAsync(store, Latency, latency));
    }
}
