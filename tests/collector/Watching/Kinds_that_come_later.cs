using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Failures;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Informers;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Watching;

public sealed class Kinds_that_come_later
{
    private const string Failing = """
        {"apiVersion":"cert-manager.io/v1","kind":"Certificate","metadata":{"name":"web","namespace":"shop","uid":"c1"},
        "status":{"conditions":[{"type":"Ready","status":"False","reason":"Issuing"}]}}
        """;

    [Fact]
    public async Task Are_watched_without_a_restart()
    {
        await using var folder = new TemporaryFolder();
        await using var api = await SmallApi.StartAsync(folder.Path, "applications");
        using var client = KubernetesAccess.Connect(new KubernetesOptions { Kubeconfig = api.Kubeconfig }, TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = new CancellationTokenSource();
        var informers = new InformerSet(client, InformerOptions.Default, TimeProvider.System, NullLoggerFactory.Instance);
        using var watch = new ClusterWatch("demo", informers, WatchScope.Of(new KubernetesOptions()));
        var clock = new ManualClock(Some.Noon);
        var kinds = new CustomKinds(new ApiDiscovery(client, clock), clock);
        watch.Add(await kinds.FindAsync(default));
        var builtIn = watch.Kinds.Count;
        var running = Task.WhenAll(informers.RunAsync(stop.Token), kinds.FollowAsync(watch, stop.Token));
        api.Groups["cert-manager.io"] = ("certificates", "Certificate");
        api.Groups["argoproj.io"] = ("applications", "Application");
        api.Put("certificates", Failing);
        await Eventually.HoldsAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            return watch.Kinds.Count == builtIn + 2 && watch.Kinds.All(kind => kind.IsSettled);
        });
        var view = watch.View(Some.Noon);
        Assert.Equal(["shop/Certificate/web condition-false"], FailureScans.Look(view).Select(o => $"{o.Entity} {o.State.Name}"));
        Assert.True(view.CanSee(view.Entity("Certificate", view.Others.Items[0].Metadata)));
        Assert.False(view.CanSee(view.Entity("Application", view.Others.Items[0].Metadata))); // refused, and hides no other
        await stop.CancelAsync();
        await running;
    }
}
