using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Tests.Schemas;

public sealed class The_catalogue_of_types
{
    public static TheoryData<string, string> EveryKind()
    {
        var kinds = new TheoryData<string, string>();
        foreach (var kind in Kinds.All)
            kinds.Add(kind.ApiVersion, kind.Kind);
        return kinds;
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Knows_every_kind_that_is_served(string apiVersion, string kind) =>
        Assert.NotNull(TypeCatalogue.BuiltIn.Find(apiVersion, kind)?.Find("metadata"));

    [Theory]
    [InlineData("name", "containers")]
    [InlineData("name", "containers", "env")]
    [InlineData("containerPort", "containers", "ports")]
    [InlineData("mountPath", "containers", "volumeMounts")]
    [InlineData("topologyKey", "topologySpreadConstraints")]
    [InlineData(null, "tolerations")]
    public void Knows_the_merge_keys_of_a_pod(string? key, params string[] path) =>
        Assert.Equal(key, Deployment.Walk(["spec", "template", "spec", .. path])!.MergeKey);

    [Fact]
    public void Tells_ports_apart_by_port_and_protocol_when_they_are_applied()
    {
        var ports = Deployment.Walk("spec", "template", "spec", "containers", "ports")!;
        Assert.Equal(Topology.Map, ports.Topology);
        Assert.Equal(["containerPort", "protocol"], ports.ListKeys);
    }

    [Fact]
    public void Applies_selectors_and_argument_lists_as_one_and_labels_key_by_key()
    {
        Assert.Equal(Topology.Atomic, Deployment.Walk("spec", "selector")!.Topology);
        Assert.Equal(Topology.Atomic, Deployment.Walk("spec", "template", "spec", "containers", "args")!.Topology);
        Assert.Equal(Topology.Granular, Deployment.Walk("metadata", "labels")!.Topology);
        Assert.Equal(Topology.Set, Deployment.Walk("metadata", "finalizers")!.Topology);
    }

    [Fact]
    public void Has_no_field_where_a_path_leaves_the_type()
    {
        Assert.Null(Deployment.Walk("spec", "replica"));
        Assert.Null(Deployment.Walk("spec", "replicas", "count"));
    }

    private static TypeSchema Deployment => TypeCatalogue.BuiltIn.Find("apps/v1", "Deployment")!;
}
