using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Patching;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Patching;

public sealed class Strategic_merge_patches
{
    private static readonly MergeShape Pod = SchemaShapes.Of(BuiltInResources.Of(Kinds.Pod));

    [Theory]
    [InlineData(
        """{"spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:1"}]}}""",
        """{"spec":{"containers":[{"name":"b","image":"b:2"}]}}""",
        """{"spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:2"}]}}""")]
    [InlineData(
        """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
        """{"spec":{"containers":[{"name":"a","$patch":"delete"}]}}""",
        """{"spec":{"containers":[{"name":"b"}]}}""")]
    [InlineData(
        """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
        """{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"b","image":"i"}]}}""",
        """{"spec":{"containers":[{"name":"b","image":"i"},{"name":"a"}]}}""")]
    [InlineData(
        """{"metadata":{"finalizers":["x/a","x/b"]}}""",
        """{"metadata":{"$deleteFromPrimitiveList/finalizers":["x/a"]}}""",
        """{"metadata":{"finalizers":["x/b"]}}""")]
    [InlineData(
        """{"metadata":{"finalizers":["x/a"]}}""",
        """{"metadata":{"finalizers":["x/b"]}}""",
        """{"metadata":{"finalizers":["x/b","x/a"]}}""")]
    [InlineData(
        """{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""",
        """{"spec":{"volumes":[{"name":"v","$retainKeys":["name","secret"],"secret":{"secretName":"s"}}]}}""",
        """{"spec":{"volumes":[{"name":"v","secret":{"secretName":"s"}}]}}""")]
    [InlineData(
        """{"spec":{"nodeSelector":{"a":"1","b":"2"}}}""",
        """{"spec":{"nodeSelector":{"a":null,"c":"3"}}}""",
        """{"spec":{"nodeSelector":{"b":"2","c":"3"}}}""")]
    [InlineData(
        """{"spec":{"nodeSelector":{"a":"1"}}}""",
        """{"spec":{"nodeSelector":{"$patch":"replace","c":"3"}}}""",
        """{"spec":{"nodeSelector":{"c":"3"}}}""")]
    public void Merge_by_key_and_follow_directives(string document, string patch, string expected)
    {
        var result = StrategicMergePatch.Apply(JsonNode.Parse(document)!.AsObject(), JsonNode.Parse(patch)!.AsObject(), Pod);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), result), result.ToJsonString());
    }

    [Fact]
    public void Are_refused_without_the_merge_key()
    {
        var patch = JsonNode.Parse("""{"spec":{"containers":[{"image":"i"}]}}""")!.AsObject();
        var refusal = Assert.Throws<StatusException>(() => StrategicMergePatch.Apply([], patch, Pod));
        Assert.Equal("map: map[image:i] does not contain declared merge key: name", refusal.Message);
    }

    [Fact]
    public void Bring_items_in_the_order_that_they_demand()
    {
        var document = JsonNode.Parse("""{"spec":{"containers":[{"name":"a"}]}}""")!.AsObject();
        var patch = JsonNode.Parse("""{"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"a","image":"i"}]}}""")!.AsObject();
        var refusal = Assert.Throws<StatusException>(() => StrategicMergePatch.Apply(document, patch, Pod));
        Assert.Equal((500, "The order in patch list:\n[map[image:i name:a]]\n doesn't match $setElementOrder list:\n[map[name:b]]\n"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Leave_the_document_and_the_patch_alone()
    {
        var document = JsonNode.Parse("""{"metadata":{"labels":{"a":"1"}}}""")!.AsObject();
        var patch = JsonNode.Parse("""{"metadata":{"labels":{"b":"2"}}}""")!.AsObject();
        var (before, sent) = (document.ToJsonString(), patch.ToJsonString());
        StrategicMergePatch.Apply(document, patch, Pod);
        Assert.Equal((before, sent), (document.ToJsonString(), patch.ToJsonString()));
    }
}
