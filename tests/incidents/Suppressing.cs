using Pipeline.Incidents.Governance;
using static Pipeline.Incidents.Governance.GovernanceEvent;

namespace Pipeline.Incidents.Tests;

public sealed class Suppressing
{
    private static readonly Guid First = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = new("00000000-0000-0000-0000-000000000002");

    [Theory]
    [InlineData("shop", null, null, null, true)]
    [InlineData("sh*", null, null, null, true)]
    [InlineData("Shop", null, null, null, false)]
    [InlineData(null, "Deployment/cart", null, null, true)]
    [InlineData(null, "*/ca?t", null, null, true)]
    [InlineData(null, "StatefulSet/cart", null, null, false)]
    [InlineData(null, null, "cpu-saturation", null, true)]
    [InlineData(null, null, "cpu-*", null, false)] // a class is a name, not a pattern
    [InlineData(null, null, null, "cpu-*", true)]
    [InlineData("shop", "Deployment/cart", "high-latency", null, false)] // all that is given must hold
    public void Means_what_its_parts_mean_together(string? ns, string? owner, string? failureClass, string? metric, bool covers) =>
        Assert.Equal(covers, new SuppressionScope(ns, owner, failureClass, metric).Covers(Some.Report(), Some.Workload));

    [Theory]
    [InlineData(null, null, null, null, "The scope is empty")]
    [InlineData("*", "*/*", null, "?*", "The scope means everything")]
    [InlineData(" ", null, null, null, "namespace must have")]
    [InlineData(null, "cart", null, null, "owner 'cart' must be Kind/name")]
    public void Has_a_scope_that_means_something(string? ns, string? owner, string? failureClass, string? metric, string said) =>
        Assert.StartsWith(said, new SuppressionScope(ns, owner, failureClass, metric).Fault(), StringComparison.Ordinal);

    [Fact]
    public void Holds_from_its_beginning_to_its_end_or_its_time()
    {
        GovernanceEvent[] events = [Started(First, minutes: 10), Started(Second, minutes: 60), Ended(First)];
        Assert.Equal([First, Second], Suppression.Active(events[..2], Some.Noon.AddMinutes(9)).Select(s => s.Id));
        Assert.Equal([Second], Suppression.Active(events[..2], Some.Noon.AddMinutes(10)).Select(s => s.Id));
        Assert.Equal([Second], Suppression.Active(events, Some.Noon.AddMinutes(1)).Select(s => s.Id));
        Assert.Empty(Suppression.Active(events, Some.Noon.AddMinutes(60)));
    }

    private static SuppressionStarted Started(Guid id, int minutes) => new()
    {
        At = Some.Noon,
        SuppressionId = id,
        Scope = new SuppressionScope("shop", null, null, null),
        Reason = "A drill.",
        By = Some.Ana,
        Until = Some.Noon.AddMinutes(minutes),
        UntilClear = false,
    };

    private static SuppressionEnded Ended(Guid id) => new() { At = Some.Noon, SuppressionId = id, Reason = "over", By = Some.Ana };
}
