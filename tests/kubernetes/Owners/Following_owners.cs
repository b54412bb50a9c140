using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Owners;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Owners;

public sealed class Following_owners : IAsyncLifetime
{
    private const string ReplicaSets = "/apis/apps/v1/namespaces/shop/replicasets/";
    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal)
    {
        ["/api"] = """{"kind":"APIVersions","versions":["v1"]}""",
        ["/api/v1"] = """{"kind":"APIResourceList","groupVersion":"v1","resources":[]}""",
        ["/apis"] = """{"kind":"APIGroupList","groups":[{"name":"argoproj.io","versions":[{"groupVersion":"argoproj.io/v1alpha1","version":"v1alpha1"}]}]}""",
        ["/apis/argoproj.io/v1alpha1"] = """{"kind":"APIResourceList","resources":[{"name":"rollouts","kind":"Rollout","namespaced":true,"verbs":["get"]},{"name":"rollouts/status","kind":"Rollout"}]}""",
    };

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private TestServer _server = null!;
    private Kubernetes.Api.KubernetesClient _client = null!;
    private OwnerTracker _owners = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync(_objects);
        _client = _server.Client();
        _owners = new OwnerTracker(_client, new ApiDiscovery(_client, _clock), _clock);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("apps/v1", "ReplicaSet", "apps/v1", "Deployment", "/apis/apps/v1/namespaces/shop/replicasets/mid", "/apis/apps/v1/namespaces/shop/deployments/top")]
    [InlineData("batch/v1", "Job", "batch/v1", "CronJob", "/apis/batch/v1/namespaces/shop/jobs/mid", "/apis/batch/v1/namespaces/shop/cronjobs/top")]
    [InlineData("apps/v1", "ReplicaSet", "argoproj.io/v1alpha1", "Rollout", "/apis/apps/v1/namespaces/shop/replicasets/mid", "/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts/top")]
    public async Task Up_to_the_workload(string middleVersion, string middle, string topVersion, string top, string middlePath, string topPath)
    {
        _objects[middlePath] = Object("mid", (topVersion, top, "top"));
        _objects[topPath] = Object("top");
        var chain = await _owners.ResolveAsync(Pod((middleVersion, middle, "mid")), default);
        Assert.True(chain.IsComplete, chain.Problem);
        Assert.Equal($"shop/{top}/top", chain.Workload.ToString());
        Assert.Equal(["Pod", middle, top], chain.Links.Select(link => link.Kind));
    }

    [Fact]
    public async Task The_workload_is_what_can_be_restarted_even_when_an_operator_owns_it()
    {
        _objects["/apis/apps/v1/namespaces/shop/statefulsets/db"] = Object("db", ("argoproj.io/v1alpha1", "Rollout", "r"));
        _objects["/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts/r"] = Object("r");
        var chain = await _owners.ResolveAsync(Pod(("apps/v1", "StatefulSet", "db")), default);
        Assert.Equal(("StatefulSet", "Rollout"), (chain.Workload.Kind, chain.Root.Kind));
    }

    [Fact]
    public async Task A_pod_without_owner_and_a_static_pod_stand_for_themselves()
    {
        Assert.Equal("Pod", (await _owners.ResolveAsync(Pod(null), default)).Workload.Kind);
        var mirror = await _owners.ResolveAsync(Pod(("v1", "Node", "n1")), default);
        Assert.True(mirror.IsComplete);
        Assert.Equal("Pod", mirror.Root.Kind);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task The_answer_stays_when_the_ReplicaSet_is_deleted()
    {
        _objects[ReplicaSets + "mid"] = Object("mid", ("apps/v1", "Deployment", "top"));
        _objects["/apis/apps/v1/namespaces/shop/deployments/top"] = Object("top");
        var pod = Pod(("apps/v1", "ReplicaSet", "mid"));
        var before = await _owners.ResolveAsync(pod, default);
        _objects.Remove(ReplicaSets + "mid");
        _objects.Remove("/apis/apps/v1/namespaces/shop/deployments/top");
        _clock.Advance(TimeSpan.FromHours(1));
        var after = await _owners.ResolveAsync(pod, default);
        Assert.Equal(before.Links, after.Links);
        Assert.True(after.IsComplete);
    }

    [Fact]
    public async Task What_informers_saw_is_not_asked_for()
    {
        _owners.Learn(Json<ReplicaSet>(Object("mid", ("apps/v1", "Deployment", "top"))));
        _owners.Learn(Json<Deployment>(Object("top")));
        Assert.Equal("top", (await _owners.ResolveAsync(Pod(("apps/v1", "ReplicaSet", "mid")), default)).Workload.Name);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_ReplicaSet_that_was_never_seen_still_gives_away_its_Deployment()
    {
        var chain = await _owners.ResolveAsync(Pod(("apps/v1", "ReplicaSet", "cart-5d9f8"), hasHash: true), default);
        Assert.False(chain.IsComplete);
        Assert.Equal(("cart", true), (chain.Workload.Name, chain.Workload.IsInferred));
    }

    [Fact]
    public async Task A_namesake_is_no_owner()
    {
        _objects[ReplicaSets + "mid"] = Object("mid", ("apps/v1", "Deployment", "top")).Replace("uid-mid", "uid-other", StringComparison.Ordinal);
        var chain = await _owners.ResolveAsync(Pod(("apps/v1", "ReplicaSet", "mid")), default);
        Assert.False(chain.IsComplete);
        Assert.Equal("mid", chain.Root.Name);
        Assert.Contains("another object of the same name", chain.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_is_left()
    {
        _objects[ReplicaSets + "a"] = Object("a", ("apps/v1", "ReplicaSet", "b"));
        _objects[ReplicaSets + "b"] = Object("b", ("apps/v1", "ReplicaSet", "a"));
        var chain = await _owners.ResolveAsync(Pod(("apps/v1", "ReplicaSet", "a")), default);
        Assert.False(chain.IsComplete);
        Assert.Equal(3, chain.Links.Count);
    }

    [Fact]
    public async Task A_kind_that_is_not_served_ends_the_chain()
    {
        var chain = await _owners.ResolveAsync(Pod(("example.com/v1", "Thing", "t")), default);
        Assert.Equal(("Thing", false), (chain.Root.Kind, chain.IsComplete));
        Assert.Contains("does not serve example.com/v1 Thing", chain.Problem, StringComparison.Ordinal);
    }

    private static string Object(string name, (string Version, string Kind, string Name)? owner = null) =>
        $$"""{"metadata":{"name":"{{name}}","namespace":"shop","uid":"uid-{{name}}"{{Owners(owner)}} } }""";

    private static string Owners((string Version, string Kind, string Name)? owner) => owner is not { } o ? "" :
        $$""","ownerReferences":[{"apiVersion":"{{o.Version}}","kind":"{{o.Kind}}","name":"{{o.Name}}","uid":"uid-{{o.Name}}","controller":true}]""";

    private static Pod Pod((string Version, string Kind, string Name)? owner, bool hasHash = false) => Json<Pod>(
        $$"""{"metadata":{"name":"p","namespace":"shop","uid":"uid-p"{{Owners(owner)}}{{(!hasHash ? "" : ",\"labels\":{\"pod-template-hash\":\"5d9f8\"}")}} } }""");

    private static T Json<T>(string json) => System.Text.Json.JsonSerializer.Deserialize<T>(json, KubernetesJson.Options)!;
}
