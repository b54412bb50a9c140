using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Serving;

public sealed class Lists
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Show_the_state_of_their_first_page_on_all_pages()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 5; i++)
            Make(server, $"c{i}");
        var (_, first, _) = await server.SendAsync("GET", $"{Path}?limit=2");
        server.Cluster.Delete(Kinds.ConfigMap, "default", "c4", new("test"));
        Make(server, "c3a");
        Assert.Equal(3, (int)first!["metadata"]!["remainingItemCount"]!);
        var (names, version) = (Names(first), (string?)first["metadata"]!["resourceVersion"]);
        while ((string?)first!["metadata"]!["continue"] is { } token)
        {
            (_, first, _) = await server.SendAsync("GET", $"{Path}?limit=2&continue={token}");
            Assert.Equal(version, (string?)first!["metadata"]!["resourceVersion"]);
            names = [.. names, .. Names(first)];
        }
        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], names);
    }

    [Fact]
    public async Task Go_on_with_what_is_there_when_their_state_is_forgotten()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 5; i++)
            Make(server, $"c{i}");
        var (_, first, _) = await server.SendAsync("GET", $"{Path}?limit=2");
        server.Cluster.Delete(Kinds.ConfigMap, "default", "c4", new("test"));
        server.Cluster.Store.Compact();
        var (status, refusal, _) = await server.SendAsync("GET", $"{Path}?limit=2&continue={first!["metadata"]!["continue"]}");
        Assert.Equal((410, "Expired"), (status, (string?)refusal!["reason"]));
        var (_, rest, _) = await server.SendAsync("GET", $"{Path}?continue={refusal["metadata"]!["continue"]}");
        Assert.Equal(["c2", "c3"], Names(rest));
    }

    [Theory]
    [InlineData("app=web", "a,b")]
    [InlineData("app==web,tier!=back", "a")]
    [InlineData("tier in (back, front),app", "a,b")]
    [InlineData("!app", "c")]
    [InlineData("app notin (web)", "c")]
    [InlineData("app,tier notin (front)", "b")]
    public async Task Are_selected_by_labels(string selector, string expected)
    {
        await using var server = await TestServer.StartAsync();
        Make(server, "a", """{"app":"web","tier":"front"}""");
        Make(server, "b", """{"app":"web","tier":"back"}""");
        Make(server, "c", "{}");
        var (_, list, _) = await server.SendAsync("GET", $"{Path}?labelSelector={Uri.EscapeDataString(selector)}");
        Assert.Equal(expected.Split(','), Names(list));
    }

    [Fact]
    public async Task Are_compressed_when_they_are_long_and_the_client_can_take_it()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 600; i++)
            Make(server, $"config-{i}");
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestServer.AdminToken);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var unpacked = new System.IO.Compression.GZipStream(await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(600, (await JsonNode.ParseAsync(unpacked))!["items"]!.AsArray().Count);
    }

    private static IReadOnlyList<string> Names(JsonNode? list) => [.. list!["items"]!.AsArray().Select(i => (string)i!["metadata"]!["name"]!)];

    private static void Make(TestServer server, string name, string labels = "{}") => server.Make(
        Kinds.ConfigMap,
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"default","name":"NAME","labels":LABELS},"data":{"k":"v"}}"""
            .Replace("NAME", name, StringComparison.Ordinal).Replace("LABELS", labels, StringComparison.Ordinal));
}
