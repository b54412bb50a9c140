using System.Text.Json;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Tests;

public sealed class The_hash_of_a_plan
{
    [Fact]
    public void Is_pinned() =>
        Assert.Equal("d00545a40135148e501e3794fb82093bc86a805b0862047cf1ba87740364a821", Some.Plan().Hash());

    [Fact]
    public void Survives_being_stored_with_its_properties_in_another_order()
    {
        var stored = JsonSerializer.SerializeToNode(Some.Plan())!.AsObject();
        var reversed = new System.Text.Json.Nodes.JsonObject(stored.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        Assert.Equal(Some.Plan().Hash(), reversed.Deserialize<RemediationPlan>()!.Hash());
    }

    [Fact]
    public void Changes_with_every_value()
    {
        var plan = Some.Plan();
        var action = plan.Actions[0];
        RemediationPlan[] others =
        [
            plan with { Attempt = 2 },
            plan with { Cause = "memory-saturation" },
            plan with { Confidence = 0.61 },
            plan with { Actions = [action, action] },
            plan with { Actions = [action with { TargetUid = "1" }] },
            plan with { Actions = [action with { Parameters = new Dictionary<string, string> { ["channel"] = "other" } }] },
            plan with { Actions = [action with { After = new Dictionary<string, string> { ["replicas"] = "3" } }] },
            plan with { Preconditions = [] },
            plan with { Rollback = "scale back to 2" },
        ];
        Assert.Equal(others.Length + 1, others.Append(plan).Select(p => p.Hash()).Distinct().Count());
    }
}
