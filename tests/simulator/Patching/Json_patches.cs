using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Patching;

namespace Pipeline.Simulator.Tests.Patching;

public sealed class Json_patches
{
    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2},{"op":"add","path":"/a/-","value":4}]""", """{"a":[1,2,3,4]}""")]
    [InlineData("""{"a":{"b/c":1}}""", """[{"op":"move","from":"/a/b~1c","path":"/d"}]""", """{"a":{},"d":1}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"copy","from":"/a","path":"/b"},{"op":"remove","path":"/a/0"}]""", """{"a":[],"b":[1]}""")]
    [InlineData("""{"a":null}""", """[{"op":"test","path":"/a","value":null},{"op":"replace","path":"/a","value":1}]""", """{"a":1}""")]
    [InlineData("""{"a":[1,2,3]}""", """[{"op":"remove","path":"/a/-1"},{"op":"replace","path":"/a/-2","value":0},{"op":"add","path":"/a/-1","value":4}]""", """{"a":[0,2,4]}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b"},{"op":"test","path":"/c"}]""", """{"a":1,"b":null}""")]
    public void Do_their_operations_in_order(string document, string patch, string expected)
    {
        var result = JsonPatch.Apply(JsonNode.Parse(document)!.AsObject(), JsonNode.Parse(patch)!.AsArray());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), result), result.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"op":"remove","path":"/nosuch"}]""")]
    [InlineData("""[{"op":"replace","path":"/nosuch","value":1}]""")]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""")]
    [InlineData("""[{"op":"add","path":"/l/7","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/l/-2","value":1}]""")]
    [InlineData("""[{"op":"remove","path":"/l/-1"}]""")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""")]
    [InlineData("""[{"op":"replace","path":"","value":7}]""")]
    [InlineData("""[7]""")]
    public void Are_refused_whole_when_one_cannot_be_done(string patch)
    {
        var document = JsonNode.Parse("""{"a":1,"l":[]}""")!.AsObject();
        var refusal = Assert.Throws<StatusException>(() => JsonPatch.Apply(document, JsonNode.Parse(patch)!.AsArray()));
        Assert.Equal(422, refusal.Code);
        Assert.Equal("""{"a":1,"l":[]}""", document.ToJsonString());
    }
}
