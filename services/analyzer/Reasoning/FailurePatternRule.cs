using System.Globalization;
using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Words;
using Pipeline.Contracts;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>Suspects the failure that symptoms of its class speak of.</summary>
public sealed class FailurePatternRule(FailurePattern pattern) : IHypothesisRule
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public IEnumerable<Suspicion> Suspect(CaseFile file)
    {
        var own = file.Exhibits.Where(e => e.FailureClass == pattern.Cause).ToList();
        if (own.Count == 0)
            yield break;
        // what is there says more than what is foreseen, and a series more than an alert about it: numbers before and after
        var leading = own.Find(e => !e.Symptom.IsAlert && !IsForeseen(e)) ?? own.Find(e => !IsForeseen(e)) ?? own[0];
        var gone = Disappearance.Refutes(own, file);
        var entity = EntityOf(own, file);
        yield return new Suspicion
        {
            Cause = pattern.Cause,
            Entity = entity,
            Statement = Statement(leading, own, entity),
            Clues =
            [
                new(leading.EvidenceId, pattern.Prior),
                .. Strength(leading),
                .. own.Where(e => e != leading).Select(e => new Clue(e.EvidenceId, e.Symptom.IsAlert ? Weights.AlertAgrees : Weights.OneMore)),
                .. Precedence.Clues(own, file),
                .. own.Where(e => e.GapEvidenceId is not null && pattern.Cause != FailurePattern.DataMissing)
                    .Select(e => new Clue(e.GapEvidenceId!, Weights.DataMissing, Side.Against)),
                .. gone ? Disappearance.Clues(own) : [],
            ],
            WouldSettle = pattern.WouldSettle,
            FirstLook = pattern.FirstLook,
            Refutation = gone ? Disappearance.Reason(pattern.Cause) : null,
        };
    }

    private static bool IsForeseen(Exhibit exhibit) => exhibit.Symptom.First.PredictedFor is not null;

    private static IEnumerable<Clue> Strength(Exhibit leading)
    {
        var (symptom, id) = (leading.Symptom, leading.EvidenceId);
        if (symptom.First.Threshold is not null && !IsForeseen(leading))
            yield return new Clue(id, Weights.LimitCrossed);
        if (symptom.Window?.Factor is >= 2 or <= 0.5 || Math.Abs(symptom.First.Score ?? 0) >= 8)
            yield return new Clue(id, Weights.LargeChange);
        if (symptom.Duration >= Long)
            yield return new Clue(id, Weights.Lasting);
    }

    /// <summary>The one that shows it; the owner when several do.</summary>
    private static EntityRef EntityOf(List<Exhibit> own, CaseFile file)
    {
        var entities = own.Select(e => e.Symptom.First.Entity).Distinct().ToList();
        return entities.Count == 1 ? entities[0] : file.Story.Incident.Key.Owner;
    }

    private string Statement(Exhibit leading, List<Exhibit> own, EntityRef entity)
    {
        var more = own.Count == 1
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; {own.Count - 1} further {(own.Count == 2 ? "symptom says" : "symptoms say")} the same");
        var foreseen = IsForeseen(leading) ? "Foreseen, and not there yet: " : "";
        return $"{foreseen}{Sentence.About(pattern.Sentence, entity)}: {SymptomWords.InShort(leading.Symptom)}{more}.";
    }
}
