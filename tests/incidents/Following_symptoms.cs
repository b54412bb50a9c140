using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;

namespace Pipeline.Incidents.Tests;

public sealed class Following_symptoms
{
    [Fact]
    public void Another_one_joins_with_its_reason()
    {
        var scenario = Scenario.Opened();
        var joined = Assert.IsType<IncidentEvent.SymptomJoined>(Assert.Single(scenario.Do(Some.Reporting(Some.Report("alert:1", minute: 1)))));
        Assert.Equal("Same owner.", joined.Because);
        Assert.Equal(2, scenario.Incident.Symptoms.Count);
    }

    [Fact]
    public void A_doubled_or_late_report_changes_nothing()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Reporting(Some.Report(minute: 5)));
        Assert.Empty(scenario.Do(Some.Reporting(Some.Report(minute: 5))));
        Assert.Empty(scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 4))));
    }

    [Fact]
    public void The_last_one_gone_withdraws_the_plan_and_the_incident()
    {
        var scenario = Scenario.AwaitingApproval();
        var facts = scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 3), 3));
        Assert.Equal(
            [typeof(IncidentEvent.SymptomCleared), typeof(IncidentEvent.PlanWithdrawn), typeof(IncidentEvent.IncidentWithdrawn)],
            facts.Select(f => f.GetType()));
        Assert.Equal(RefusalKind.Expired, scenario.Refused(Some.Approval(scenario.PlanHash, minute: 4)).Kind);
    }

    [Fact]
    public void One_of_two_gone_withdraws_nothing()
    {
        var scenario = Scenario.AwaitingApproval();
        scenario.Do(Some.Reporting(Some.Report("alert:1", minute: 1), 1));
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 3), 3));
        Assert.Equal("awaiting-approval", scenario.State);
    }

    [Fact]
    public void Missing_data_neither_heal_nor_withdraw()
    {
        var scenario = Scenario.AwaitingApproval();
        Assert.IsType<IncidentEvent.SymptomDataMissing>(
            Assert.Single(scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Missing, minute: 3), 3))));
        Assert.Equal("awaiting-approval", scenario.State);
        Assert.True(scenario.Incident.HasSymptoms());
    }

    [Fact]
    public void One_that_comes_back_soon_reopens_and_one_that_comes_late_does_not()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 1), 1));
        Assert.Equal("withdrawn", scenario.State);
        Assert.Equal(RefusalKind.WrongPhase, scenario.Refused(Some.Reporting(Some.Report(minute: 60), 60)).Kind);
        scenario.Do(Some.Reporting(Some.Report(minute: 10), 10));
        Assert.Equal("open", scenario.State);
    }

    [Fact]
    public void A_firing_from_before_the_end_does_not_reopen()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 5), 5));
        Assert.Empty(scenario.Do(Some.Reporting(Some.Report(minute: 4), 6)));
        Assert.Equal("withdrawn", scenario.State);
    }

    [Fact]
    public void What_was_dismissed_stays_so_while_it_goes_on_and_when_it_comes_back_soon()
    {
        var scenario = Scenario.Opened();
        scenario.Do(new IncidentCommand.Dismiss { Now = Some.Noon.AddMinutes(1), By = Some.Ana, Reason = "load test" });
        Assert.True(scenario.Incident.HoldsKey());
        scenario.Do(Some.Reporting(Some.Report(minute: 2), 2));
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 3), 3));
        Assert.False(scenario.Incident.HoldsKey());
        scenario.Do(Some.Reporting(Some.Report(minute: 4), 4));
        Assert.Equal("dismissed", scenario.State);
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("observing")]
    [InlineData("escalated")]
    public void Gone_after_people_took_over_is_a_recovery(string state)
    {
        var scenario = Scenario.Proposed();
        scenario.Do(Some.Preflight(scenario.PlanHash));
        scenario.Do(Some.Policy(
            scenario.PlanHash,
            state switch { "rejected" => Approval.PolicyVerdict.Refuse, "observing" => Approval.PolicyVerdict.Observe, _ => Approval.PolicyVerdict.Approval }));
        if (state == "escalated")
            scenario.Do(new IncidentCommand.ExpireApproval { Now = Some.Noon.AddHours(1) });
        Assert.Equal(state, scenario.State);
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 90), 90));
        Assert.Equal(Resolution.Recovered, Assert.IsType<IncidentPhase.Resolved>(scenario.Incident.Phase).Resolution);
    }
}
