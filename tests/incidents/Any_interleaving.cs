using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Work;

namespace Pipeline.Incidents.Tests;

/// <summary>Arbitrary commands in arbitrary order, doubled, reordered, cut off by crashes: what must hold all the same.</summary>
public sealed class Any_interleaving
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(80);

    [Fact]
    public void Folds_to_the_same_projection_however_often_it_is_replayed() => Check(run =>
        Assert.Equivalent(run.Scenario.Incident, IncidentEvolution.Replay(run.Scenario.Facts), strict: true));

    [Fact]
    public void Never_has_two_effects_of_one_step() => Check(run =>
        Assert.All(run.Outside.Effects, effect => Assert.Equal(1, effect.Value)));

    [Fact]
    public void Never_acts_without_approval_of_that_very_plan() => Check(run =>
    {
        var approved = new HashSet<string>();
        foreach (var fact in run.Scenario.Facts)
        {
            if (fact is IncidentEvent.RemediationApproved approval)
                approved.Add(approval.PlanHash);
            if (fact is IncidentEvent.ActionStarted action)
                Assert.Contains(action.PlanHash, approved);
        }
    });

    [Fact]
    public void Never_has_two_actions_under_way() => Check(run =>
    {
        IncidentEvent.ActionStarted? underWay = null;
        foreach (var fact in run.Scenario.Facts)
        {
            if (fact is IncidentEvent.ActionStarted started)
            {
                Assert.Null(underWay);
                underWay = started;
            }
            else if (fact is IncidentEvent.ActionSucceeded or IncidentEvent.ActionFailed or IncidentEvent.ActionOutcomeUnknown)
            {
                underWay = null;
            }
        }
    });

    [Fact]
    public void Never_tries_an_unprovable_action_in_doubt_again() => Check(run =>
    {
        var inDoubt = new HashSet<Guid>();
        foreach (var fact in run.Scenario.Facts)
        {
            if (fact is IncidentEvent.ActionStarted { Proof: ActionProof.Unprovable } started)
                Assert.DoesNotContain(started.EffectKey, inDoubt);
            if (fact is IncidentEvent.ActionOutcomeUnknown lost)
            {
                inDoubt.Add(run.Scenario.Facts.OfType<IncidentEvent.ActionStarted>().Last(a => a.ActionId == lost.ActionId).EffectKey);
            }
            else if (fact is IncidentEvent.ActionFailed failed)
            {
                inDoubt.Remove(run.Scenario.Facts.OfType<IncidentEvent.ActionStarted>().Last(a => a.ActionId == failed.ActionId).EffectKey);
            }
        }
    });

    [Fact]
    public void Refuses_with_a_reason_and_without_facts() => Check(run =>
        Assert.All(run.Refusals, refusal => Assert.False(string.IsNullOrWhiteSpace(refusal.Reason))));

    [Fact]
    public void Doubles_nothing_when_every_command_comes_twice() => Check(run =>
        Assert.All(run.Doubled, facts => Assert.DoesNotContain(facts, f => f is
            IncidentEvent.ActionStarted or IncidentEvent.ActionSucceeded or IncidentEvent.RemediationApproved or
            IncidentEvent.RemediationProposed or IncidentEvent.IncidentResolved or IncidentEvent.IncidentOpened)));

    [Fact]
    public void Waits_for_people_or_symptoms_or_a_timer_and_never_for_nothing() => Check(run =>
    {
        if (IncidentWork.Of(run.Scenario.Incident) is null)
        {
            Assert.True(
                run.Scenario.Incident.Phase is IncidentPhase.Observing or IncidentPhase.Rejected or IncidentPhase.Escalated
                || (run.Scenario.Incident.Phase.IsClosed && run.Scenario.Incident.Summarised));
        }
    });

    [Fact]
    public void Comes_to_an_end_when_only_the_sweep_and_the_stages_go_on() => Check(run =>
    {
        run.Finish();
        Assert.True(
            IncidentWork.Of(run.Scenario.Incident) is null,
            $"It still waits for {IncidentWork.Of(run.Scenario.Incident)} in {run.Scenario.State}.");
    });

    private static void Check(Action<Run> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ListOf().ToArbitrary(), numbers =>
        {
            holds(Run.Of(numbers));
            return true;
        }).Check(Thorough);

    /// <summary>What actions do outside: counts effects by key, as a receiver that honours idempotency keys sees them.</summary>
    private sealed class Outside
    {
        public Dictionary<Guid, int> Effects { get; } = [];

        public void Act(IncidentEvent.ActionStarted action)
        {
            if (action.Proof == ActionProof.Unprovable || !Effects.ContainsKey(action.EffectKey))
                Effects[action.EffectKey] = Effects.GetValueOrDefault(action.EffectKey) + 1;
        }
    }

    private sealed class Run
    {
        private IncidentEvent.ActionStarted? _inMemory; // what a crash takes away
        private int _minute;

        public Scenario Scenario { get; } = new();

        public Outside Outside { get; } = new();

        public List<Decision.Refused> Refusals { get; } = [];

        public List<IReadOnlyList<IncidentEvent>> Doubled { get; } = [];

        public static Run Of(IEnumerable<int> numbers)
        {
            var run = new Run();
            run.Give(Some.Opening());
            foreach (var number in numbers)
                run.Step(number);
            return run;
        }

        /// <summary>Only timers go on: each stage does its part when it is due, executors crash no more.</summary>
        public void Finish()
        {
            for (var turn = 0; turn < 200 && IncidentWork.Of(Scenario.Incident) is { } work; turn++)
            {
                _minute = Math.Max(_minute + 1, (int)Math.Ceiling((work.DueAt - Some.Noon).TotalMinutes));
                DoStage(work.Stage);
            }
        }

        private void Step(int number)
        {
            _minute += number % 3;
            var choice = number / 3 % 20;
            var variant = number / 60 % 4;
            switch (choice)
            {
                case 0 or 1 or 2 or 3 or 4:
                    if (IncidentWork.Of(Scenario.Incident) is { } work)
                        DoStage(work.Stage);
                    break;
                case 5:
                    Give(Some.Reporting(Some.Report($"series:{variant}", (SymptomStatus)(number / 240 % 3), _minute), _minute));
                    break;
                case 6:
                    Give(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: _minute), _minute));
                    break;
                case 7:
                    Give(Some.Reporting(Some.Report(status: SymptomStatus.Firing, minute: _minute - variant), _minute));
                    break;
                case 8 or 9:
                    Give(Some.Approval(AnyHash(variant), variant == 2 ? Some.Ben : Some.Ana, _minute));
                    break;
                case 10:
                    Give(Some.Rejection(AnyHash(variant), _minute));
                    break;
                case 11 or 12:
                    Execute(crash: variant == 0);
                    break;
                case 13:
                    _inMemory = null; // kill -9
                    break;
                case 14:
                    Give(Some.Conclusion(attempt: variant + 1, minute: _minute));
                    break;
                case 15:
                    Give(new IncidentCommand.ExpireApproval { Now = Now });
                    break;
                case 16:
                    Give(new IncidentCommand.Reopen { Now = Now, By = Some.Ana, Reason = "once more" });
                    break;
                case 17:
                    Give(new IncidentCommand.Escalate { Now = Now, By = Some.Ana, Reason = "mine" });
                    break;
                case 18:
                    Give(variant < 2
                        ? new IncidentCommand.Dismiss { Now = Now, By = Some.Ana, Reason = "test" }
                        : new IncidentCommand.Resolve { Now = Now, By = Some.Ana, Reason = "done" });
                    break;
                default:
                    Give(new IncidentCommand.Verify { Now = Now });
                    break;
            }
        }

        private DateTimeOffset Now => Some.Noon.AddMinutes(_minute);

        private void DoStage(Stage stage)
        {
            switch (stage)
            {
                case Stage.Analysis:
                    Give(Some.Analysis(_minute));
                    if (Scenario.Incident.Phase is IncidentPhase.Analyzing analyzing && _minute % 4 != 0)
                        Give(Some.Conclusion(analyzing.Attempt, _minute, Some.Plan(analyzing.Attempt, changes: _minute % 2 == 0, steps: 1 + (_minute % 2))));
                    break;
                case Stage.Preflight:
                    Give(Some.Preflight(AnyHash(0), _minute));
                    break;
                case Stage.Decision:
                    Give(Some.Policy(AnyHash(0), (PolicyVerdict)(_minute % 4), _minute));
                    Give(new IncidentCommand.ExpireApproval { Now = Now });
                    break;
                case Stage.Execution:
                    Execute(crash: false);
                    break;
                case Stage.Verification:
                    Give(new IncidentCommand.Verify { Now = Now });
                    break;
                default:
                    Give(new IncidentCommand.Summarise { Now = Now, Text = "over" });
                    break;
            }
        }

        // an executor as the service has it: intent first, then the effect, then what came of it
        private void Execute(bool crash)
        {
            switch (Scenario.Incident.Phase)
            {
                case IncidentPhase.Executing { InFlight: { } action } when _inMemory is null && Now >= action.Deadline:
                    Give(Some.Loss(action.ActionId, _minute));
                    return;
                case IncidentPhase.OutcomeUnknown { Action: { Proof: ActionProof.Unprovable } }:
                    return;
            }

            var proof = _minute % 5 == 0 ? ActionProof.Unprovable : ActionProof.IdempotencyKey;
            var started = Give(Some.Acting(AnyHash(0), _minute, proof)).OfType<IncidentEvent.ActionStarted>().SingleOrDefault();
            if (started is null)
                return;
            _inMemory = started;
            if (_minute % 3 != 0)
                Outside.Act(started);
            if (crash)
            {
                _inMemory = null;
                return;
            }

            var took = Outside.Effects.ContainsKey(started.EffectKey);
            Give(took ? Some.Effect(started.ActionId, _minute) : Some.Failure(started.ActionId, _minute, retry: true));
            _inMemory = null;
        }

        private string AnyHash(int variant) =>
            variant == 3 ? new string('f', 64) : Scenario.Facts.OfType<IncidentEvent.RemediationProposed>().LastOrDefault()?.PlanHash ?? "";

        private IReadOnlyList<IncidentEvent> Give(IncidentCommand command)
        {
            var decision = Scenario.Try(command);
            var again = Scenario.Try(command); // every command comes twice
            Doubled.Add((again as Decision.Accepted)?.Facts ?? []);
            if (decision is Decision.Refused refused)
                Refusals.Add(refused);
            return (decision as Decision.Accepted)?.Facts ?? [];
        }
    }
}
