using System.Text.Json.Nodes;
using Pipeline.Simulator.OpenApi;
using Pipeline.Simulator.Protobuf;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.OpenApi;

public sealed class OpenApi_documents
{
    private readonly ResourceRegistry _registry = new();

    [Fact]
    public void Say_how_lists_are_merged()
    {
        var containers = Third("apis/apps/v1")["components"]!["schemas"]!["io.k8s.api.core.v1.PodSpec"]!["properties"]!["containers"]!;
        Assert.Equal("name", (string?)containers["x-kubernetes-patch-merge-key"]);
        Assert.Equal("merge", (string?)containers["x-kubernetes-patch-strategy"]);
        Assert.Equal("map", (string?)containers["x-kubernetes-list-type"]);
    }

    [Fact]
    public void Tell_kubectl_that_a_patch_can_be_validated_by_the_server()
    {
        var patch = Third("apis/apps/v1")["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;
        Assert.Equal("Deployment", (string?)patch["x-kubernetes-group-version-kind"]!["kind"]);
        Assert.Superset(
            new HashSet<string?> { "dryRun", "fieldValidation" }, patch["parameters"]!.AsArray().Select(p => (string?)p!["name"]).ToHashSet());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Refer_only_to_what_they_hold(int version)
    {
        foreach (var (text, held) in version == 2 ? [Second()] : Thirds())
        {
            foreach (var reference in References(text))
                Assert.Contains(reference, held);
        }
    }

    [Fact]
    public void Hold_the_schemas_of_custom_resources()
    {
        _registry.Serve(JsonNode.Parse("""
            {"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},"versions":[{"name":"v1","served":true,"storage":true,
             "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}
            """)!.AsObject());
        var schema = Third("apis/example.com/v1")["components"]!["schemas"]!["com.example.v1.Widget"]!;
        Assert.Equal("Widget", (string?)schema["x-kubernetes-group-version-kind"]![0]!["kind"]);
        Assert.NotNull(schema["properties"]!["spec"]);
        Assert.Contains("com.example.v1.Widget", Second().Held);
    }

    [Fact]
    public void Change_their_address_when_they_change()
    {
        var documents = new OpenApiDocuments(_registry);
        string? Address() => (string?)JsonNode.Parse(documents.Find("/openapi/v3", null)!.Body.Span)!["paths"]!["apis/apps/v1"]!["serverRelativeURL"];
        Assert.StartsWith("/openapi/v3/apis/apps/v1?hash=", Address());
        Assert.Equal(documents.Find("/openapi/v3/apis/apps/v1", null)!.Hash, Address()!.Split('=')[1]);
    }

    [Fact]
    public void Come_as_protobuf_for_clients_that_take_nothing_else()
    {
        var document = new OpenApiDocuments(_registry).Find("/openapi/v2", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")!;
        Assert.Equal("application/com.github.proto-openapi.spec.v2.v1.0+protobuf", document.ContentType);
        var reader = new ProtobufReader(document.Body.Span);
        var fields = new List<int>();
        while (reader.Next())
            fields.Add(reader.Field);
        Assert.Equal([1, 2, 8, 9], fields);
    }

    private (string Text, HashSet<string> Held) Second()
    {
        var text = System.Text.Encoding.UTF8.GetString(new OpenApiDocuments(_registry).Find("/openapi/v2", "application/json")!.Body.Span);
        return (text, [.. JsonNode.Parse(text)!["definitions"]!.AsObject().Select(d => d.Key)]);
    }

    private IEnumerable<(string Text, HashSet<string> Held)> Thirds()
    {
        foreach (var (path, _) in JsonNode.Parse(new OpenApiDocuments(_registry).Find("/openapi/v3", null)!.Body.Span)!["paths"]!.AsObject())
        {
            var json = Third(path);
            yield return (json.ToJsonString(), [.. json["components"]!["schemas"]!.AsObject().Select(d => d.Key)]);
        }
    }

    private static IEnumerable<string> References(string text) =>
        text.Split("\"$ref\":\"#/").Skip(1).Select(r => r[..r.IndexOf('"', StringComparison.Ordinal)]).Select(r => r[(r.LastIndexOf('/') + 1)..]).Distinct();

    private JsonNode Third(string path) => JsonNode.Parse(new OpenApiDocuments(_registry).Find($"/openapi/v3/{path}", null)!.Body.Span)!;
}
