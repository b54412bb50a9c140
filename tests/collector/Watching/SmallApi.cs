using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Collector.Tests.Watching;

/// <summary>As much of a Kubernetes API as a watch needs: lists, watches, and refusals. Over plain HTTP on loopback.</summary>
internal sealed class SmallApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly List<(string Plural, Channel<string> Events)> _watches = [];
    private readonly HashSet<string> _forbidden;
    private long _version = 100;

    private SmallApi(WebApplication app, string[] forbidden) => (_app, _forbidden) = (app, [.. forbidden]);

    /// <summary>What GET /apis answers besides: groups by name, each with one version v1 and one kind.</summary>
    public Dictionary<string, (string Plural, string Kind)> Groups { get; } = [];

    /// <summary>A kubeconfig that leads to it.</summary>
    public string Kubeconfig { get; private set; } = "";

    public static async Task<SmallApi> StartAsync(string folder, params string[] forbidden)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var api = new SmallApi(app, forbidden);
        app.Run(api.AnswerAsync);
        await app.StartAsync();
        api.Kubeconfig = Path.Combine(folder, "kubeconfig");
        await File.WriteAllTextAsync(api.Kubeconfig, $$"""
            apiVersion: v1
            kind: Config
            current-context: small
            clusters: [{name: small, cluster: {server: "{{app.Urls.Single()}}"} }]
            users: [{name: nobody, user: { } }]
            contexts: [{name: small, context: {cluster: small, user: nobody} }]
            """);
        return api;
    }

    /// <summary>Creates or replaces an object.</summary>
    public void Put(string plural, string json)
    {
        var item = JsonNode.Parse(json)!.AsObject();
        lock (_lock)
        {
            item["metadata"]!["resourceVersion"] = $"{++_version}";
            var key = $"{plural}/{item["metadata"]!["namespace"]}/{item["metadata"]!["name"]}";
            var type = _objects.ContainsKey(key) ? "MODIFIED" : "ADDED";
            _objects[key] = item;
            Say(plural, type, item);
        }
    }

    public void Delete(string plural, string ns, string name)
    {
        lock (_lock)
        {
            if (_objects.Remove($"{plural}/{ns}/{name}", out var item))
            {
                item["metadata"]!["resourceVersion"] = $"{++_version}";
                Say(plural, "DELETED", item);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            foreach (var watch in _watches)
                watch.Events.Writer.TryComplete();
        }
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void Say(string plural, string type, JsonObject item)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = item.DeepClone() }.ToJsonString() + "\n";
        foreach (var watch in _watches.Where(w => w.Plural == plural))
            watch.Events.Writer.TryWrite(line);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var plural = context.Request.Path.Value!.Split('/')[^1];
        if (plural is "apis" or "api")
        {
            var groups = plural == "api" ? [] : Groups.Select(group => $$"""
                {"metadata":{"name":"{{group.Key}}"},"versions":[{"version":"v1","resources":[{"resource":"{{group.Value.Plural}}",
                "responseKind":{"kind":"{{group.Value.Kind}}"},"scope":"Namespaced","verbs":["list","watch"]}]}]}
                """);
            await Results.Content($$"""{"kind":"APIGroupDiscoveryList","items":[{{string.Join(',', groups)}}]}""", "application/json").ExecuteAsync(context);
            return;
        }
        if (_forbidden.Contains(plural))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsJsonAsync(new
            {
                kind = "Status",
                apiVersion = "v1",
                status = "Failure",
                reason = "Forbidden",
                code = 403,
                message = $"{plural} is forbidden: User \"eyes\" cannot list resource \"{plural}\" in API group \"\" at the cluster scope",
            });
            return;
        }
        if (context.Request.Query.ContainsKey("watch"))
            await WatchAsync(context, plural);
        else
            await ListAsync(context, plural);
    }

    private async Task ListAsync(HttpContext context, string plural)
    {
        string list;
        lock (_lock)
            list = new JsonObject
            {
                ["kind"] = "List",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = $"{_version}" },
                ["items"] = new JsonArray([.. _objects.Where(o => o.Key.StartsWith($"{plural}/", StringComparison.Ordinal)).Select(o => o.Value.DeepClone())]),
            }.ToJsonString();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(list);
    }

    private async Task WatchAsync(HttpContext context, string plural)
    {
        var events = Channel.CreateUnbounded<string>();
        lock (_lock)
        {
            var since = long.Parse(context.Request.Query["resourceVersion"].Single()!, System.Globalization.CultureInfo.InvariantCulture);
            foreach (var item in _objects.Where(o => o.Key.StartsWith($"{plural}/", StringComparison.Ordinal)).Select(o => o.Value)
                         .Where(o => long.Parse(o["metadata"]!["resourceVersion"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) > since))
                events.Writer.TryWrite(JsonSerializer.Serialize(new { type = "MODIFIED", @object = item }) + "\n");
            _watches.Add((plural, events));
        }
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync();
        await foreach (var line in events.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(line, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
