using System.Text.Json.Nodes;
using Pipeline.Simulator.Tests.Serving;

namespace Pipeline.Simulator.Tests.Patching;

public sealed class Server_side_apply
{
    private const string Apply = "application/apply-patch+yaml";
    private const string Path = "/apis/apps/v1/namespaces/default/deployments/web";

    [Fact]
    public async Task Removes_from_lists_what_a_manager_leaves_out_and_keeps_what_others_own()
    {
        await using var server = await TestServer.StartAsync();
        await Ok(server, "a", Deployment("""[{"name":"one","image":"i"},{"name":"two","image":"i"}]"""));
        await Ok(server, "b", """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"by":"b"}}}""");
        var after = await Ok(server, "a", Deployment("""[{"name":"one","image":"i"}]"""));
        Assert.Equal(["one"], after["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(c => (string?)c!["name"]));
        Assert.Equal("b", (string?)after["metadata"]!["labels"]!["by"]);
    }

    [Fact]
    public async Task Refuses_to_take_fields_from_others_until_forced()
    {
        await using var server = await TestServer.StartAsync();
        await Ok(server, "a", Deployment("""[{"name":"one","image":"i:1"}]"""));
        var theirs = Deployment("""[{"name":"one","image":"i:2"}]""");
        var (status, body, _) = await server.SendAsync("PATCH", $"{Path}?fieldManager=b", theirs, Apply);
        Assert.Equal(409, status);
        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"a\": .spec.template.spec.containers[name=\"one\"].image", (string?)body!["message"]);
        var forced = await Ok(server, "b&force=true", theirs);
        Assert.Equal("i:2", (string?)forced["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]);
        Assert.Equal(["a", "b"], forced["metadata"]!["managedFields"]!.AsArray().Select(m => (string?)m!["manager"]).Order());
    }

    [Fact]
    public async Task Writes_nothing_when_all_is_as_wanted()
    {
        await using var server = await TestServer.StartAsync();
        var body = Deployment("""[{"name":"one","image":"i"}]""");
        var first = await Ok(server, "a", body);
        server.Loop.Advance(TimeSpan.FromMinutes(1));
        var second = await Ok(server, "a", body);
        Assert.True(JsonNode.DeepEquals(first, second), second.ToJsonString());
    }

    private static async Task<JsonNode> Ok(TestServer server, string manager, string body)
    {
        var (status, json, _) = await server.SendAsync("PATCH", $"{Path}?fieldManager={manager}", body, Apply);
        Assert.True(status is 200 or 201, json?.ToJsonString());
        return json!;
    }

    private static string Deployment(string containers) =>
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":"""
        + containers + "}}}}";
}
