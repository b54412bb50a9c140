using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Tests.Schemas;

public sealed class Decoding_an_object
{
    [Theory]
    [InlineData("""{"spec":{"replicas":"three"}}""", "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"replicas":1.5}}""", "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":{}}}}}""",
        "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"image":7}]}}}}""",
        "json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.image of type string")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"memory":"lots"}}}]}}}}""",
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("""{"spec":[]}""", "json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec")]
    public void Says_in_the_servers_words_what_does_not_fit(string json, string error) =>
        Assert.Equal(error, Decode("apps/v1", "Deployment", json).Error);

    [Fact]
    public void Names_unknown_and_doubled_fields_by_their_path_and_drops_them()
    {
        var decoded = Decode("apps/v1", "Deployment",
            """{"spec":{"nosuch":1,"template":{"spec":{"containers":[{"name":"a"},{"name":"b","imge":"x","name":"c"}]}}},"kind":"Deployment","top":{"x":1}}""");
        Assert.Null(decoded.Error);
        Assert.Equal(
            ["unknown field \"spec.nosuch\"", "unknown field \"spec.template.spec.containers[1].imge\"",
                "duplicate field \"spec.template.spec.containers[1].name\"", "unknown field \"top\""],
            decoded.Violations);
        Assert.Equal("""{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"c"}]}}},"kind":"Deployment"}""", decoded.Json.ToJsonString());
    }

    [Fact]
    public void Sees_doubled_keys_of_maps() =>
        Assert.Equal(["duplicate field \"data.a\""], Decode("v1", "ConfigMap", """{"data":{"a":"1","a":"2"}}""").Violations);

    [Fact]
    public void Brings_quantities_times_and_maps_into_their_canonical_form()
    {
        var decoded = Decode("v1", "Pod",
            """{"metadata":{"creationTimestamp":"2026-11-20T10:00:00.5+01:00","labels":{"b":"2","a":"1"}},"spec":{"priority":null,"overhead":{"cpu":0.5,"memory":"1024Mi"}}}""");
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"metadata":{"creationTimestamp":"2026-11-20T09:00:00Z","labels":{"a":"1","b":"2"}},"spec":{"overhead":{"cpu":"500m","memory":"1Gi"}}}"""),
            decoded.Json), decoded.Json.ToJsonString());
    }

    [Theory]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1500m", "1500m")]
    [InlineData("2000m", "2")]
    [InlineData("1000", "1k")]
    [InlineData("0.1Gi", "107374182400m")]
    [InlineData("512Ki", "512Ki")]
    [InlineData("128974848", "128974848")]
    [InlineData("1e3", "1e3")]
    [InlineData("0", "0")]
    [InlineData("0.5Mi", "512Ki")]
    [InlineData("-1500m", "-1500m")]
    public void Gives_quantities_back_with_the_largest_suffix(string sent, string kept) => Assert.Equal(kept, CanonicalQuantity.Of(sent));

    private static DecodedObject Decode(string apiVersion, string kind, string json) =>
        ObjectDecoder.Decode(TypeCatalogue.BuiltIn.Find(apiVersion, kind)!, JsonElement.Parse(json));
}
