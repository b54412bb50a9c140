using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Verification;

namespace Pipeline.Incidents.Tests;

public sealed class Verifying
{
    [Fact]
    public void Passes_when_fresh_data_show_every_symptom_gone()
    {
        var scenario = Scenario.Verifying();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 5), 5));
        Assert.Equal(VerificationOutcome.Passed, Outcome(scenario));
        Assert.Equal(Resolution.Remediated, Assert.IsType<IncidentPhase.Resolved>(scenario.Incident.Phase).Resolution);
    }

    [Fact]
    public void Waits_for_the_settle_time()
    {
        var scenario = Scenario.Verifying();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 4) with { ObservedAt = Some.Noon.AddMinutes(3.5) }, 3));
        Assert.Empty(scenario.Do(Verify(3)));
        Assert.Equal("verifying", scenario.State);
        scenario.Do(Verify(4));
        Assert.Equal("resolved", scenario.State);
    }

    [Fact]
    public void Is_refuted_by_a_symptom_that_is_freshly_seen_at_the_end()
    {
        var scenario = Scenario.Verifying();
        scenario.Do(Some.Reporting(Some.Report(minute: 12), 12));
        Assert.Empty(scenario.Do(Verify(12)));
        scenario.Do(Verify(13));
        Assert.Equal(VerificationOutcome.Refuted, Outcome(scenario));
        Assert.Equal("escalated", scenario.State);
    }

    [Fact]
    public void Is_inconclusive_without_fresh_data()
    {
        var scenario = Scenario.Verifying();
        scenario.Do(Verify(13));
        Assert.Equal(VerificationOutcome.Inconclusive, Outcome(scenario));
    }

    [Fact]
    public void Is_inconclusive_when_the_data_went_missing()
    {
        var scenario = Scenario.Verifying();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Missing, minute: 6), 6));
        scenario.Do(Verify(13));
        Assert.Equal(VerificationOutcome.Inconclusive, Outcome(scenario));
    }

    [Fact]
    public void Credits_nothing_to_an_action_that_changes_nothing()
    {
        var scenario = Scenario.Verifying(changes: false);
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 5), 5));
        Assert.Empty(scenario.Facts.OfType<IncidentEvent.VerificationCompleted>());
        Assert.Single(scenario.Facts.OfType<IncidentEvent.RecoveryObserved>());
        Assert.Equal(Resolution.Recovered, Assert.IsType<IncidentPhase.Resolved>(scenario.Incident.Phase).Resolution);
    }

    [Fact]
    public void Credits_nothing_when_the_symptom_went_before_the_action_took_effect()
    {
        var scenario = Scenario.Acting();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 2), 2));
        scenario.Do(Some.Effect(scenario.ActionId));
        scenario.Do(Verify(4));
        Assert.Single(scenario.Facts.OfType<IncidentEvent.RecoveryObserved>());
    }

    [Fact]
    public void In_a_recording_takes_what_comes_after_the_last_observation_for_fresh()
    {
        var scenario = new Scenario();
        var recorded = Some.Noon.AddYears(-4);
        SymptomReport Recorded(SymptomStatus status, int minute) => Some.Report(status: status, clock: SourceClock.Recorded) with
        {
            StartedAt = recorded,
            ObservedAt = recorded.AddMinutes(minute),
        };
        scenario.Do(Some.Opening() with { Report = Recorded(SymptomStatus.Firing, 0) });
        scenario.Do(Some.Analysis());
        scenario.Do(Some.Conclusion());
        scenario.Do(Some.Preflight(scenario.PlanHash));
        scenario.Do(Some.Policy(scenario.PlanHash));
        scenario.Do(Some.Approval(scenario.PlanHash));
        scenario.Do(Some.Acting(scenario.PlanHash));
        scenario.Do(Some.Effect(scenario.ActionId));
        scenario.Do(Some.Reporting(Recorded(SymptomStatus.Cleared, 1), 5));
        Assert.Equal(VerificationOutcome.Passed, Outcome(scenario));
    }

    [Fact]
    public void Summarises_once_when_it_is_over()
    {
        var scenario = Scenario.Verifying();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 5), 5));
        var summary = new IncidentCommand.Summarise { Now = Some.Noon.AddMinutes(6), Text = "It went." };
        Assert.Single(scenario.Do(summary));
        Assert.Empty(scenario.Do(summary));
    }

    private static IncidentCommand.Verify Verify(int minute) => new() { Now = Some.Noon.AddMinutes(minute) };

    private static VerificationOutcome Outcome(Scenario scenario) =>
        Assert.Single(scenario.Facts.OfType<IncidentEvent.VerificationCompleted>()).Outcome;
}
