using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Tests;

public sealed class Executing_a_plan
{
    [Fact]
    public void Announces_the_intent_once()
    {
        var scenario = Scenario.Acting();
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Acting(scenario.PlanHash)).Kind);
        Assert.Single(scenario.Facts.OfType<IncidentEvent.ActionStarted>());
    }

    [Fact]
    public void Refuses_any_plan_but_the_approved_one() =>
        Assert.Equal(RefusalKind.PlanChanged, Scenario.Approved().Refused(Some.Acting(new string('f', 64))).Kind);

    [Fact]
    public void Is_refused_without_approval()
    {
        var scenario = Scenario.AwaitingApproval();
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Acting(scenario.PlanHash)).Kind);
    }

    [Fact]
    public void Runs_the_steps_in_order_and_verifies_after_the_last()
    {
        var scenario = Scenario.Acting(steps: 2);
        scenario.Do(Some.Effect(scenario.ActionId));
        Assert.Equal("executing", scenario.State);
        scenario.Do(Some.Acting(scenario.PlanHash, minute: 4));
        scenario.Do(Some.Effect(scenario.ActionId, minute: 5));
        Assert.Equal("verifying", scenario.State);
        Assert.Equal([1, 2], scenario.Facts.OfType<IncidentEvent.ActionStarted>().Select(a => a.Step));
        Assert.Equal(2, scenario.Facts.OfType<IncidentEvent.ActionStarted>().Select(a => a.EffectKey).Distinct().Count());
    }

    [Fact]
    public void A_failure_without_effect_is_tried_again_under_the_same_effect_key_after_the_pause()
    {
        var scenario = Scenario.Acting();
        scenario.Do(Some.Failure(scenario.ActionId, retry: true));
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Acting(scenario.PlanHash, minute: 3)).Kind);
        scenario.Do(Some.Acting(scenario.PlanHash, minute: 4));
        var attempts = scenario.Facts.OfType<IncidentEvent.ActionStarted>().ToList();
        Assert.Equal([1, 2], attempts.Select(a => a.Attempt));
        Assert.Single(attempts.Select(a => a.EffectKey).Distinct());
        Assert.Equal(2, attempts.Select(a => a.ActionId).Distinct().Count());
    }

    [Fact]
    public void The_last_failure_halts_the_plan_and_calls_people()
    {
        var scenario = Scenario.Acting();
        scenario.Do(Some.Failure(scenario.ActionId));
        Assert.Equal("escalated", scenario.State);
        Assert.Single(scenario.Facts.OfType<IncidentEvent.RemediationFailed>());
    }

    [Fact]
    public void An_outcome_in_doubt_is_looked_into_and_found()
    {
        var scenario = Scenario.Acting();
        scenario.Do(Some.Loss(scenario.ActionId));
        Assert.Equal("outcome-unknown", scenario.State);
        scenario.Do(Some.Effect(scenario.ActionId, minute: 4));
        Assert.Equal("verifying", scenario.State);
    }

    [Fact]
    public void An_outcome_in_doubt_that_is_provable_may_be_attempted_again_under_the_same_key()
    {
        var scenario = Scenario.Acting();
        scenario.Do(Some.Loss(scenario.ActionId));
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Acting(scenario.PlanHash, minute: 3)).Kind);
        scenario.Do(Some.Acting(scenario.PlanHash, minute: 4));
        Assert.Single(scenario.Facts.OfType<IncidentEvent.ActionStarted>().Select(a => a.EffectKey).Distinct());
    }

    [Theory]
    [InlineData(ActionProof.Unprovable)]
    [InlineData(ActionProof.IdempotencyKey)]
    public void An_outcome_is_put_in_doubt_once_however_many_replicas_saw_its_deadline_pass(ActionProof proof)
    {
        var scenario = Scenario.Acting(proof: proof);
        scenario.Do(Some.Loss(scenario.ActionId));
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Loss(scenario.ActionId)).Kind);
        Assert.Single(scenario.Facts.OfType<IncidentEvent.ActionOutcomeUnknown>());
    }

    [Theory]
    [InlineData(true, "verifying")]
    [InlineData(false, "escalated")]
    public void An_outcome_in_doubt_that_is_unprovable_waits_for_a_person(bool tookEffect, string state)
    {
        var scenario = Scenario.Acting(proof: ActionProof.Unprovable);
        scenario.Do(Some.Loss(scenario.ActionId));
        Assert.Equal("escalated", scenario.State);
        Assert.True(scenario.Incident.Phase.HasActionInDoubt);
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Acting(scenario.PlanHash, minute: 9)).Kind);
        Assert.Equal(
            RefusalKind.NotAllowed, scenario.Refused(Some.Confirmation(scenario.ActionId, tookEffect) with { By = Actor.Service("executor") }).Kind);
        scenario.Do(Some.Confirmation(scenario.ActionId, tookEffect));
        Assert.Equal(state, scenario.State);
        Assert.False(scenario.Incident.Phase.HasActionInDoubt);
    }

    [Fact]
    public void A_result_of_another_attempt_is_refused()
    {
        var scenario = Scenario.Acting();
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Effect(Guid.Empty)).Kind);
        scenario.Do(Some.Effect(scenario.ActionId));
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Effect(scenario.ActionId)).Kind);
    }

    [Fact]
    public void A_stale_plan_is_not_run_and_a_new_analysis_begins()
    {
        var scenario = Scenario.Approved();
        scenario.Do(new IncidentCommand.MarkPlanStale { Now = Some.Noon.AddMinutes(2), PlanHash = scenario.PlanHash, Failed = ["uid is another"] });
        Assert.Equal("open", scenario.State);
        scenario.Do(Some.Analysis(minute: 3));
        Assert.Equal("analyzing", scenario.State);
    }

    [Fact]
    public void A_plan_can_become_stale_between_two_attempts_and_not_during_one()
    {
        var scenario = Scenario.Acting();
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Stale(scenario)).Kind);
        scenario.Do(Some.Failure(scenario.ActionId, retry: true));
        Assert.IsType<IncidentEvent.PlanStale>(Assert.Single(scenario.Do(Stale(scenario))));
        Assert.Equal("open", scenario.State);
    }

    [Fact]
    public void A_plan_whose_symptoms_went_before_it_had_an_effect_is_withdrawn()
    {
        var scenario = Scenario.Acting();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 2), minute: 2));
        scenario.Do(Some.Failure(scenario.ActionId, retry: true));
        scenario.Do(Stale(scenario));
        Assert.Equal("withdrawn", scenario.State);
    }

    [Fact]
    public void A_plan_whose_symptoms_went_after_its_first_step_ends_as_recovered()
    {
        var scenario = Scenario.Acting(steps: 2);
        scenario.Do(Some.Effect(scenario.ActionId));
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 3), minute: 3));
        var facts = scenario.Do(Stale(scenario));
        Assert.Equal(Resolution.Recovered, Assert.Single(facts.OfType<IncidentEvent.IncidentResolved>()).Resolution);
    }

    private static IncidentCommand.MarkPlanStale Stale(Scenario scenario) =>
        new() { Now = Some.Noon.AddMinutes(4), PlanHash = scenario.PlanHash, Failed = ["no symptom is left"] };

    [Fact]
    public void Nobody_closes_the_incident_meanwhile() =>
        Assert.Equal(
            RefusalKind.WrongPhase,
            Scenario.Acting().Refused(new IncidentCommand.Resolve { Now = Some.Noon, By = Some.Ana, Reason = "done" }).Kind);
}
