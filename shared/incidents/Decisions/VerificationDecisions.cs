using System.Globalization;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Verification;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Incidents.Decisions;

/// <summary>Whether the action helped, by the same signals that showed the trouble.</summary>
internal static class VerificationDecisions
{
    public static Decision Verify(Incident incident, DateTimeOffset now)
    {
        if (incident.Phase is not IncidentPhase.Verifying verifying || now < verifying.SettledAt)
            return Decision.Nothing; // a stale or early hint
        return Decision.Of([.. Conclude(incident, verifying, now)]);
    }

    /// <summary>The verdict with what follows from it; nothing while none can be given yet.</summary>
    public static IEnumerable<IncidentEvent> Conclude(Incident incident, IncidentPhase.Verifying verifying, DateTimeOffset now)
    {
        var checks = incident.Symptoms.Values.Select(s => Check(s, verifying)).ToList();
        if (checks.All(c => c.Status == SymptomStatus.Cleared))
            return Gone(verifying, checks, now);
        if (now < verifying.GiveUpAt)
            return [];
        var outcome = checks.Any(c => c is { Fresh: true, Status: SymptomStatus.Firing })
            ? VerificationOutcome.Refuted
            : VerificationOutcome.Inconclusive;
        return NotGone(verifying, outcome, checks, now);
    }

    private static IEnumerable<IncidentEvent> Gone(
        IncidentPhase.Verifying verifying, List<SymptomCheck> checks, DateTimeOffset now)
    {
        // what was gone before the last action, or after one that changes nothing, is no credit to the plan
        var helped = verifying.Plan.Plan.ChangesCluster() && checks.Any(c => c.Fresh);
        return
        [
            helped
                ? new VerificationCompleted
                {
                    At = now, PlanHash = verifying.Plan.Hash, Outcome = VerificationOutcome.Passed, Checks = checks,
                }
                : new RecoveryObserved { At = now, Checks = checks },
            new IncidentResolved
            {
                At = now,
                Resolution = helped ? Resolution.Remediated : Resolution.Recovered,
                Reason = helped
                    ? "After the plan, fresh observations show every symptom gone."
                    : "Every symptom is gone; nothing that the plan did can claim it.",
            },
        ];
    }

    private static IEnumerable<IncidentEvent> NotGone(
        IncidentPhase.Verifying verifying, VerificationOutcome outcome, List<SymptomCheck> checks, DateTimeOffset now) =>
    [
        new VerificationCompleted { At = now, PlanHash = verifying.Plan.Hash, Outcome = outcome, Checks = checks },
        new IncidentEscalated
        {
            At = now,
            Reason = outcome == VerificationOutcome.Refuted
                ? "The plan ran and a symptom is still there. A person must look; reopening the incident begins a new analysis."
                : "The plan ran and data are missing to tell whether it helped. A person must look.",
        },
    ];

    private static SymptomCheck Check(TrackedSymptom symptom, IncidentPhase.Verifying verifying)
    {
        var seenBefore = verifying.SeenBefore.GetValueOrDefault(symptom.Key, DateTimeOffset.MinValue);
        // a recording's times say nothing about when the action ran: there, fresh is what came after the last one seen
        var since = symptom.Latest.Clock == SourceClock.Live && verifying.ExecutedAt > seenBefore
            ? verifying.ExecutedAt
            : seenBefore;
        return new SymptomCheck(
            symptom.Key, symptom.Status, symptom.Latest.ObservedAt > since, symptom.Latest.ObservedAt,
            symptom.Latest.Value is { } value
                ? string.Create(CultureInfo.InvariantCulture, $"{symptom.Latest.Metric} {value:G6} {symptom.Latest.Unit}: {symptom.Latest.Reason}")
                : symptom.Latest.Reason);
    }
}
