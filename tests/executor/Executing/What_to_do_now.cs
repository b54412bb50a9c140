using System.Collections.Immutable;
using Pipeline.Contracts.Symptoms;
using Pipeline.Executor.Executing;
using Pipeline.Executor.Tests.Given;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using Xunit;

namespace Pipeline.Executor.Tests.Executing;

/// <summary>The whole decision of the executor as a table: phase and time in, next step out.</summary>
public sealed class What_to_do_now
{
    private const int MaxAttempts = 3;

    private static readonly ProposedPlan Plan = Planned(Some.Plan(Some.Id(), Some.Notification(), Some.Diagnostics()));

    private static readonly ProposedPlan Tampered = Plan with { Plan = Plan.Plan with { Actions = [Some.Notification("something else")] } };

    private static readonly DateTimeOffset Later = Some.Noon.AddMinutes(1);

    public static TheoryData<string, IncidentPhase, bool, ExecutionStep> Table => new()
    {
        { "an approved plan begins", new IncidentPhase.Approved(Plan), true, new ExecutionStep.Begin(Plan, 1) },
        {
            "an approved plan whose symptoms went is abandoned", new IncidentPhase.Approved(Plan), false,
            new ExecutionStep.Abandon(Plan, "no symptom of the incident is left")
        },
        {
            "an attempt under way is left alone", Acting(Intent(deadline: Later)), true,
            new ExecutionStep.Wait(Later, "attempt 1 at step 1 (notify_only) is under way")
        },
        { "an attempt is lost at its deadline", Acting(Intent()), true, new ExecutionStep.Lose(Intent()) },
        { "an attempt is lost also when the symptoms went", Acting(Intent()), false, new ExecutionStep.Lose(Intent()) },
        {
            "a pause between attempts is kept", new IncidentPhase.Executing(Plan, 2, 3, null, Later), true,
            new ExecutionStep.Wait(Later, "the pause before attempt 3 at step 2")
        },
        { "after the pause the step is tried again", new IncidentPhase.Executing(Plan, 2, 3, null, Some.Noon), true, new ExecutionStep.Begin(Plan, 2) },
        {
            "between attempts a plan whose symptoms went is abandoned", new IncidentPhase.Executing(Plan, 2, 1, null, Some.Noon), false,
            new ExecutionStep.Abandon(Plan, "no symptom of the incident is left")
        },
        {
            "doubt is left alone for a while", new IncidentPhase.OutcomeUnknown(Plan, Intent(), Later), true,
            new ExecutionStep.Wait(Later, "the pause before notify_only in doubt is looked into")
        },
        {
            "then it is looked into", new IncidentPhase.OutcomeUnknown(Plan, Intent(), Some.Noon), true,
            new ExecutionStep.Reconcile(Plan, Intent(), MayRepeat: true)
        },
        {
            "also when the symptoms went", new IncidentPhase.OutcomeUnknown(Plan, Intent(), Some.Noon), false,
            new ExecutionStep.Reconcile(Plan, Intent(), MayRepeat: true)
        },
        {
            "the last attempt is not repeated", new IncidentPhase.OutcomeUnknown(Plan, Intent(attempt: MaxAttempts), Some.Noon), true,
            new ExecutionStep.Reconcile(Plan, Intent(attempt: MaxAttempts), MayRepeat: false)
        },
        {
            "what cannot be proven is not repeated",
            new IncidentPhase.OutcomeUnknown(Plan, Intent(proof: ActionProof.Unprovable), Some.Noon), true,
            new ExecutionStep.Reconcile(Plan, Intent(proof: ActionProof.Unprovable), MayRepeat: false)
        },
        { "people have it", new IncidentPhase.Escalated("look", Intent(), Plan), true, new ExecutionStep.Stay() },
        { "nobody has decided", new IncidentPhase.AwaitingApproval(Plan, 1, Later, []), true, new ExecutionStep.Stay() },
        { "nobody may decide", new IncidentPhase.Observing(Plan), true, new ExecutionStep.Stay() },
        { "it has been said no", new IncidentPhase.Rejected("no"), true, new ExecutionStep.Stay() },
        { "it has not been rehearsed", new IncidentPhase.Proposed(Plan), true, new ExecutionStep.Stay() },
        { "it has not been judged", new IncidentPhase.Preflighted(Plan), true, new ExecutionStep.Stay() },
        { "it is being analysed", new IncidentPhase.Analyzing(1, Later), true, new ExecutionStep.Stay() },
        { "it is open", new IncidentPhase.Open(1, Some.Noon), true, new ExecutionStep.Stay() },
        {
            "the plan ran", new IncidentPhase.Verifying(Plan, Some.Noon, Later, Later, ImmutableDictionary<string, DateTimeOffset>.Empty), true,
            new ExecutionStep.Stay()
        },
        { "it is over", new IncidentPhase.Resolved(Resolution.Recovered, Some.Noon), false, new ExecutionStep.Stay() },
        { "it is withdrawn", new IncidentPhase.Withdrawn(Some.Noon), false, new ExecutionStep.Stay() },
        { "it is dismissed", new IncidentPhase.Dismissed(Some.Noon), true, new ExecutionStep.Stay() },
        { "it is part of another", new IncidentPhase.Merged(Some.Id("other"), Some.Noon), true, new ExecutionStep.Stay() },
    };

