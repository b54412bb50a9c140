using Pipeline.Incidents.Identity;

namespace Pipeline.Incidents.Tests;

public sealed class Resolving_an_owner
{
    [Theory]
    [InlineData("cart-7c9d5b6f8-x2x9k", "Deployment", "cart")]
    [InlineData("node-exporter-7c9d5b6f8-x2x9k", "Deployment", "node-exporter")]
    [InlineData("backup-29184480-x2x9k", "CronJob", "backup")]
    [InlineData("db-0", "StatefulSet", "db")]
    [InlineData("cart-aeiou13579-abcde", "Pod", "cart-aeiou13579-abcde")]
    [InlineData("cart", "Pod", "cart")]
    public void From_a_pod_name_goes_by_the_forms_that_controllers_give(string pod, string kind, string owner)
    {
        var resolution = OwnerResolver.Resolve(Some.Pod with { Name = pod }, new Dictionary<string, string>());
        Assert.Equal((kind, owner), (resolution.Owner.Kind, resolution.Owner.Name));
    }

    [Fact]
    public void Labels_weigh_more_than_the_name()
    {
        var resolution = OwnerResolver.Resolve(Some.Pod, new Dictionary<string, string> { ["statefulset"] = "carts" });
        Assert.Equal(("StatefulSet", "carts", OwnerEvidence.Labels), (resolution.Owner.Kind, resolution.Owner.Name, resolution.How));
    }

    [Fact]
    public void Anything_but_a_pod_stands_for_itself()
    {
        var node = Some.Pod with { Namespace = null, Kind = "Node", Name = "worker-0" };
        Assert.Equal(new OwnerResolution(node, node, OwnerEvidence.Itself), OwnerResolver.Resolve(node, new Dictionary<string, string>()));
    }
}
