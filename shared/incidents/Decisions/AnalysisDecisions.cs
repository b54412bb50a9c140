using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using static Pipeline.Incidents.Commands.IncidentCommand;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Incidents.Decisions;

/// <summary>Who analyses, what comes of it.</summary>
internal static class AnalysisDecisions
{
    public static Decision Start(Incident incident, StartAnalysis c)
    {
        var attempt = incident.Phase switch
        {
            IncidentPhase.Open p when c.Now >= p.AnalyseAt => p.Attempt,
            IncidentPhase.Analyzing p when c.Now >= p.Deadline => p.Attempt + 1,
            _ => 0,
        };
        if (attempt == 0)
            return Decision.Nothing; // a stale hint, or another replica is at it
        if (attempt > c.MaxAttempts)
        {
            return Decision.Of(new IncidentEscalated
            {
                At = c.Now,
                Reason = $"{c.MaxAttempts} analyses came to no plan that could be carried out. A person must look; reopening the incident begins anew.",
            });
        }

        return Decision.Of(new AnalysisStarted { At = c.Now, Attempt = attempt, Deadline = c.Now + c.TimeLimit });
    }

    public static Decision Complete(Incident incident, CompleteAnalysis c)
    {
        if (incident.Phase is not IncidentPhase.Analyzing analyzing || analyzing.Attempt != c.Attempt)
            return Decision.No(RefusalKind.NotCurrent, $"Analysis {c.Attempt} is not the one at hand any more.");
        if (Fault(c) is { } fault)
            return Decision.No(RefusalKind.Invalid, fault);
        var planHash = c.Plan?.Hash();
        IncidentEvent end = c.Plan is { } plan
            ? new RemediationProposed { At = c.Now, Plan = plan, PlanHash = planHash! }
            : new IncidentEscalated { At = c.Now, Reason = c.WhoMustAct! };
        return Decision.Of(
            [
                .. c.Evidence.Select(e => new EvidenceGathered { At = c.Now, Evidence = e }),
                .. c.Hypotheses.Select(h => new HypothesisProposed { At = c.Now, Hypothesis = h }),
                .. c.Hypotheses.Where(h => c.Refuted.ContainsKey(h.Id)).Select(h => new HypothesisRefuted
                {
                    At = c.Now, HypothesisId = h.Id, Reason = c.Refuted[h.Id], EvidenceIds = h.EvidenceAgainst,
                }),
                new AnalysisCompleted
                {
                    At = c.Now,
                    Attempt = c.Attempt,
                    HypothesisId = c.HypothesisId,
                    Certainty = c.Certainty,
                    Conclusion = c.Conclusion,
                    Missing = c.Missing,
                },
                end,
            ]);
    }

    public static Decision Fail(Incident incident, FailAnalysis c) =>
        incident.Phase is IncidentPhase.Analyzing analyzing && analyzing.Attempt == c.Attempt
            ? Decision.Of(new AnalysisFailed { At = c.Now, Attempt = c.Attempt, Reason = c.Reason, RetryAt = c.Now + c.RetryAfter })
            : Decision.No(RefusalKind.NotCurrent, $"Analysis {c.Attempt} is not the one at hand any more.");

    private static string? Fault(CompleteAnalysis c)
    {
        var known = c.Evidence.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var hypothesis in c.Hypotheses)
        {
            if (hypothesis.EvidenceFor.Count == 0)
                return $"Hypothesis {hypothesis.Id} names no evidence for it.";
            if (hypothesis.EvidenceFor.Concat(hypothesis.EvidenceAgainst).FirstOrDefault(id => !known.Contains(id)) is { } id)
                return $"Hypothesis {hypothesis.Id} names evidence {id}, which was not handed in.";
            if (hypothesis.Confidence is not (>= 0 and <= 1))
                return $"Hypothesis {hypothesis.Id} has confidence {hypothesis.Confidence}, which is not within 0 to 1.";
        }

        if (c.HypothesisId is { } leading && c.Hypotheses.All(h => h.Id != leading))
            return $"The leading hypothesis {leading} was not handed in.";
        if (c.Plan is { Actions.Count: 0 })
            return "The plan has no action.";
        return c.Plan is null && string.IsNullOrWhiteSpace(c.WhoMustAct)
            ? "Without a plan it must be said who must act."
            : null;
    }
}
