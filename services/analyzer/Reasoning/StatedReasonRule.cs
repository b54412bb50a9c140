using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Words;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>Takes the reason that Kubernetes stated and an alert hands on.</summary>
public sealed class StatedReasonRule : IHypothesisRule
{
    /// <inheritdoc/>
    public IEnumerable<Suspicion> Suspect(CaseFile file) =>
        from reason in StatedReason.Known
        from exhibit in file.Exhibits
        where exhibit.Symptom.First.Labels.GetValueOrDefault(StatedReason.Label) == reason.Reason
        group exhibit by reason.Cause into found
        let reason = StatedReason.Known.First(r => r.Cause == found.Key)
        select Of(reason, [.. found]);

    private static Suspicion Of(StatedReason reason, List<Exhibit> exhibits)
    {
        var first = exhibits[0].Symptom.First;
        return new Suspicion
        {
            Cause = reason.Cause,
            Entity = first.Entity,
            Statement = $"{Sentence.About(reason.Sentence, first.Entity)}: {first.Metric} states {first.Labels[StatedReason.Label]} since {Times.Moment(first.StartedAt)}.",
            Clues =
            [
                .. exhibits.Select((e, index) => index == 0
                    ? new Clue(e.EvidenceId, reason.IsMechanism ? Weights.StatedMechanism : Weights.StatedReason, ShowsMechanism: reason.IsMechanism)
                    : new Clue(e.EvidenceId, Weights.OneMore)),
            ],
            WouldSettle = reason.IsMechanism ? [] : ["the pod's events", "the previous container's log"],
            FirstLook = reason.FirstLook,
        };
    }
}
