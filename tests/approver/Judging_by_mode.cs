using Pipeline.Approver.Activation;
using Pipeline.Approver.Deciding;
using Pipeline.Approver.Policies;
using Pipeline.Contracts;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Plans;

namespace Pipeline.Approver.Tests;

public sealed class Judging_by_mode
{
    private static readonly PolicyInput Input = new()
    {
        Cluster = "demo",
        Severity = Severity.Critical,
        FailureClass = "cpu-saturation",
        Cause = "cpu-saturation",
        Confidence = 0.6,
        Steps = [new PolicyStep("notify_only", "Deployment", "shop", "cart", RiskLevel.None, ChangesCluster: false)],
    };

    [Theory]
    [InlineData(ApproverMode.Observe, "automatic", PolicyVerdict.Observe, 0, "Mode observe: the plan is shown and not run. In another mode: it runs by itself, for rule a fits notify_only.")]
    [InlineData(ApproverMode.Observe, "refuse", PolicyVerdict.Observe, 0, "Mode observe: the plan is shown and not run. In another mode: it may not run, for rule a fits notify_only.")]
    [InlineData(ApproverMode.Manual, "automatic", PolicyVerdict.Approval, 1, "Mode manual: one person is asked, though by the policy it could run by itself; rule a fits notify_only.")]
    [InlineData(ApproverMode.Manual, "approval, approvals: 3", PolicyVerdict.Approval, 3, "3 people must agree: rule a fits notify_only.")]
    [InlineData(ApproverMode.Manual, "refuse", PolicyVerdict.Refuse, 0, "It may not run: rule a fits notify_only.")]
    [InlineData(ApproverMode.Automatic, "automatic", PolicyVerdict.Automatic, 0, "It runs by itself: rule a fits notify_only.")]
    [InlineData(ApproverMode.Automatic, "approval", PolicyVerdict.Approval, 1, "One person must agree: rule a fits notify_only.")]
    public void The_mode_only_makes_a_policy_stricter(ApproverMode mode, string then, PolicyVerdict verdict, int approvals, string reason)
    {
        var policy = PolicyReader.Read($"version: 1\nrules:\n  - {{name: a, then: {then}}}", "test.yaml");
        var decision = Judgement.Of(new PolicyState(policy, null), mode, Input);
        Assert.Equal((verdict, approvals, "a", reason), (decision.Verdict, decision.RequiredApprovals, decision.Rule, decision.Reason));
        Assert.Equal(policy.Hash, decision.PolicyHash);
    }

    [Fact]
    public void All_that_was_looked_at_is_recorded_with_the_mode()
    {
        var decision = Judgement.Of(new PolicyState(BuiltInPolicies.Default, null), ApproverMode.Manual, Input);
        Assert.Equal(
            [
                "cause=cpu-saturation", "cluster=demo", "confidence=0.6", "failure-class=cpu-saturation", "mode=manual", "severity=critical",
                "step.1.action=notify_only", "step.1.changes-cluster=false", "step.1.kind=Deployment", "step.1.name=cart",
                "step.1.namespace=shop", "step.1.risk=none", "steps=1",
            ],
            decision.Input.Select(f => $"{f.Key}={f.Value}"));
    }

    [Fact]
    public void A_policy_that_cannot_be_used_asks_people_also_in_automatic_mode_and_says_why()
    {
        var decision = Judgement.Of(new PolicyState(BuiltInPolicies.FailSafe, "policy.yaml:3: x\npolicy.yaml:4: y"), ApproverMode.Automatic, Input);
        Assert.Equal(PolicyVerdict.Approval, decision.Verdict);
        Assert.Equal("One person must agree: the policy file cannot be used, so people are asked (policy.yaml:3: x).", decision.Reason);
    }
}
