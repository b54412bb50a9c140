using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.IncidentStore.Timelines;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests.Watching;

[Collection(ServersCollection.Name)]
public sealed class The_watching_collector(PostgresFixture postgres)
{
    private const string Sick = """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart-0","namespace":"shop","uid":"p1"},"spec":{"nodeName":"w1","containers":[{"name":"c"}]},
        "status":{"phase":"Running","containerStatuses":[{"name":"c","restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}
        """;

    [Fact]
    public async Task Brings_what_it_sees_into_the_intake_once_and_says_what_it_may_not_see()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var folder = new TemporaryFolder();
        await using var api = await SmallApi.StartAsync(folder.Path, "secrets");
        api.Put("pods", Sick);
        await using var first = await HostedCollector.StartAsync(database, Settings(api));
        await using var second = await HostedCollector.StartAsync(database, Settings(api));
        var reports = await Eventually.ReadsAsync(token => first.IntakeAsync(token), all => all.Any(r => r.SymptomKey == "object:demo|Pod/shop/cart-0|CrashLoopBackOff"));
        Assert.Equal(SymptomStatus.Firing, Assert.Single(reports, r => r.Metric == "CrashLoopBackOff").Status);
        api.Put("configmaps", """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"conf","namespace":"shop","uid":"c1"},"data":{"a":"b"}}""");
        var timeline = first.Services.GetRequiredService<TimelineStore>();
        var entries = await Eventually.ReadsAsync(
            token => timeline.ReadAsync(new TimelineQuery("demo", Some.Noon.AddYears(-1), Some.Noon.AddYears(9)), token),
            all => all.Any(e => e.Kind == TimelineKind.Lifecycle));
        Assert.Contains(entries, e => e.Entity.ToString() == "shop/ConfigMap/conf");
    }

    private static (string, string)[] Settings(SmallApi api) =>
    [
        ("collector:kubernetes:kubeconfig", api.Kubeconfig), ("collector:kubernetes:lookInterval", "100ms"), ("collector:kubernetes:repeat", "1h"),
    ];
}
