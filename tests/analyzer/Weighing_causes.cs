using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reading;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Tests;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Tests;

public sealed class Weighing_causes
{
    [Theory]
    [InlineData("cpu-saturation", "cpu-utilization", Certainty.Likely)]
    [InlineData("memory-saturation", "memory-utilization", Certainty.Likely)]
    [InlineData("disk-saturation", "disk-utilization", Certainty.Likely)]
    [InlineData("network-errors", "network-errors", Certainty.Likely)]
    [InlineData("restarts", "restart-count", Certainty.Likely)]
    [InlineData("data-missing", "cpu-utilization", Certainty.Likely)]
    [InlineData("error-burst", "error-ratio", Certainty.Unknown)]
    [InlineData("high-latency", "request-latency-p95", Certainty.Unknown)]
    [InlineData("traffic-drop", "request-rate", Certainty.Unknown)]
    [InlineData("metric-anomaly", "queue-length", Certainty.Unknown)]
    public void A_single_strong_symptom_is_called_likely_only_where_it_is_mostly_a_cause(string failureClass, string metric, Certainty certainty)
    {
        var diagnosis = Diagnose(Case.Series(failureClass, metric, Signal.Saturation, "1", 0.2, 0.9, 0));
        Assert.Equal((failureClass, certainty), (diagnosis.Hypotheses[0].Cause, diagnosis.Certainty));
        Assert.Equal(certainty == Certainty.Likely ? failureClass : null, diagnosis.Leading?.Cause);
        Assert.Equal(certainty == Certainty.Unknown, diagnosis.Hypotheses.Any(h => h.Cause == "unknown"));
    }

    [Fact]
    public void What_is_foreseen_is_said_to_be_foreseen_and_counts_as_no_limit_crossed()
    {
        var full = Case.Series("disk-saturation", "volume-utilization", Signal.Saturation, "1", 0.5, 0.6, 0) with { Threshold = 1 };
        var there = Assert.Single(Diagnose(full).Hypotheses, h => h.Cause == "disk-saturation");
        var foreseen = Assert.Single(Diagnose(full with { PredictedFor = Some.Noon.AddHours(5) }).Hypotheses, h => h.Cause == "disk-saturation");
        Assert.StartsWith("Foreseen, and not there yet: ", foreseen.Statement, StringComparison.Ordinal);
        Assert.True(foreseen.Confidence < there.Confidence);
    }

    [Fact]
    public void The_numbers_can_be_recomputed_by_hand()
    {
        // 1 - (1 - 0.55)(1 - 0.15 limit)(1 - 0.1 doubled)(1 - 0.1 lasting)
        var hypothesis = Assert.Single(Diagnose(Case.Cpu()).Hypotheses);
        Assert.Equal(0.69, hypothesis.Confidence);
        Assert.Equal(
            "shop/Pod/cart-7c9d5b6f8-x2x9k runs out of CPU: cpu-utilization 97 % since 2026-11-20 12:00:00 UTC (12 min), 21 % before.",
            hypothesis.Statement);
        Assert.Equal(["E1.1"], hypothesis.EvidenceFor);
    }

    [Fact]
    public void What_came_first_is_the_cause_and_what_came_later_its_effect()
    {
        var diagnosis = Diagnose(Case.Cpu(0), Case.Latency(4));
        var (cpu, latency) = (diagnosis.Hypotheses[0], diagnosis.Hypotheses[1]);
        Assert.Equal(("cpu-saturation", "high-latency"), (cpu.Cause, latency.Cause));
        Assert.Contains("E1.3", cpu.EvidenceFor);
        Assert.Contains("E1.3", latency.EvidenceAgainst);
        Assert.Equal("cpu-saturation", diagnosis.Leading?.Cause);
    }

    [Fact]
    public void Onsets_within_one_step_say_nothing_of_cause_and_effect() =>
        Assert.All(Diagnose(Case.Cpu(0), Case.Latency(0.5)).Hypotheses, h => Assert.DoesNotContain("E1.3", h.EvidenceFor.Concat(h.EvidenceAgainst)));

    [Fact]
    public void More_traffic_before_a_shortage_is_its_cause()
    {
        var leading = Diagnose(Case.Traffic(0), Case.Cpu(3)).Leading;
        Assert.Equal("traffic-surge", leading?.Cause);
        Assert.Equal(["E1.1", "E1.2", "E1.3"], leading!.EvidenceFor);
        Assert.Equal(
            "shop/Pod/cart-7c9d5b6f8-x2x9k gets more traffic than it can serve: request-rate 120 /s since 2026-11-20 12:00:00 UTC (12 min), 40 /s before; "
            + "then cpu-saturation: cpu-utilization 97 % since 2026-11-20 12:03:00 UTC (12 min), 21 % before.",
            leading.Statement);
    }

    [Fact]
    public void More_traffic_after_the_shortage_is_ruled_out_and_stays_on_record()
    {
        var diagnosis = Diagnose(Case.Cpu(0), Case.Traffic(5));
        Assert.Equal("cpu-saturation", diagnosis.Leading?.Cause);
        var refuted = Assert.Single(diagnosis.Hypotheses, h => h.Cause == "traffic-surge");
        Assert.Equal(
            "The traffic rose after cpu-saturation began (2026-11-20 12:05:00 UTC after 2026-11-20 12:00:00 UTC): it cannot have caused it.",
            diagnosis.Refuted[refuted.Id]);
        Assert.Equal(["E1.3"], refuted.EvidenceAgainst);
    }

