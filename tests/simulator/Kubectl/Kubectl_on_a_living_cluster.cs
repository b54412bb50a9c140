using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Kubectl;

/// <summary>kubectl against the whole simulator, as people start it: with controllers and kubelets.</summary>
public sealed class Kubectl_on_a_living_cluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SimulatorServer? _server;

    private KubectlProgram Kubectl => new(_server!.Addresses.Kubeconfig, _folder.Path);

    public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync(
        new SimulatorOptions { Cluster = SimulatedSize.Empty, Past = TimeSpan.FromMinutes(2), Speed = 4 }, _folder.Path, TimeProvider.System,
        NullLoggerFactory.Instance, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task Rolls_out_undoes_and_waits()
    {
        await Kubectl.RunAsync("create deployment web --image=nginx:1.27 --replicas=2");
        Assert.Contains("successfully rolled out", await Kubectl.RunAsync("rollout status deployment/web --timeout=60s"), StringComparison.Ordinal);
        await Kubectl.RunAsync("set image deployment/web nginx=nginx:1.28");
        await Kubectl.RunAsync("rollout status deployment/web --timeout=60s");
        await Kubectl.RunAsync("rollout undo deployment/web");
        await Kubectl.RunAsync("rollout status deployment/web --timeout=60s");
        Assert.Equal("nginx:1.27", await Kubectl.RunAsync("get deployment web -o jsonpath={.spec.template.spec.containers[0].image}"));
        Assert.Matches(@"REVISION +CHANGE-CAUSE\n2 +<none>\n3 +<none>", await Kubectl.RunAsync("rollout history deployment/web"));
        Assert.Contains("condition met", await Kubectl.RunAsync("wait --for=condition=Available deployment/web --timeout=30s"), StringComparison.Ordinal);
        await Kubectl.RunAsync("delete deployment web --cascade=foreground");
        Assert.Contains("No resources found", (await Kubectl.TryAsync("get pods")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drains_a_node_as_far_as_a_budget_allows()
    {
        await Kubectl.RunAsync("create deployment web --image=nginx:1.27 --replicas=2");
        await Kubectl.RunAsync("create pdb web --selector=app=web --min-available=2");
        await Kubectl.RunAsync("rollout status deployment/web --timeout=60s");
        var node = await Kubectl.RunAsync("get pods -l app=web -o jsonpath={.items[0].spec.nodeName}");
        var drain = $"drain {node} --ignore-daemonsets --delete-emptydir-data";
        var (code, _, error) = await Kubectl.TryAsync($"{drain} --timeout=3s");
        Assert.Equal(1, code);
        Assert.Contains("Cannot evict pod as it would violate the pod's disruption budget.", error, StringComparison.Ordinal);
        await Kubectl.RunAsync("scale deployment web --replicas=4");
        await Kubectl.RunAsync("rollout status deployment/web --timeout=60s");
        Assert.Contains($"node/{node} drained", await Kubectl.RunAsync($"{drain} --timeout=80s"), StringComparison.Ordinal);
        Assert.DoesNotContain(node, await Kubectl.RunAsync("get pods -l app=web -o jsonpath={.items[*].spec.nodeName}"), StringComparison.Ordinal);
        await Kubectl.RunAsync($"uncordon {node}");
    }

    [Fact]
    public async Task Follows_a_log_to_its_end_and_reads_that_of_the_run_before()
    {
        await Kubectl.RunAsync("apply -f -", Talker("talker", "Never"));
        await Kubectl.RunAsync("wait --for=condition=Ready pod/talker --timeout=30s");
        Assert.Equal("one\ntwo\n", await Kubectl.RunAsync("logs -f talker"));
        await Kubectl.RunAsync("apply -f -", Talker("again", "Always"));
        await Kubectl.RunAsync("wait --for=jsonpath={.status.containerStatuses[0].restartCount}=1 pod/again --timeout=60s");
        Assert.Equal("one\ntwo\n", await Kubectl.RunAsync("logs again --previous"));
    }

    private static string Talker(string name, string restartPolicy) => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}}
        spec:
          restartPolicy: {{restartPolicy}}
          containers:
          - {name: app, image: busybox, command: [sh, -c, "echo one; sleep 20; echo two"]}
        """;
}
