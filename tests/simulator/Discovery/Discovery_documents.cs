using System.Text.Json.Nodes;
using Pipeline.Simulator.Discovery;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Discovery;

public sealed class Discovery_documents
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private readonly ResourceRegistry _registry = new();

    [Fact]
    public void Describe_a_resource_and_its_subresources_as_a_real_server_does()
    {
        var resources = Find("/apis/apps/v1")["resources"]!.AsArray();
        Holds("""
            {"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment",
             "verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"shortNames":["deploy"],"categories":["all"],
             "storageVersionHash":"8aSe+NMegvE="}
            """, resources);
        Holds("""
            {"name":"deployments/scale","singularName":"","namespaced":true,"group":"autoscaling","version":"v1","kind":"Scale","verbs":["get","patch","update"]}
            """, resources);
    }

    [Fact]
    public void Prefer_the_newest_version_of_a_group() => Holds("""
        {"name":"autoscaling","versions":[{"groupVersion":"autoscaling/v2","version":"v2"},{"groupVersion":"autoscaling/v1","version":"v1"}],
         "preferredVersion":{"groupVersion":"autoscaling/v2","version":"v2"}}
        """, Find("/apis")["groups"]!.AsArray());

    [Fact]
    public void Come_in_one_document_when_the_client_asks_for_that()
    {
        var documents = Documents();
        var document = documents.Find("/apis", Aggregated, "127.0.0.1:6443")!;
        Assert.Equal("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", document.ContentType);
        var apps = JsonNode.Parse(document.Body.Span)!["items"]!.AsArray().Single(i => (string?)i!["metadata"]!["name"] == "apps")!;
        Holds("""
            {"resource":"statefulsets","responseKind":{"group":"","version":"","kind":"StatefulSet"},"scope":"Namespaced","singularResource":"statefulset",
             "verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"shortNames":["sts"],"categories":["all"],
             "subresources":[{"subresource":"scale","responseKind":{"group":"autoscaling","version":"v1","kind":"Scale"},"verbs":["get","patch","update"]},
              {"subresource":"status","responseKind":{"group":"","version":"","kind":"StatefulSet"},"verbs":["get","patch","update"]}]}
            """, apps["versions"]![0]!["resources"]!.AsArray());
        Assert.Equal("application/json", documents.Find("/apis", "application/json", "127.0.0.1:6443")!.ContentType);
    }

    [Fact]
    public void Follow_the_custom_resources()
    {
        var documents = Documents();
        Assert.Null(documents.Find("/apis/example.com/v1", null, "x"));
        _registry.Serve(JsonNode.Parse("""
            {"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","singular":"widget","kind":"Widget","shortNames":["w"]},
             "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}}},{"name":"v1beta1","served":true}]}}
            """)!.AsObject());
        Assert.Equal("v1", (string?)JsonNode.Parse(documents.Find("/apis/example.com", null, "x")!.Body.Span)!["preferredVersion"]!["version"]);
        Assert.NotNull(documents.Find("/apis/example.com/v1", null, "x"));
        _registry.Withdraw("example.com", "widgets");
        Assert.Null(documents.Find("/apis/example.com/v1", null, "x"));
    }

    [Fact]
    public void Name_the_paths_at_the_root() =>
        Assert.Superset(
            new HashSet<string?> { "/api/v1", "/apis/apps/v1", "/version" }, Find("/")["paths"]!.AsArray().Select(p => (string?)p).ToHashSet());

    [Fact]
    public void Are_none_for_groups_and_versions_that_are_not_served()
    {
        Assert.Null(Documents().Find("/apis/apps/v9", null, "x"));
        Assert.Null(Documents().Find("/apis/nosuch", null, "x"));
    }

    [Theory]
    [InlineData("v2", "v1")]
    [InlineData("v1", "v1beta2")]
    [InlineData("v10", "v2")]
    [InlineData("v1beta1", "v1alpha9")]
    [InlineData("v1alpha1", "foo1")]
    public void Put_stable_and_newer_versions_first(string first, string second) =>
        Assert.True(VersionPriority.Comparer.Compare(first, second) < 0);

    private DiscoveryDocuments Documents() => new(_registry, [], ["/version"]);

    private JsonNode Find(string path) => JsonNode.Parse(Documents().Find(path, null, "127.0.0.1:6443")!.Body.Span)!;

    private static void Holds(string expected, JsonArray items)
    {
        var node = JsonNode.Parse(expected);
        Assert.True(items.Any(i => JsonNode.DeepEquals(i, node)), items.ToJsonString());
    }
}
