using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;

namespace Pipeline.Incidents.Tests;

public sealed class Analysing
{
    [Fact]
    public void Is_taken_on_by_one_replica_until_its_deadline()
    {
        var scenario = Scenario.Opened();
        Assert.Single(scenario.Do(Some.Analysis()));
        Assert.Empty(scenario.Do(Some.Analysis(minute: 1)));
        Assert.Equal(2, Assert.IsType<IncidentEvent.AnalysisStarted>(Assert.Single(scenario.Do(Some.Analysis(minute: 2)))).Attempt);
    }

    [Fact]
    public void Of_an_attempt_that_was_overtaken_is_refused()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Analysis());
        scenario.Do(Some.Analysis(minute: 2));
        Assert.Equal(RefusalKind.NotCurrent, scenario.Refused(Some.Conclusion(attempt: 1, minute: 3)).Kind);
        scenario.Do(Some.Conclusion(attempt: 2, minute: 3));
        Assert.Equal("proposed", scenario.State);
    }

    [Fact]
    public void Ends_with_people_after_the_last_attempt()
    {
        var scenario = Scenario.Opened();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            scenario.Do(Some.Analysis(minute: attempt * 10));
            scenario.Do(new IncidentCommand.FailAnalysis
            {
                Now = Some.Noon.AddMinutes(attempt * 10),
                Attempt = attempt,
                Reason = "out of memory",
                RetryAfter = TimeSpan.FromMinutes(1),
            });
        }

        scenario.Do(Some.Analysis(minute: 60));
        Assert.Equal("escalated", scenario.State);
    }

    [Fact]
    public void Without_a_plan_says_who_must_act()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Analysis());
        var conclusion = Some.Conclusion() with { Plan = null };
        Assert.Equal(RefusalKind.Invalid, scenario.Refused(conclusion).Kind);
        scenario.Do(conclusion with { WhoMustAct = "The owner of shop must raise the quota." });
        Assert.Equal("escalated", scenario.State);
    }

    [Fact]
    public void Refuses_a_hypothesis_without_evidence_or_with_evidence_that_nobody_gathered()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Analysis());
        var conclusion = Some.Conclusion();
        var hypothesis = conclusion.Hypotheses[0];
        Assert.Contains("no evidence", scenario.Refused(conclusion with { Hypotheses = [hypothesis with { EvidenceFor = [] }] }).Reason, StringComparison.Ordinal);
        Assert.Contains("E9", scenario.Refused(conclusion with { Hypotheses = [hypothesis with { EvidenceFor = ["E9"] }] }).Reason, StringComparison.Ordinal);
        Assert.Contains("confidence", scenario.Refused(conclusion with { Hypotheses = [hypothesis with { Confidence = double.NaN }] }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_refuted_hypotheses_in_the_stream_and_out_of_the_ranking()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Analysis());
        var conclusion = Some.Conclusion();
        scenario.Do(conclusion with
        {
            Hypotheses = [.. conclusion.Hypotheses, conclusion.Hypotheses[0] with { Id = "H1.2", EvidenceAgainst = ["E1.1"] }],
            Refuted = new Dictionary<string, string> { ["H1.2"] = "The error rate did not change." },
        });
        Assert.Equal(2, scenario.Facts.OfType<IncidentEvent.HypothesisProposed>().Count());
        Assert.Equal("H1.2", Assert.Single(scenario.Facts.OfType<IncidentEvent.HypothesisRefuted>()).HypothesisId);
        Assert.Equal("H1.1", Assert.Single(scenario.Incident.Hypotheses).Id);
    }
}
