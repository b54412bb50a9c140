using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;
using static Pipeline.Incidents.Commands.IncidentCommand;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Incidents.Decisions;

/// <summary>Symptoms: opening, joining, clearing, coming back, merging.</summary>
internal static class SymptomDecisions
{
    public static Decision Open(Incident? incident, OpenIncident c)
    {
        if (incident is not null)
            return Decision.Nothing; // the id is computed from key and episode: it is the same incident
        if (c.Report.Status != SymptomStatus.Firing)
            return Decision.No(RefusalKind.Invalid, $"An incident begins with a symptom that is there, not {c.Report.Status}.");
        return Decision.Of(
            new IncidentOpened
            {
                At = c.Now,
                IncidentId = IncidentId.Of(c.Key, c.Episode),
                Owner = c.Key.Owner,
                FailureClass = c.Key.FailureClass,
                Episode = c.Episode,
                Title = $"{c.Key.FailureClass} of {c.Key.Owner}",
            },
            new OwnerResolved { At = c.Now, Resolution = c.Owner },
            new SymptomJoined { At = c.Now, Report = c.Report, Because = "It opened the incident." });
    }

    public static Decision Report(Incident incident, ReportSymptom c)
    {
        if (incident.Phase is IncidentPhase.Merged merged)
            return Decision.No(RefusalKind.WrongPhase, $"The incident became part of {merged.Into}: report to that one.");
        var known = incident.Symptoms.GetValueOrDefault(c.Report.SymptomKey);
        if (known is not null && !IsNews(known, c.Report))
            return Decision.Nothing;
        return c.Report.Status switch
        {
            SymptomStatus.Firing => Firing(incident, known, c),
            _ when known is null => Decision.Nothing,
            SymptomStatus.Cleared => Cleared(incident, known, c),
            _ => Decision.Of(new SymptomDataMissing { At = c.Now, Report = c.Report }),
        };
    }

    public static Decision Merge(Incident incident, MergeInto c)
    {
        if (incident.Phase is IncidentPhase.Merged merged)
        {
            return merged.Into == c.Into
                ? Decision.Nothing
                : Decision.No(RefusalKind.AlreadyDecided, $"The incident is already part of {merged.Into}.");
        }

        if (c.Into == incident.Id)
            return Decision.No(RefusalKind.Invalid, "An incident cannot become part of itself.");
        if (incident.Phase.IsClosed)
            return Decision.No(RefusalKind.WrongPhase, $"The incident is {IncidentState.NameOf(incident.Phase)}: only one that goes on can be merged.");
        if (incident.Phase is IncidentPhase.Executing or IncidentPhase.OutcomeUnknown or IncidentPhase.Verifying
            || incident.Phase.HasActionInDoubt)
        {
            return Decision.No(RefusalKind.WrongPhase, "Its plan is being executed or verified: it can be merged when that is over.");
        }

        return Decision.Of(
            [.. ClosingDecisions.PlanOffTheTable(incident, c.Reason, c.Now), new IncidentMerged { At = c.Now, Into = c.Into, Reason = c.Reason }]);
    }

    public static Decision TakeOver(Incident incident, Absorb c)
    {
        if (c.From == incident.Id)
            return Decision.No(RefusalKind.Invalid, "An incident cannot become part of itself.");
        if (incident.Phase.IsClosed)
            return Decision.No(RefusalKind.WrongPhase, $"The incident is {IncidentState.NameOf(incident.Phase)}: only one that goes on can take others over.");
        var joined = c.Symptoms
            .Where(s => !incident.Symptoms.ContainsKey(s.SymptomKey))
            .Select(s => new SymptomJoined { At = c.Now, Report = s, Because = c.Reason });
        var owners = c.Owners
            .Where(resolved => !incident.Owners.ContainsKey(resolved.Entity))
            .Select(resolved => new OwnerResolved { At = c.Now, Resolution = resolved });
        return Decision.Of([new IncidentAbsorbed { At = c.Now, From = c.From, Reason = c.Reason }, .. owners, .. joined]);
    }

    // a late "firing" of before the end must not bring a symptom back
    private static bool IsNews(TrackedSymptom known, SymptomReport report) =>
        report.ObservedAt > known.Latest.ObservedAt
        || (report.ObservedAt == known.Latest.ObservedAt && report.Status != known.Status
            && report.Status == SymptomStatus.Cleared);

    private static Decision Firing(Incident incident, TrackedSymptom? known, ReportSymptom c)
    {
        List<IncidentEvent> facts = [];
        if (!incident.HoldsKey() && c.Now - ClosingDecisions.ClosedAt(incident.Phase) > c.ReopenWindow)
            return Decision.No(RefusalKind.WrongPhase, "The incident ended too long ago to be reopened: this is a new one.");
        if (incident.Phase.IsClosed && incident.Phase is not IncidentPhase.Dismissed) // what was dismissed stays so
        {
            facts.Add(new IncidentReopened { At = c.Now, Reason = $"The symptom came back: {c.Report.Reason}" });
        }

        if (!incident.Owners.ContainsKey(c.Owner.Entity))
            facts.Add(new OwnerResolved { At = c.Now, Resolution = c.Owner });
        facts.Add(known is null
            ? new SymptomJoined { At = c.Now, Report = c.Report, Because = c.Because }
            : new SymptomObserved { At = c.Now, Report = c.Report with { Window = null } });
        return Decision.Of(facts);
    }

    private static Decision Cleared(Incident incident, TrackedSymptom known, ReportSymptom c)
    {
        var cleared = new SymptomCleared { At = c.Now, Report = c.Report with { Window = null } };
        if (known.Status == SymptomStatus.Cleared)
            return Decision.Nothing;
        var after = IncidentEvolution.Evolve(incident, cleared)!;
        if (after.HasSymptoms())
            return Decision.Of(cleared);
        const string Reason = "Fresh observations show every symptom gone.";
        return incident.Phase switch
        {
            IncidentPhase.Rejected or IncidentPhase.Observing => Recovered(),
            IncidentPhase.Escalated { InDoubt: null } => Recovered(),
            IncidentPhase.Verifying verifying when c.Now >= verifying.SettledAt =>
                Decision.Of([cleared, .. VerificationDecisions.Conclude(after, verifying, c.Now)]),
            IncidentPhase.Executing or IncidentPhase.OutcomeUnknown or IncidentPhase.Verifying or IncidentPhase.Escalated =>
                Decision.Of(cleared),
            _ when incident.Phase.IsClosed => Decision.Of(cleared),
            _ => Decision.Of(
                [cleared, .. ClosingDecisions.PlanOffTheTable(incident, Reason, c.Now), new IncidentWithdrawn { At = c.Now, Reason = Reason }]),
        };

        Decision Recovered() =>
            Decision.Of(cleared, new IncidentResolved { At = c.Now, Resolution = Resolution.Recovered, Reason = Reason });
    }
}
