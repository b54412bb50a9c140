using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Serving;

public sealed class Watches
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Miss_nothing_and_repeat_nothing_between_a_list_and_the_next()
    {
        await using var server = await TestServer.StartAsync();
        var (_, list, _) = await server.SendAsync("GET", Path);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
                Make(server, $"c{i:d3}");
        });
        var seen = new List<string>();
        var version = (string)list!["metadata"]!["resourceVersion"]!;
        while (seen.Count < 500)
        {
            using var reader = await OpenAsync(server, $"{Path}?watch=true&resourceVersion={version}");
            for (var lines = 0; lines < 100 && await reader.ReadLineAsync() is { } line; lines++)
            {
                var e = JsonNode.Parse(line)!;
                version = (string)e["object"]!["metadata"]!["resourceVersion"]!;
                seen.Add((string)e["object"]!["metadata"]!["name"]!);
            }
        }
        await writing;
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"c{i:d3}"), seen);
    }

    [Fact]
    public async Task And_lists_of_5000_pods_are_complete()
    {
        const string Pods = "/api/v1/pods";
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 5000; i++)
        {
            var pod = $$"""{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"n{{i % 20:d2}}","name":"p{{i:d4}}","uid":"{{i}}"},"spec":{},"status":{} }""";
            Assert.NotNull(server.Cluster.Store.Put(Kinds.Pod, JsonNode.Parse(pod)!.AsObject(), null));
        }
        var (names, next) = (new List<string>(), "");
        do
        {
            var (_, page, _) = await server.SendAsync("GET", $"{Pods}?limit=500&continue={next}");
            names.AddRange(page!["items"]!.AsArray().Select(p => (string)p!["metadata"]!["name"]!));
            next = (string?)page["metadata"]!["continue"] ?? "";
        }
        while (next.Length > 0);
        Assert.Equal(5000, names.Distinct().Count());
        using var reader = await OpenAsync(server, $"{Pods}?watch=true&resourceVersion=0");
        for (var i = 0; i < names.Count; i++)
            Assert.Equal(names[i], (string?)JsonNode.Parse((await reader.ReadLineAsync())!)!["object"]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task End_when_their_time_is_over()
    {
        var wall = new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(wall);
        using var reader = await OpenAsync(server, $"{Path}?watch=true&resourceVersion=0&timeoutSeconds=30&allowWatchBookmarks=true");
        var rest = reader.ReadToEndAsync();
        await Eventually.HoldsAsync(() =>
        {
            wall.Advance(TimeSpan.FromSeconds(1));
            return rest.IsCompleted;
        });
        Assert.Contains("BOOKMARK", await rest, StringComparison.Ordinal);
    }

    private static async Task<StreamReader> OpenAsync(TestServer server, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestServer.AdminToken);
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    private static void Make(TestServer server, string name) => server.Make(
        Kinds.ConfigMap,
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"default","name":"NAME"}}""".Replace("NAME", name, StringComparison.Ordinal));
}
