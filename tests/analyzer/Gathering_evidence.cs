using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reading;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Tests;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Tests;

public sealed class Gathering_evidence
{
    [Fact]
    public void A_series_is_told_in_numbers_with_units()
    {
        var evidence = EvidenceGatherer.Gather(Case.Story(Case.Cpu()), attempt: 2).Evidence[0];
        Assert.Equal(("E2.1", "metric-window", "stream", EvidenceStatus.Found), (evidence.Id, evidence.Kind, evidence.Source, evidence.Status));
        Assert.Equal(
            "cpu-utilization of shop/Pod/cart-7c9d5b6f8-x2x9k: 97 %, 21 % before. Limit 90 % exceeded. "
            + "Since 2026-11-20 12:00:00 UTC, seen for 12 min. Highest 97 % at 12:00:00. Detected because: cpu-utilization is unlike before",
            evidence.Content);
        Assert.Equal(
            "recorded reports of series:demo|shop/Pod/cart-7c9d5b6f8-x2x9k|cpu-utilization| from prometheus, with its window", evidence.Query);
        Assert.Matches("^[0-9a-f]{64}$", evidence.ContentHash);
    }

    [Fact]
    public void An_alert_is_told_with_its_annotations()
    {
        var evidence = EvidenceGatherer.Gather(Case.Story(Case.Alert("queue-stuck", "QueueStuck", "Stuck")), 1).Evidence[0];
        Assert.Equal("alert", evidence.Kind);
        Assert.Equal(
            """
            Alert QueueStuck (critical) on shop/Pod/cart-7c9d5b6f8-x2x9k. Since 2026-11-20 12:00:00 UTC, seen for 1 min.
            It says: QueueStuck fires
            Annotation runbook_url: https://runbooks.example/queue
            Annotation summary: The queue is stuck.
            Label reason: Stuck
            """,
            evidence.Content);
    }

    [Fact]
    public void Several_symptoms_have_an_order()
    {
        var file = EvidenceGatherer.Gather(Case.Story(Case.Latency(4), Case.Cpu(0)), 1);
        var timeline = Assert.Single(file.Evidence, e => e.Id == file.TimelineId);
        Assert.Equal(
            """
            Order of the symptoms:
            2026-11-20 12:00:00 UTC cpu-saturation of shop/Pod/cart-7c9d5b6f8-x2x9k (cpu-utilization)
            2026-11-20 12:04:00 UTC high-latency of shop/Pod/cart-7c9d5b6f8-x2x9k (request-latency-p95)
            """,
            timeline.Content);
    }

    [Fact]
    public void Missing_data_are_evidence_of_their_own_and_said()
    {
        var facts = Case.Of(Case.Cpu()).Append(new SymptomDataMissing
        {
            At = Some.Noon.AddMinutes(15),
            Report = Case.Cpu() with
            {
                Status = SymptomStatus.Missing,
                ObservedAt = Some.Noon.AddMinutes(14),
                Reason = "connection refused",
                Window = null,
                Value = null,
            },
        });
        var file = EvidenceGatherer.Gather(IncidentStory.Of([.. facts]), 1);
        var gap = file.Evidence[1];
        Assert.Equal(("missing-data", EvidenceStatus.NothingThere), (gap.Kind, gap.Status));
        Assert.Equal(
            "No data of cpu-utilization of shop/Pod/cart-7c9d5b6f8-x2x9k in 1 observations, last at 2026-11-20 12:14:00 UTC: connection refused",
            gap.Content);
        Assert.Equal(
            [
                "The cluster was not asked: events, logs, rollouts and configuration of shop/Deployment/cart are not known.",
                "Data of cpu-utilization of shop/Pod/cart-7c9d5b6f8-x2x9k are missing in part (E1.2).",
            ],
            file.Missing);
    }

    [Fact]
    public void What_was_decided_before_is_evidence()
    {
        var facts = Case.Of(Case.Cpu()).Append(new RemediationRejected
        {
            At = Some.Noon.AddMinutes(30),
            PlanHash = new string('a', 64),
            By = Some.Ana,
            Reason = "Not during the sale.",
            Channel = "cli",
        });
        var history = EvidenceGatherer.Gather(IncidentStory.Of([.. facts]), 2).Evidence[^1];
        Assert.Equal(
            ("incident-history", "2026-11-20 12:30:00 UTC ana rejected plan aaaaaaaaaaaa: Not during the sale."), (history.Kind, history.Content));
    }

    [Fact]
    public void Of_very_many_symptoms_the_most_urgent_are_looked_at_and_the_rest_is_said()
    {
        var many = Enumerable.Range(0, 60).Select(i => Case.Cpu(i, $"cart-{i}") with { Severity = i == 59 ? Severity.Critical : Severity.Info });
        var file = EvidenceGatherer.Gather(Case.Story(many), 1);
        Assert.Equal(EvidenceGatherer.MostSymptoms, file.Exhibits.Count);
        Assert.Contains(file.Exhibits, e => e.Symptom.First.Entity.Name == "cart-59");
        Assert.Contains("20 less urgent symptoms were not looked at.", file.Missing);
    }

    [Fact]
    public void Times_of_different_clocks_are_not_compared_in_silence()
    {
        var recorded = Case.Latency(-500) with { Clock = SourceClock.Recorded, Source = "csv:old.csv" };
        var file = EvidenceGatherer.Gather(Case.Story(Case.Cpu(), recorded), 1);
        Assert.EndsWith(
            "They come from different clocks: their order is compared within one source only.",
            file.Evidence.Single(e => e.Id == file.TimelineId).Content, StringComparison.Ordinal);
    }
}
