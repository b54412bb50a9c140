using Pipeline.Analyzer.Reading;
using Pipeline.Analyzer.Summaries;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Tests;
using static Pipeline.Incidents.Commands.IncidentCommand;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Tests;

public sealed class Summarising
{
    [Fact]
    public void Tells_the_whole_story()
    {
        var plan = Some.Plan(changes: false);
        var hash = plan.Hash();
        List<IncidentEvent> facts = [];
        Apply(facts, Some.Opening() with { Report = Case.Cpu() });
        Apply(facts, Some.Reporting(Case.Latency(4), 4));
        Apply(facts, Some.Analysis(5));
        Apply(facts, Some.Conclusion(minute: 6, plan: plan) with
        {
            Conclusion = "Likely: shop/Deployment/cart runs out of CPU.",
            Certainty = Certainty.Likely,
            Missing = ["The cluster was not asked."],
        });
        Apply(facts, Some.Preflight(hash, 7));
        Apply(facts, Some.Policy(hash, minute: 8));
        Apply(facts, Some.Approval(hash, minute: 9) with { Comment = "go" });
        Apply(facts, Some.Acting(hash, 10));
        Apply(facts, Some.Effect(facts.OfType<ActionStarted>().Single().ActionId, 11));
        foreach (var report in new[] { Case.Cpu(), Case.Latency(4) })
            Apply(facts, Some.Reporting(report with { Status = SymptomStatus.Cleared, ObservedAt = Some.Noon.AddMinutes(25), Window = null, Reason = "within limits for 5 min" }, 25));
        Assert.Equal(
            $"""
            cpu-saturation of shop/Deployment/cart in demo: recovered by itself after 25 min.
            Opened 2026-11-20 12:00:00 UTC, warning, episode 1.

            Seen:
            - shop/Pod/cart-7c9d5b6f8-x2x9k: cpu-utilization 97 % since 2026-11-20 12:00:00 UTC (25 min), 21 % before; gone 2026-11-20 12:25:00 UTC
            - shop/Pod/cart-7c9d5b6f8-x2x9k: request-latency-p95 800 ms since 2026-11-20 12:04:00 UTC (21 min), 90 ms before; gone 2026-11-20 12:25:00 UTC

            Why: Likely: shop/Deployment/cart runs out of CPU.
            Not known: The cluster was not asked.

            Decided:
            - 2026-11-20 12:06:00 UTC plan {hash[..12]} proposed: notify_only, risk none
            - 2026-11-20 12:08:00 UTC policy says approval (rule default)
            - 2026-11-20 12:09:00 UTC ana approved over cli: go

            Done:
            - 2026-11-20 12:11:00 UTC notify_only on shop/Deployment/cart: HTTP 200
            - 2026-11-20 12:25:00 UTC recovery seen: cpu-utilization 0.97 1: within limits for 5 min; request-latency-p95 0.8 s: within limits for 5 min

            End: 2026-11-20 12:25:00 UTC. Every symptom is gone; nothing that the plan did can claim it.
            """,
            IncidentSummary.Of(IncidentStory.Of(facts)));
    }

    [Fact]
    public void Says_that_nothing_was_done_when_nothing_was()
    {
        List<IncidentEvent> facts = [];
        Apply(facts, Some.Opening());
        Apply(facts, new Dismiss { Now = Some.Noon.AddMinutes(3), By = Some.Ana, Reason = "A load test." });
        Assert.Equal(
            """
            cpu-saturation of shop/Deployment/cart in demo: dismissed by ana after 3 min.
            Opened 2026-11-20 12:00:00 UTC, critical, episode 1.

            Seen:
            - shop/Pod/cart-7c9d5b6f8-x2x9k: cpu-utilization 97 % since 2026-11-20 12:00:00 UTC (0 s), 21 % before; not seen to go

            Why: no analysis was completed.

            Done: nothing.

            End: 2026-11-20 12:03:00 UTC. A load test.
            """,
            IncidentSummary.Of(IncidentStory.Of(facts)));
    }

    [Fact]
    public void Stays_short_however_long_the_story()
    {
        List<IncidentEvent> facts = [];
        Apply(facts, Some.Opening());
        for (var i = 0; i < 200; i++)
            Apply(facts, new AddComment { Now = Some.Noon.AddMinutes(i), By = Some.Ana, Text = new string('x', 2_000) });
        Apply(facts, new Resolve { Now = Some.Noon.AddHours(5), By = Some.Ana, Reason = "done" });
        Assert.True(IncidentSummary.Of(IncidentStory.Of(facts)).Length <= 8_000);
    }

    private static void Apply(List<IncidentEvent> facts, Incidents.Commands.IncidentCommand command) =>
        facts.AddRange(Assert.IsType<Decision.Accepted>(IncidentDecider.Decide(IncidentEvolution.Replay(facts), command)).Facts);
}
