using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Kubernetes.Watching;

namespace Pipeline.Kubernetes.Tests.Recorded;

/// <summary>What a real kube-apiserver answered: see golden/README.md.</summary>
public sealed class Reading_recorded_exchanges
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "golden");

    private static readonly Dictionary<string, Type> Records = typeof(Pod).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IKindOfObject)) && type.IsClass)
        .ToDictionary(type => ((ResourceType)type.GetProperty("Type")!.GetValue(null)!).Kind, StringComparer.Ordinal);

    public static TheoryData<string> Failures() => Names(exchange => exchange.Status >= 400);

    public static TheoryData<string> Successes() => Names(exchange => exchange is { Status: < 300, Body.ValueKind: JsonValueKind.Object });

    public static TheoryData<string> Watches() => Names(exchange => exchange is { Status: 200, Body.ValueKind: JsonValueKind.Array });

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_refusal_is_the_exception_for_its_code_with_the_servers_words(string name)
    {
        var exchange = Read(name);
        var failure = FailureSorter.Sort("GET /", isWrite: true, exchange.Status, Encoding.UTF8.GetBytes(exchange.Text));
        Assert.Equal(exchange.Status, failure.Status!.Code);
        if (exchange.Body.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(exchange.Body.GetProperty("message").GetString(), failure.Status.Message);
            Assert.Equal(exchange.Body.TryGetProperty("reason", out var reason) ? reason.GetString() : null, failure.Status.Reason);
            if (exchange.Body.TryGetProperty("details", out var details) && details.TryGetProperty("causes", out var causes))
                Assert.Equal(causes.GetArrayLength(), failure.Status.Details!.Causes.Count);
        }
        else
            Assert.Contains(exchange.Text.Trim(), failure.Message, StringComparison.Ordinal);
        Assert.Equal(name.Contains("pdb", StringComparison.Ordinal) && exchange.Status == 429, failure is DisruptionBudgetException);
    }

    [Theory]
    [MemberData(nameof(Successes))]
    public void An_object_reads_as_its_record_and_stays_whole_as_JSON(string name)
    {
        var body = Read(name).Body;
        var raw = new KubernetesObject(body);
        Assert.True(JsonElement.DeepEquals(body, raw.Edit(_ => { }).Raw));
        if (raw.Kind is not { } kind)
            return;
        var items = body.TryGetProperty("items", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [body];
        var itemKind = kind.EndsWith("List", StringComparison.Ordinal) ? kind[..^4] : kind;
        if (!Records.TryGetValue(itemKind, out var record))
            return;
        foreach (var item in items)
        {
            var typed = (IKubernetesObject)item.Deserialize(record, KubernetesJson.Options)!;
            if (item.GetProperty("metadata").TryGetProperty("name", out var itemName))
                Assert.Equal(itemName.GetString(), typed.Metadata.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Watches))]
    public async Task A_watch_reads_event_by_event(string name)
    {
        var exchange = Read(name);
        var lines = exchange.Body.EnumerateArray().Select(line => line.GetRawText()).ToList();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        var reader = new WatchReader<KubernetesObject>("GET /", stream);
        foreach (var line in exchange.Body.EnumerateArray())
        {
            var type = line.GetProperty("type").GetString()!;
            if (type == "ERROR")
            {
                await Assert.ThrowsAsync<ExpiredException>(async () => await reader.ReadAsync(default));
                return;
            }
            var happened = await reader.ReadAsync(default);
            Assert.Equal(type, happened!.Type.ToString().ToUpperInvariant());
            Assert.Equal(line.GetProperty("object").GetProperty("metadata").GetProperty("resourceVersion").GetString(), happened.Metadata.ResourceVersion);
            Assert.Equal(name.Contains("initial-events", StringComparison.Ordinal) && type == "BOOKMARK", happened.EndsInitialEvents);
        }
        Assert.Null(await reader.ReadAsync(default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Discovery_reads_the_same_aggregated_or_not(bool aggregated)
    {
        await using var server = await TestServer.StartAsync(context => (string)context.Request.Path switch
        {
            "/api" => Say(context, "discovery-api"),
            "/apis" => Say(context, aggregated ? "discovery-aggregated-apis" : "discovery-apis"),
            "/api/v1" => Say(context, "discovery-api-v1"),
            "/apis/apps/v1" => Say(context, "discovery-apis-apps-v1"),
            "/apis/policy/v1" => Say(context, "discovery-apis-policy-v1"),
            "/apis/batch/v1" => context.SayAsync(200, """{"kind":"APIResourceList","resources":7}"""),
            "/apis/autoscaling/v2" => context.FailAsync(403, "Forbidden"),
            _ => context.SayAsync(503, "service unavailable", "text/plain"),
        });
        using var client = server.Client(options: TestServer.Hasty with { Retries = 0 });
        var catalogue = await new ApiDiscovery(client, TimeProvider.System).CatalogueAsync(default);
        var deployments = catalogue.OfKind("apps/v1", "Deployment")!;
        Assert.Equal(ResourceTypes.Deployments, deployments.Type);
        Assert.Contains("scale", deployments.Subresources);
        Assert.Same(deployments, catalogue.Named("deploy"));
        Assert.Equal(ResourceTypes.Pods, catalogue.Named("po")!.Type);
        Assert.Equal(ResourceTypes.PodDisruptionBudgets, catalogue.Named("poddisruptionbudgets.policy")!.Type);
        Assert.False(catalogue.Named("nodes")!.Type.Namespaced);
        Assert.Equal(aggregated, !catalogue.Missing.Contains("batch/v1"));
        Assert.Equal(aggregated, !catalogue.Missing.Contains("autoscaling/v2"));
    }

    [Fact]
    public void The_known_kinds_live_where_the_server_says()
    {
        var known = ResourceTypes.BuiltIn.ToDictionary(type => (type.ApiVersion, type.Plural));
        foreach (var file in (string[])["discovery-api-v1", "discovery-apis-apps-v1", "discovery-apis-policy-v1"])
        {
            var body = Read(file).Body;
            foreach (var resource in body.GetProperty("resources").EnumerateArray())
                if (known.TryGetValue((body.GetProperty("groupVersion").GetString()!, resource.GetProperty("name").GetString()!), out var type))
                    Assert.Equal(
                        (resource.GetProperty("kind").GetString(), resource.GetProperty("namespaced").GetBoolean()), (type.Kind, type.Namespaced));
        }
    }

    private static Task Say(HttpContext context, string name) => context.SayAsync(200, Read(name).Text);

    private static TheoryData<string> Names(Func<Exchange, bool> which)
    {
        var names = Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        return new TheoryData<string>(names.Where(name => which(Read(name!)))!);
    }

    private static Exchange Read(string name)
    {
        var response = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(Folder, name + ".json"))).GetProperty("response");
        return new Exchange(response.GetProperty("status").GetInt32(), response.GetProperty("body"));
    }

    private sealed record Exchange(int Status, JsonElement Body)
    {
        public string Text => Body.ValueKind == JsonValueKind.String ? Body.GetString()! : Body.GetRawText();
    }
}
