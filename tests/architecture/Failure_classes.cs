using System.Reflection;
using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Analyzer.Tests;
using Pipeline.Collector.Alerts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Profiles;

namespace Pipeline.Architecture.Tests;

/// <summary>What the detector and the collector name, the analyzer can explain: they share the words only, no type.</summary>
public sealed class Failure_classes
{
    private static IEnumerable<string> OfMetrics => typeof(FailureClass).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(constant => constant.IsLiteral).Select(constant => (string)constant.GetRawConstantValue()!);

    [Fact]
    public void Seen_in_a_series_lead_to_a_cause_of_that_name_in_words_of_its_own()
    {
        var hypotheses = OfMetrics.ToDictionary(name => name, name => Explain(Case.Series(name, "some-metric", Signal.Saturation, "1", 0.2, 0.9, 0), name));
        Assert.Equal(hypotheses.Count, hypotheses.Values.Distinct().Count());
    }

    [Fact]
    public void Seen_in_an_alert_lead_to_a_cause_of_that_name() =>
        Assert.All(AlertClass.Known, known => Explain(Case.Alert(known.Value, known.Key), known.Value));

    [Fact]
    public void That_patterns_explain_are_all_named_by_somebody() => Assert.Empty(
        FailurePattern.BuiltIn.Select(pattern => pattern.Cause).Except(OfMetrics).Except(AlertClass.Known.Values));

    [Fact]
    public void Of_metrics_are_the_ones_that_the_profiles_give() => Assert.Empty(
        AllProfiles.SelectMany(profile => new[] { profile.Above, profile.FailureClassOf(above: false) }).Except(OfMetrics));

    private static IEnumerable<MetricProfile> AllProfiles => typeof(BuiltInProfiles).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
        .Select(profile => profile.GetValue(null)).OfType<MetricProfile>();

    /// <returns>The statement, without what is particular to the case.</returns>
    private static string Explain(SymptomReport report, string failureClass)
    {
        var diagnosis = new Diagnostician(Rulebook.BuiltIn).Diagnose(EvidenceGatherer.Gather(Case.Story(report), 1));
        var hypothesis = Assert.Single(diagnosis.Hypotheses, h => h.Cause == failureClass);
        Assert.Contains(report.Entity.ToString(), hypothesis.Statement, StringComparison.Ordinal);
        Assert.Contains(report.Metric, hypothesis.Statement, StringComparison.Ordinal);
        Assert.NotEmpty(hypothesis.EvidenceFor);
        Assert.NotEmpty(hypothesis.Missing);
        Assert.DoesNotContain("look at events, logs and recent changes", diagnosis.FirstLook, StringComparison.Ordinal);
        return hypothesis.Statement;
    }
}
