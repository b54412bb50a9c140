using System.Text;
using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Planning;
using Pipeline.Analyzer.Reading;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Analyzer.Words;
using Pipeline.Canonical;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Events;
using Pipeline.Masking;

namespace Pipeline.Analyzer;

/// <summary>Turns a stream into an analysis: gathers, diagnoses, plans. Pure: the same stream gives the same analysis.</summary>
public sealed class Analyst(Rulebook rules, Planner planner, Masker masker)
{
    /// <summary>Characters of an evidence's content that stand in the event; the whole goes to the payloads.</summary>
    private const int LongestContent = 4_096;

    private const int LongestStatement = 2_000;
    private const int LongestConclusion = 4_000;
    private const int LongestMissing = 500;
    private const int MostMissing = 30;

    /// <summary>Analyses an incident.</summary>
    /// <param name="facts">The whole stream.</param>
    /// <param name="attempt">Which analysis it is, from 1.</param>
    /// <param name="now">When the analysis was handed in; nothing else depends on it.</param>
    public FinishedAnalysis Analyse(IReadOnlyList<IncidentEvent> facts, int attempt, DateTimeOffset now)
    {
        var file = EvidenceGatherer.Gather(IncidentStory.Of(facts), attempt);
        var mask = masker.ForIncident(file.Story.Incident.Id);
        var diagnosis = Masked(new Diagnostician(rules).Diagnose(file), mask);
        var proposal = planner.Plan(file, diagnosis, mask);
        var contents = file.Evidence.Select(e => mask.Text(e.Content)).ToList();
        return new FinishedAnalysis(
            new IncidentCommand.CompleteAnalysis
            {
                Now = now,
                Attempt = attempt,
                Evidence = [.. file.Evidence.Zip(contents, (evidence, content) => Masked(evidence, content, mask))],
                Hypotheses = diagnosis.Hypotheses,
                Refuted = diagnosis.Refuted,
                HypothesisId = diagnosis.Leading?.Id,
                Certainty = diagnosis.Certainty,
                Conclusion = diagnosis.Conclusion,
                Missing = [.. file.Missing.Take(MostMissing).Select(m => mask.Text(m).Clip(LongestMissing))],
                Plan = (proposal as Proposal.ToDo)?.Plan,
                WhoMustAct = (proposal as Proposal.NothingToDo)?.WhoMustAct,
            },
            [.. contents.Where(c => c.Length > LongestContent)]);
    }

    private static Evidence Masked(Evidence evidence, string content, Masker mask) => evidence with
    {
        Query = mask.Text(evidence.Query).Clip(LongestStatement),
        Content = content.Clip(LongestContent),
        ContentHash = ContentHash.Of(Encoding.UTF8.GetBytes(content)),
    };

    private static Diagnosis Masked(Diagnosis diagnosis, Masker mask)
    {
        var hypotheses = diagnosis.Hypotheses
            .Select(h => h with { Statement = mask.Text(h.Statement).Clip(LongestStatement) })
            .ToList();
        return diagnosis with
        {
            Hypotheses = hypotheses,
            Leading = hypotheses.Find(h => h.Id == diagnosis.Leading?.Id),
            Refuted = diagnosis.Refuted.ToDictionary(r => r.Key, r => mask.Text(r.Value).Clip(LongestStatement), StringComparer.Ordinal),
            Conclusion = mask.Text(diagnosis.Conclusion).Clip(LongestConclusion),
            FirstLook = mask.Text(diagnosis.FirstLook).Clip(LongestMissing),
        };
    }
}