    public static TheoryData<IncidentPhase> WithAnotherPlan =>
    [
        new IncidentPhase.Approved(Tampered),
        new IncidentPhase.Executing(Tampered, 1, 2, null, Some.Noon),
        new IncidentPhase.OutcomeUnknown(Tampered, Intent(), Some.Noon),
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public void Follows_from_the_phase_and_the_time(string row, IncidentPhase phase, bool symptoms, ExecutionStep step) =>
        Assert.True(ExecutionStep.Of(Incident(phase, symptoms), Some.Noon, MaxAttempts) == step, row);

    [Theory]
    [MemberData(nameof(WithAnotherPlan))]
    public void Is_for_people_when_the_plan_is_not_the_one_that_was_approved(IncidentPhase phase)
    {
        var step = ExecutionStep.Of(Incident(phase, symptoms: true), Some.Noon, MaxAttempts);
        Assert.Contains(Plan.Hash[..12], Assert.IsType<ExecutionStep.HandOver>(step).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null, 10)]
    [InlineData(2, null, 20)]
    [InlineData(3, null, 40)]
    [InlineData(5, null, 60)]
    [InlineData(2_000_000_000, null, 60)]
    [InlineData(1, 5, 10)]
    [InlineData(1, 30, 30)]
    [InlineData(1, 3600, 60)]
    public void Pauses_double_up_to_the_longest_and_respect_what_the_other_side_asks_for(int attempt, int? asked, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            BackOff.Pause(
                TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), attempt, asked is null ? null : TimeSpan.FromSeconds(asked.Value)));

    private static ProposedPlan Planned(RemediationPlan plan) => new(plan, plan.Hash());

    private static IncidentPhase.Executing Acting(IncidentEvent.ActionStarted intent) => new(Plan, 1, 1, intent, Some.Noon);

    private static IncidentEvent.ActionStarted Intent(
        int attempt = 1, ActionProof proof = ActionProof.IdempotencyKey, DateTimeOffset? deadline = null) => new()
        {
            At = Some.Noon.AddMinutes(-1),
            ActionId = IncidentId.OfAction(Some.Id(), Plan.Hash, 1, attempt),
            EffectKey = IncidentId.OfEffect(Some.Id(), Plan.Hash, 1),
            PlanHash = Plan.Hash,
            Step = 1,
            Attempt = attempt,
            Action = "notify_only",
            Target = Some.Workload,
            BeforeState = ImmutableDictionary<string, string>.Empty,
            Proof = proof,
            Deadline = deadline ?? Some.Noon,
        };

    private static Incident Incident(IncidentPhase phase, bool symptoms)
    {
        var report = Some.Report(symptoms ? SymptomStatus.Firing : SymptomStatus.Cleared);
        return new Incident
        {
            Id = Some.Id(),
            Key = Some.Key(),
            Episode = 1,
            Title = "cart",
            OpenedAt = Some.Noon,
            Phase = phase,
            Symptoms = ImmutableSortedDictionary<string, TrackedSymptom>.Empty.Add(
                report.SymptomKey, new TrackedSymptom(report, report, "It opened the incident.")),
        };
    }
}
