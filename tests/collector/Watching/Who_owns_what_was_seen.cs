using Pipeline.Collector.Tests.Failures;
using Pipeline.Collector.Watching;
using Pipeline.Contracts;

namespace Pipeline.Collector.Tests.Watching;

public sealed class Who_owns_what_was_seen
{
    private static readonly EntityRef Cart = new("demo", "shop", "Pod", "cart-x");

    [Fact]
    public void Nobody_knows_before_the_first_look() => Assert.Null(new SeenOwners().Of(Cart));

    [Fact]
    public void Follows_owners_of_custom_kinds_as_far_as_they_are_known()
    {
        var owners = new SeenOwners();
        owners.See(Snapshot.Of(
            Owned("Pod", "v1", "cart-x", "ReplicaSet", "cart-5"), Owned("ReplicaSet", "apps/v1", "cart-5", "Rollout", "cart"),
            Owned("Rollout", "argoproj.io/v1alpha1", "cart", "Application", "shop"),
            Owned("Pod", "v1", "log-x", "DaemonSet", "log"), """{"kind":"Pod","metadata":{"name":"alone","namespace":"shop","uid":"alone"}}""").View());
        Assert.Equal("shop/Application/shop", owners.Of(Cart)?.ToString());
        Assert.Equal("shop/DaemonSet/log", owners.Of(Cart with { Name = "log-x" })?.ToString());
        Assert.Null(owners.Of(Cart with { Name = "alone" }));
        Assert.Null(owners.Of(Cart with { Name = "never-seen" }));
    }

    private static string Owned(string kind, string apiVersion, string name, string ownerKind, string owner) => $$"""
        {"kind":"{{kind}}","apiVersion":"{{apiVersion}}","metadata":{"name":"{{name}}","namespace":"shop","uid":"{{kind}}-{{name}}",
        "ownerReferences":[{"kind":"{{ownerKind}}","name":"{{owner}}","uid":"{{ownerKind}}-{{owner}}","controller":true}]} }
        """;
}
