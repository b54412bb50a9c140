using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reading;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>Suspects more traffic behind a resource that ran short; rules it out when the traffic rose only afterwards.</summary>
public sealed class TrafficSurgeRule : IHypothesisRule
{
    /// <summary>A rise of less than a third explains no shortage.</summary>
    private const double Rise = 4 / 3.0;

    private static readonly string[] Effects = ["cpu-saturation", "memory-saturation", "high-latency", "error-burst"];

    /// <inheritdoc/>
    public IEnumerable<Suspicion> Suspect(CaseFile file)
    {
        var surge = file.Exhibits.FirstOrDefault(e => IsSurge(e.Symptom));
        var effects = file.Exhibits
            .Where(e => Effects.Contains(e.FailureClass) && surge is not null && e.Symptom.SharesClockWith(surge.Symptom))
            .ToList();
        if (surge is null || file.TimelineId is not { } timeline || effects.Count == 0)
            yield break;
        var effect = effects[0];
        var late = Precedence.Before(effect.Symptom, surge.Symptom);
        var said = $"{SymptomWords.InShort(surge.Symptom)}; then {effect.FailureClass}: {SymptomWords.InShort(effect.Symptom)}";
        yield return new Suspicion
        {
            Cause = FailurePattern.TrafficSurge,
            Entity = surge.Symptom.First.Entity,
            Statement = late
                ? $"{surge.Symptom.First.Entity} got more traffic than it can serve: {SymptomWords.InShort(surge.Symptom)}."
                : $"{surge.Symptom.First.Entity} gets more traffic than it can serve: {said}.",
            Clues =
            [
                new(surge.EvidenceId, Weights.SurgeBefore),
                .. effects.Take(1).Select(e => new Clue(e.EvidenceId, Weights.SurgeEffect)),
                new(timeline, late ? Weights.CameLater : Weights.CameFirst, late ? Side.Against : Side.For),
            ],
            WouldSettle = ["who sends the traffic", "requests per replica"],
            FirstLook = "see who sends the traffic and whether it is wanted, then whether there are enough replicas for it",
            Refutation = late
                ? $"The traffic rose after {effect.FailureClass} began ({Words.Times.Moment(surge.Symptom.Onset)} after {Words.Times.Moment(effect.Symptom.Onset)}): it cannot have caused it."
                : null,
        };
    }

    private static bool IsSurge(SymptomHistory symptom) =>
        symptom.First.FailureClass == FailurePattern.TrafficSurge
        || (symptom.First.Signal == Signal.Traffic && symptom.Window is { Rises: true, Factor: >= Rise });
}
