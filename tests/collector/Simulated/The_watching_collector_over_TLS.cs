using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.IncidentStore.Topology;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Models;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests.Simulated;

/// <summary>The whole collector against the whole API: certificates, RBAC, lists, watches that break.</summary>
[Collection(ServersCollection.Name)]
public sealed class The_watching_collector_over_TLS(PostgresFixture postgres, SimulatedApi api) : IClassFixture<SimulatedApi>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Tells_a_fault_once_and_its_end_once_and_keeps_what_runs_where()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var collector = await HostedCollector.StartAsync(database, Settings(await api.KubeconfigAsync("told-once")));
        var pods = await api.Administrator.ListAsync<Pod>(new ListQuery { Namespace = "shop" }, default);
        var pod = pods.Items.First(p => p.Metadata.Name.StartsWith("cart-", StringComparison.Ordinal));
        var topology = collector.Services.GetRequiredService<TopologyStore>();
        var relatives = await Eventually.ReadsAsync(
            token => topology.RelativesAsync(
                new EntityRef("demo", "shop", "Pod", pod.Metadata.Name), new EntityRef("demo", "shop", "Deployment", "cart"), token),
            all => all.Any(relative => relative.Kinship == Kinship.Node), Patience);
        Assert.Equal($"Node/{pod.Spec.NodeName}", Assert.Single(relatives, relative => relative.Kinship == Kinship.Node).Owner);

        await api.BeginFaultAsync("image-not-found", "shop/deployment/shipping", "wrong-tag");
        await ReportsAsync(collector, all => all.Any(report => report.Metric == "ImagePullBackOff"));
        await api.EndFaultAsync("wrong-tag");
        var reports = await ReportsAsync(collector, all => all.Any(report => report is { Metric: "ImagePullBackOff", Status: SymptomStatus.Cleared }));
        var told = reports.Where(report => report.Metric == "ImagePullBackOff").ToList();
        Assert.Equal([SymptomStatus.Firing, SymptomStatus.Cleared], told.Select(report => report.Status));
        Assert.All(told, report => Assert.Equal("shop/Deployment/shipping", report.Owner?.ToString()));
    }

    [Fact]
    public async Task Misses_nothing_and_doubles_nothing_when_its_connections_break_again_and_again()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var collector = await HostedCollector.StartAsync(database, Settings(await api.KubeconfigAsync("cut-off")));
        await api.CreateHomelessPodAsync("homeless-0");
        await ReportsAsync(collector, all => Fires(all, "homeless-0"));
        for (var number = 1; number <= 9; number++)
        {
            if (number % 3 == 1)
                api.Wire.Cut(); // what follows happens while nobody looks
            await api.CreateHomelessPodAsync($"homeless-{number}");
            if (number % 3 == 2)
                api.Wire.Mend();
            if (number % 3 == 0)
                await ReportsAsync(collector, all => Fires(all, $"homeless-{number}"));
        }

        api.Wire.Cut();
        await api.DeletePodAsync("homeless-0");
        await api.CreateHomelessPodAsync("homeless-10");
        var opened = api.Wire.Opened;
        await Eventually.HoldsAsync(() => api.Wire.Opened > opened); // it has tried, and failed
        api.Wire.Mend();
        var reports = await ReportsAsync(
            collector, all => Fires(all, "homeless-10") && all.Any(report => report.Entity.Name == "homeless-0" && report.Status == SymptomStatus.Cleared));
        var told = reports.Where(report => report.Entity.Name.StartsWith("homeless-", StringComparison.Ordinal)).Select(report => $"{report.Entity.Name} {report.Status}");
        Assert.Equal(
            Enumerable.Range(0, 11).Select(number => $"homeless-{number} Firing").Append("homeless-0 Cleared").Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(reports, report => report.Status == SymptomStatus.Missing || report.Metric == "not-seen");
    }

    [Fact]
    public async Task Says_what_it_may_not_see_and_that_what_it_saw_is_missing_and_not_over()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var collector = await HostedCollector.StartAsync(database, Settings(await api.KubeconfigAsync("half-blind", "nodes")));
        await api.CreateHomelessPodAsync("unseen");
        var reports = await ReportsAsync(collector, all => Fires(all, "unseen") && all.Any(report => report.Metric == "not-seen"));
        var blind = Assert.Single(reports, report => report.Metric == "not-seen");
        Assert.Equal(("MetricSource/kubernetes", "data-missing"), (blind.Entity.ToString(), blind.FailureClass));
        Assert.Contains("nodes cannot be seen; the rights are missing: add apiGroups: [\"\"], resources: [nodes]", blind.Reason, StringComparison.Ordinal);

        await api.GrantAsync("half-blind", "nodes", "pods");
        api.Wire.Cut(); // a watch that runs is not asked for its rights again
        api.Wire.Mend();
        reports = await ReportsAsync(collector, all => all.Any(report => report is { Entity.Name: "unseen", Status: SymptomStatus.Missing }));
        Assert.DoesNotContain(reports, report => report is { Entity.Name: "unseen", Status: SymptomStatus.Cleared });

        await api.GrantAsync("half-blind");
        reports = await ReportsAsync(collector, all => all.Any(report => report is { Metric: "not-seen", Status: SymptomStatus.Cleared }));
        Assert.DoesNotContain(reports, report => report is { Entity.Name: "unseen", Status: SymptomStatus.Cleared });
    }

    private static (string, string)[] Settings(string kubeconfig) =>
    [
        ("collector:kubernetes:kubeconfig", kubeconfig), ("collector:kubernetes:lookInterval", "100ms"), ("collector:kubernetes:repeat", "1h"),
        ("collector:kubernetes:settle:Unschedulable", "0s"), ("collector:kubernetes:settle:not-seen", "0s"),
    ];

    private static bool Fires(IReadOnlyList<SymptomReport> reports, string pod) =>
        reports.Any(report => report.Entity.Name == pod && report is { Metric: "Unschedulable", Status: SymptomStatus.Firing });

    private static Task<IReadOnlyList<SymptomReport>> ReportsAsync(HostedCollector collector, Func<IReadOnlyList<SymptomReport>, bool> condition) =>
        Eventually.ReadsAsync(token => collector.IntakeAsync(token), condition, Patience);
}
