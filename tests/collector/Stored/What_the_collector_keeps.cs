using Microsoft.Extensions.DependencyInjection;
using Pipeline.Collector.Changes;
using Pipeline.Collector.Failures;
using Pipeline.Collector.MetricsApi;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.IncidentStore.Timelines;
using Pipeline.Kubernetes.Resources;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests.Stored;

/// <summary>On a real PostgreSQL: what is written is what another collector reads.</summary>
[Collection(ServersCollection.Name)]
public sealed class What_the_collector_keeps(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly EntityRef Cart = new("demo", "shop", "Deployment", "cart");
    private TestDatabase _database = null!;
    private HostedCollector _collector = null!;

    public async Task InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _collector = await HostedCollector.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _collector.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Of_readings_a_stretch_is_found_again_and_the_old_ones_go()
    {
        var log = _collector.Services.GetRequiredService<IWindowLog>();
        Assert.Null(await log.OldestAsync("m", default));
        for (var minute = 0; minute < 5; minute++)
            await AppendAsync(minute, minute);
        await AppendAsync(4, 44); // the same moment again
        await log.AppendAsync("other", Some.Noon, [], TimeSpan.FromHours(1), default);
        Assert.Equal(Some.Noon.AddMinutes(1), await log.OldestAsync("m", default)); // three minutes are kept
        var read = await log.ReadAsync("m", Some.Noon.AddMinutes(2), Some.Noon.AddMinutes(4), 10, default);
        Assert.Equal([(Some.Noon.AddMinutes(3), 3), (Some.Noon.AddMinutes(4), 44.0)], read.Select(r => (r.At, r.Windows.Single().Samples.Single()!.Value)));
        Assert.Equal(Some.Noon.AddMinutes(1), Assert.Single(await log.ReadAsync("m", Some.Noon, Some.Noon.AddMinutes(9), 1, default)).At);

        Task AppendAsync(int minute, double value)
        {
            var at = Some.Noon.AddMinutes(minute);
            return log.AppendAsync("m", at, [Some.Window("cpu-usage", at, TimeSpan.FromMinutes(1), [value])], TimeSpan.FromMinutes(3), default);
        }
    }

    [Fact]
    public async Task Of_marks_the_last_state_of_each_object_and_when_somebody_looked()
    {
        var marks = _collector.Services.GetRequiredService<IChangeMarks>();
        Assert.Null((await marks.LoadAsync(default)).LookedAt);
        ObjectMark Mark(string version) => new(Cart, Cart, version, new Dictionary<string, string> { ["image"] = $"cart:{version}" });
        var other = Mark("1") with { Entity = Cart with { Name = "other" } };
        await marks.SaveAsync([Mark("1"), other], [], Some.Noon, default);
        await marks.SaveAsync([Mark("2")], [other.Key], Some.Noon.AddMinutes(1), default);
        var (kept, lookedAt) = await marks.LoadAsync(default);
        Assert.Equal(("2", "cart:2"), (Assert.Single(kept).Version, kept[0].Facets["image"]));
        Assert.Equal(Some.Noon.AddMinutes(1), lookedAt);
    }

    [Fact]
    public async Task Of_troubles_those_that_stand_with_their_report_in_the_intake()
    {
        var store = _collector.Services.GetRequiredService<IObservationStore>();
        var reports = new ObservationReports("kubernetes", Some.Masker);
        var standing = new Standing
        {
            Observation = new Observation
            {
                Entity = Cart,
                Owner = Cart,
                State = FailureStates.MissingBackend,
                Message = "password=hunter2hunter2",
                RestsOn = [ResourceTypes.Services],
            },
            Since = Some.Noon,
            WaitingSince = Some.Noon,
            Told = SymptomStatus.Firing,
            ToldAt = Some.Noon.AddMinutes(1),
        };
        var firing = new Telling(standing, SymptomStatus.Firing, IsNew: true);
        await store.KeepAsync([(firing, reports.Of(firing))], default);
        await store.KeepAsync([(firing, reports.Of(firing))], default); // said twice, as after a commit whose answer was lost
        var loaded = Assert.Single(await store.LoadAsync(default));
        Assert.Equal((standing.Key, Some.Noon, SymptomStatus.Firing), (loaded.Key, loaded.Since, loaded.Told));
        Assert.Equal([ResourceTypes.Services], loaded.Observation.RestsOn);
        Assert.Same(FailureStates.MissingBackend, loaded.Observation.State);
        Assert.DoesNotContain("hunter2", loaded.Observation.Message, StringComparison.Ordinal);
        Assert.Single(await _collector.IntakeAsync());
        var cleared = new Telling(standing with { Told = SymptomStatus.Cleared, ToldAt = Some.Noon.AddHours(1) }, SymptomStatus.Cleared, IsNew: true);
        await store.KeepAsync([(cleared, reports.Of(cleared))], default);
        Assert.Empty(await store.LoadAsync(default));
        Assert.Equal([SymptomStatus.Firing, SymptomStatus.Cleared], (await _collector.IntakeAsync()).Select(r => r.Status));
    }

    [Fact]
    public async Task Of_happenings_what_lasted_into_a_stretch_by_owner_namespace_and_kind()
    {
        var timeline = _collector.Services.GetRequiredService<TimelineStore>();
        TimelineEntry Entry(string key, int from, int to, EntityRef entity, TimelineKind kind = TimelineKind.Rollout) => new()
        {
            Cluster = "demo",
            Key = key,
            Kind = kind,
            Entity = entity,
            Owner = entity,
            FirstAt = Some.Noon.AddMinutes(from),
            LastAt = Some.Noon.AddMinutes(to),
            Summary = key,
        };
        var (node, lab) = (new EntityRef("demo", null, "Node", "w1"), Cart with { Namespace = "lab" });
        await timeline.KeepAsync([Entry("a", 0, 1, Cart), Entry("b", 5, 6, lab), Entry("n", 7, 8, node, TimelineKind.Node), Entry("late", 60, 61, Cart)], default);
        await timeline.KeepAsync([Entry("a", 2, 3, Cart) with { Count = 2 }], default);
        var whole = new TimelineQuery("demo", Some.Noon, Some.Noon.AddMinutes(30));
        Assert.Equal(["a", "b", "n"], await KeysAsync(whole));
        var ofCart = Assert.Single(await timeline.ReadAsync(whole with { Owner = Cart }, default));
        Assert.Equal((Some.Noon, Some.Noon.AddMinutes(3), 2L), (ofCart.FirstAt, ofCart.LastAt, ofCart.Count));
        Assert.Equal(["b", "n"], await KeysAsync(whole with { Namespace = "lab" })); // what has no namespace concerns all
        Assert.Equal(["n"], await KeysAsync(whole with { Kinds = [TimelineKind.Node] }));
        Assert.Equal(["b", "n"], await KeysAsync(whole with { Limit = 2 }));
        Assert.Equal(["b", "n"], await KeysAsync(whole with { Since = Some.Noon.AddMinutes(4) }));
        Assert.Empty(await KeysAsync(whole with { Cluster = "another" }));

        async Task<IEnumerable<string>> KeysAsync(TimelineQuery query) => (await timeline.ReadAsync(query, default)).Select(entry => entry.Key);
    }
}
