using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Tests;

public sealed class Approving_a_plan
{
    [Fact]
    public void Is_for_its_hash_and_no_other()
    {
        var scenario = Scenario.AwaitingApproval();
        Assert.Equal(RefusalKind.PlanChanged, scenario.Refused(Some.Approval(new string('f', 64))).Kind);
        scenario.Do(Some.Approval(scenario.PlanHash));
        Assert.Equal("approved", scenario.State);
    }

    [Fact]
    public void Twice_is_a_conflict_that_says_so()
    {
        var scenario = Scenario.Approved();
        Assert.Equal(RefusalKind.AlreadyDecided, scenario.Refused(Some.Approval(scenario.PlanHash, Some.Ben)).Kind);
        Assert.Equal(RefusalKind.AlreadyDecided, scenario.Refused(Some.Rejection(scenario.PlanHash)).Kind);
    }

    [Fact]
    public void Needs_as_many_different_people_as_the_policy_says()
    {
        var scenario = Scenario.AwaitingApproval(approvals: 2);
        scenario.Do(Some.Approval(scenario.PlanHash));
        Assert.Empty(scenario.Do(Some.Approval(scenario.PlanHash)));
        Assert.Equal("awaiting-approval", scenario.State);
        scenario.Do(Some.Approval(scenario.PlanHash, Some.Ben));
        Assert.Equal(["ana", "ben"], Assert.Single(scenario.Facts.OfType<IncidentEvent.RemediationApproved>()).By.Select(b => b.Name));
    }

    [Fact]
    public void Is_for_people_only()
    {
        var scenario = Scenario.AwaitingApproval();
        Assert.Equal(RefusalKind.NotAllowed, scenario.Refused(Some.Approval(scenario.PlanHash, Actor.Service("analyzer"))).Kind);
    }

    [Fact]
    public void Too_late_is_refused_and_the_door_closes_at_the_deadline()
    {
        var scenario = Scenario.AwaitingApproval();
        Assert.Equal(RefusalKind.Expired, scenario.Refused(Some.Approval(scenario.PlanHash, minute: 30)).Kind);
        Assert.Empty(scenario.Do(new IncidentCommand.ExpireApproval { Now = Some.Noon.AddMinutes(29) }));
        scenario.Do(new IncidentCommand.ExpireApproval { Now = Some.Noon.AddMinutes(30) });
        Assert.Equal("escalated", scenario.State);
    }

    [Fact]
    public void A_comment_in_between_is_no_conflict()
    {
        var scenario = Scenario.AwaitingApproval();
        scenario.Do(new IncidentCommand.AddComment { Now = Some.Noon, By = Some.Ben, Text = "looking" });
        scenario.Do(Some.Approval(scenario.PlanHash));
        Assert.Equal("approved", scenario.State);
    }

    [Fact]
    public void Rejecting_needs_a_reason_and_leaves_the_incident_watched()
    {
        var scenario = Scenario.AwaitingApproval();
        Assert.Equal(RefusalKind.Invalid, scenario.Refused(Some.Rejection(scenario.PlanHash) with { Reason = " " }).Kind);
        scenario.Do(Some.Rejection(scenario.PlanHash));
        Assert.Equal("rejected", scenario.State);
        Assert.True(scenario.Incident.HoldsKey());
    }

    [Theory]
    [InlineData(PolicyVerdict.Automatic, "approved")]
    [InlineData(PolicyVerdict.Approval, "awaiting-approval")]
    [InlineData(PolicyVerdict.Observe, "observing")]
    [InlineData(PolicyVerdict.Refuse, "rejected")]
    public void Follows_the_policy(PolicyVerdict verdict, string state)
    {
        var scenario = Scenario.Proposed();
        scenario.Do(Some.Preflight(scenario.PlanHash));
        scenario.Do(Some.Policy(scenario.PlanHash, verdict));
        Assert.Equal(state, scenario.State);
        Assert.Empty(scenario.Do(Some.Policy(scenario.PlanHash, verdict)));
    }

    [Theory]
    [InlineData(PolicyVerdict.Automatic)]
    [InlineData(PolicyVerdict.Approval)]
    public void A_plan_whose_means_are_missing_goes_to_people_instead(PolicyVerdict verdict)
    {
        var scenario = Scenario.Proposed();
        scenario.Do(Some.Preflight(scenario.PlanHash, verdict: PreflightVerdict.MeansMissing));
        scenario.Do(Some.Policy(scenario.PlanHash, verdict));
        Assert.Equal("escalated", scenario.State);
    }
}