    [Fact]
    public void An_alert_that_says_the_same_makes_it_more_likely()
    {
        var (alone, both) = (Diagnose(Case.Cpu()), Diagnose(Case.Cpu(), Case.Alert("cpu-saturation", "CPUThrottlingHigh")));
        Assert.True(both.Leading!.Confidence > alone.Leading!.Confidence);
        Assert.Equal(["E1.1", "E1.2"], both.Leading.EvidenceFor.Order());
    }

    [Fact]
    public void Several_pods_make_it_the_owners_trouble()
    {
        var leading = Diagnose(Case.Cpu(0, "cart-1"), Case.Cpu(0, "cart-2"), Case.Cpu(0, "cart-3")).Leading!;
        Assert.Equal(Some.Workload, leading.Entity);
        Assert.EndsWith("; 2 further symptoms say the same.", leading.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_of_an_unknown_kind_is_passed_on_with_its_own_words()
    {
        var diagnosis = Diagnose(Case.Alert("queue-stuck", "QueueStuck"));
        Assert.Equal(("queue-stuck", Certainty.Likely, 0.5), (diagnosis.Leading?.Cause, diagnosis.Certainty, diagnosis.Leading!.Confidence));
        Assert.Equal(
            "The alert QueueStuck says of shop/Pod/cart-7c9d5b6f8-x2x9k, since 2026-11-20 12:00:00 UTC: The queue is stuck.", diagnosis.Leading.Statement);
        Assert.Equal("follow the alert's runbook: https://runbooks.example/queue", diagnosis.FirstLook);
    }

    [Theory]
    [InlineData("OOMKilled", "memory-limit-reached", Certainty.Likely)]
    [InlineData("ImagePullBackOff", "image-pull-failing", Certainty.Likely)]
    [InlineData("ErrImageNeverPull", "image-never-pull", Certainty.RootCause)]
    [InlineData("InvalidImageName", "image-name-invalid", Certainty.RootCause)]
    public void Only_a_reason_that_is_the_mechanism_is_called_root_cause(string reason, string cause, Certainty certainty)
    {
        var diagnosis = Diagnose(Case.Alert("container-waiting", "KubeContainerWaiting", reason));
        Assert.Equal((cause, certainty), (diagnosis.Leading?.Cause, diagnosis.Certainty));
        Assert.StartsWith(certainty == Certainty.RootCause ? "Root cause: " : "Likely: ", diagnosis.Conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_weaken_what_they_are_missing_of()
    {
        var facts = Case.Of(Case.Cpu()).Append(new SymptomDataMissing
        {
            At = Some.Noon.AddMinutes(14),
            Report = Case.Cpu() with { Status = SymptomStatus.Missing, ObservedAt = Some.Noon.AddMinutes(14), Window = null, Value = null },
        });
        var weakened = Diagnose(IncidentStory.Of([.. facts])).Hypotheses[0];
        Assert.Equal((0.55, "E1.2"), (weakened.Confidence, Assert.Single(weakened.EvidenceAgainst)));
    }

    [Fact]
    public void What_went_away_while_the_trouble_stayed_is_ruled_out()
    {
        var facts = Case.Of(Case.Cpu(0), Case.Latency(4)).Append(new SymptomCleared
        {
            At = Some.Noon.AddMinutes(15),
            Report = Case.Cpu(0) with { Status = SymptomStatus.Cleared, ObservedAt = Some.Noon.AddMinutes(15), Window = null },
        });
        var diagnosis = Diagnose(IncidentStory.Of([.. facts]));
        var cpu = diagnosis.Hypotheses.Single(h => h.Cause == "cpu-saturation");
        Assert.Equal("The signs of cpu-saturation went away while other symptoms stayed: it does not explain them.", diagnosis.Refuted[cpu.Id]);
        Assert.Equal("high-latency", diagnosis.Hypotheses[0].Cause);
    }

    [Fact]
    public void Two_causes_that_fit_equally_well_are_no_answer()
    {
        var memory = Case.Series("memory-saturation", "memory-utilization", Signal.Saturation, "1", 0.2, 0.97, 0) with { Threshold = 0.9 };
        var diagnosis = Diagnose(Case.Cpu(), memory);
        Assert.Equal((Certainty.Unknown, null), (diagnosis.Certainty, diagnosis.Leading));
        Assert.StartsWith(
            "The cause is not known: cpu-saturation (0.69) and memory-saturation (0.69) fit about equally well.", diagnosis.Conclusion, StringComparison.Ordinal);
    }

    private static Diagnosis Diagnose(params IEnumerable<SymptomReport> reports) => Diagnose(Case.Story(reports));

    private static Diagnosis Diagnose(IncidentStory story) =>
        new Diagnostician(Rulebook.BuiltIn).Diagnose(EvidenceGatherer.Gather(story, 1));
}
