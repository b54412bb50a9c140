using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Actions.Catalogue;
using Pipeline.Analyzer.Planning;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Tests;
using Pipeline.Masking;

namespace Pipeline.Analyzer.Tests;

public sealed class Analysing_the_same_stream
{
    private static readonly string[] Classes =
        ["cpu-saturation", "memory-saturation", "high-latency", "error-burst", "traffic-surge", "restarts", "data-missing", "never-heard-of"];

    [Fact]
    public void Gives_the_same_analysis_which_the_incident_accepts() =>
        Prop.ForAll(Streams().ToArbitrary(), facts =>
        {
            var (one, other) = (Analyse(facts), Analyse(facts));
            var decision = IncidentDecider.Decide(IncidentEvolution.Replay(facts), one);
            return JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other)
                && one.Plan?.Hash() == other.Plan?.Hash()
                && decision is Decision.Accepted { Facts.Count: > 0 };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Is_never_certain_and_never_says_root_cause_of_metrics_alone() =>
        Prop.ForAll(Streams().ToArbitrary(), facts =>
        {
            var analysis = Analyse(facts);
            return analysis.Hypotheses.All(h => h.Confidence is > 0 and < 1 && h.EvidenceFor.Count > 0)
                && analysis.Certainty != Certainty.RootCause
                && (analysis.Certainty == Certainty.Unknown) == (analysis.HypothesisId is null)
                && analysis.Missing.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Gen<IReadOnlyList<IncidentEvent>> Streams() =>
        from count in Gen.Choose(1, 6)
        from reports in Reports().ListOf(count)
        select Case.Of(reports.DistinctBy(r => r.SymptomKey));

    private static Gen<SymptomReport> Reports() =>
        from failureClass in Gen.Elements(Classes)
        from signal in Gen.Elements(Enum.GetValues<Signal>())
        from clock in Gen.Elements(SourceClock.Live, SourceClock.Recorded)
        from pod in Gen.Elements("cart-1", "cart-2", "cart-3")
        from onset in Gen.Choose(-30, 30)
        from before in Gen.Choose(-3, 100)
        from after in Gen.Choose(-3, 1_000)
        from window in Gen.Elements(true, true, false)
        select Case.Series(failureClass, $"metric-of-{failureClass}", signal, "1", before, after, onset, pod) is var report && window
            ? report with { Clock = clock }
            : report with { Clock = clock, Window = null };

    private static IncidentCommand.CompleteAnalysis Analyse(IReadOnlyList<IncidentEvent> facts)
    {
        var masker = Masker.Create(MaskingKey.FromBase64(Convert.ToBase64String(new byte[32]), "test"), new MaskingOptions());
        var planner = new Planner(ActionCatalogue.BuiltIn, new PlanningMeans(CanNotify: true));
        return new Analyst(Rulebook.BuiltIn, planner, masker).Analyse(facts, 1, Some.Noon).Command;
    }
}
