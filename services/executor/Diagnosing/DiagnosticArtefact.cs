using System.Text.Json;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Pipeline.Canonical;
using Pipeline.Incidents.Events;
using Pipeline.Masking;

namespace Pipeline.Executor.Diagnosing;

/// <summary>What is known of an incident, as one JSON document that a person can take along.</summary>
/// <param name="Content">RFC 8785 form, UTF-8: the same record gives the same bytes.</param>
/// <param name="Hash">SHA-256 of the content, lower-case hex: its name.</param>
/// <param name="Events">Events that it contains.</param>
public sealed record DiagnosticArtefact(byte[] Content, string Hash, int Events)
{
    /// <summary>Media type of the content.</summary>
    public const string MediaType = "application/json";

    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Of the incident's record up to the plan's proposal; masked.</summary>
    public static DiagnosticArtefact Of(ActionRequest request, Masker masker)
    {
        var (incident, parameters) = (request.Incident, request.Parameters);
        var windows = parameters.Text(CollectDiagnostics.Windows) == "full";
        var timeline = request.Record.TakeLast((int)parameters.Number(CollectDiagnostics.MaxEvents)).ToList();
        var document = new
        {
            version = FormatVersion,
            incident = new
            {
                incident.Id,
                Cluster = incident.Key.Cluster(),
                incident.Key.Owner,
                incident.Key.FailureClass,
                incident.Episode,
                incident.Title,
                incident.OpenedAt,
            },
            incident.Conclusion,
            symptoms = incident.Symptoms.Values.Select(s =>
                windows ? s : s with { First = s.First with { Window = null }, Latest = s.Latest with { Window = null } }),
            incident.Evidence,
            incident.Hypotheses,
            plan = new { request.Plan.Hash, Document = request.Plan.Plan },
            eventsLeftOut = request.Record.Count - timeline.Count,
            timeline = timeline.Select(TimelineEntry.Of),
        };
        var content = CanonicalJson.Write(masker.ForIncident(incident.Id).Json(JsonSerializer.SerializeToNode(document, Json)));
        return new DiagnosticArtefact(content, ContentHash.Of(content), timeline.Count);
    }

    /// <summary>An event without what stands elsewhere in the document.</summary>
    private sealed record TimelineEntry(DateTimeOffset At, string What, string? About)
    {
        public static TimelineEntry Of(IncidentEvent fact) => new(fact.At, fact.GetType().Name, fact switch
        {
            IncidentEvent.OwnerResolved e => $"{e.Resolution.Entity} belongs to {e.Resolution.Owner}",
            IncidentEvent.SymptomJoined e => $"{e.Report.SymptomKey}: {e.Report.Reason}",
            IncidentEvent.SymptomObserved e => $"{e.Report.SymptomKey}: {e.Report.Reason}",
            IncidentEvent.SymptomCleared e => $"{e.Report.SymptomKey}: {e.Report.Reason}",
            IncidentEvent.SymptomDataMissing e => $"{e.Report.SymptomKey}: {e.Report.Reason}",
            IncidentEvent.EvidenceGathered e => e.Evidence.Id,
            IncidentEvent.HypothesisProposed e => $"{e.Hypothesis.Id}: {e.Hypothesis.Statement}",
            IncidentEvent.HypothesisRefuted e => $"{e.HypothesisId}: {e.Reason}",
            IncidentEvent.AnalysisCompleted e => e.Conclusion,
            IncidentEvent.AnalysisFailed e => e.Reason,
            IncidentEvent.RemediationRejected e => e.Reason,
            IncidentEvent.ActionFailed e => e.Reason,
            IncidentEvent.ActionOutcomeUnknown e => e.Reason,
            IncidentEvent.IncidentEscalated e => e.Reason,
            IncidentEvent.IncidentReopened e => e.Reason,
            IncidentEvent.CommentAdded e => $"{e.By.Name}: {e.Text}",
            _ => null,
        });
    }
}
