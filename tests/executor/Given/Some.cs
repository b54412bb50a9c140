using Pipeline.Actions.Catalogue;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Plans;
using static Pipeline.Incidents.Commands.IncidentCommand;

namespace Pipeline.Executor.Tests.Given;

/// <summary>Values to test with: one workload, and the commands that lead its incident to an approved plan.</summary>
internal static class Some
{
    public const string Cluster = "demo";

    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly EntityRef Workload = new(Cluster, "shop", "Deployment", "cart");

    public static readonly Actor Ana = new(ActorKind.Person, "ana", "local-token");

    public static IncidentKey Key(string failureClass = "cpu-saturation") => new(Workload, failureClass);

    public static Guid Id(string failureClass = "cpu-saturation") => IncidentId.Of(Key(failureClass), 1);

    public static OpenIncident Opening(string failureClass = "cpu-saturation") => new()
    {
        Now = Noon,
        Key = Key(failureClass),
        Episode = 1,
        Report = Report(SymptomStatus.Firing, failureClass),
        Owner = Owner(),
    };

    public static ReportSymptom Reporting(SymptomReport report) => new()
    {
        Now = report.ObservedAt,
        Report = report,
        Owner = Owner(),
        Because = "Same owner.",
        ReopenWindow = TimeSpan.FromMinutes(30),
    };

    public static SymptomReport Report(SymptomStatus status, string failureClass = "cpu-saturation", int minute = 0) => new()
    {
        Cluster = Cluster,
        SymptomKey = $"series:{failureClass}",
        Entity = Workload,
        FailureClass = failureClass,
        Status = status,
        Severity = Severity.Critical,
        Source = "prometheus",
        StartedAt = Noon,
        ObservedAt = Noon.AddMinutes(minute),
        Clock = SourceClock.Live,
        Reason = "cpu-utilization 0.97, at or above 0.9 for 2 min",
        Metric = "cpu-utilization",
        Signal = Signal.Saturation,
        Unit = "1",
        Value = 0.97,
    };

    public static PlannedAction Notification(string message = "cart has no CPU left") =>
        ActionCatalogue.BuiltIn.Plan(NotifyOnly.Name, Workload, new Dictionary<string, string> { [NotifyOnly.Message] = message });

    public static PlannedAction Diagnostics(IReadOnlyDictionary<string, string>? parameters = null) =>
        ActionCatalogue.BuiltIn.Plan(CollectDiagnostics.Name, Workload, parameters ?? new Dictionary<string, string>());

    public static RemediationPlan Plan(Guid incidentId, params PlannedAction[] actions) => new()
    {
        IncidentId = incidentId,
        Attempt = 1,
        Cause = "cpu-saturation",
        Confidence = 0.6,
        Actions = actions,
        ExpectedEffect = "cpu-utilization falls below 0.8 within 5 min",
        Rollback = "nothing to take back",
        Preconditions = [new(PreconditionKind.SymptomsPersist, "", "")],
    };

    public static StartAnalysis Analysis() => new() { Now = Noon, TimeLimit = TimeSpan.FromMinutes(2), MaxAttempts = 3 };

    public static CompleteAnalysis Conclusion(RemediationPlan plan) => new()
    {
        Now = Noon,
        Attempt = 1,
        Evidence =
        [
            new Evidence
            {
                Id = "E1.1",
                Kind = "metric-window",
                Entity = Workload,
                Source = "stream",
                Query = "series:cpu-saturation",
                Status = EvidenceStatus.Found,
                ObservedAt = Noon,
                Content = "cpu-utilization rose from 0.21 to 0.97",
                ContentHash = new string('0', 64),
            },
        ],
        Hypotheses =
        [
            new Hypothesis
            {
                Id = "H1.1",
                Cause = "cpu-saturation",
                Entity = Workload,
                Confidence = 0.6,
                Statement = "cart has no CPU left",
                EvidenceFor = ["E1.1"],
            },
        ],
        HypothesisId = "H1.1",
        Certainty = Certainty.Likely,
        Conclusion = "cart likely has no CPU left",
        Plan = plan,
    };

    public static RecordPreflight Preflight(string hash) =>
        new() { Now = Noon, PlanHash = hash, Findings = [new PreflightFinding(1, PreflightVerdict.Ready, "would send it")] };

    public static ApplyPolicy Approval(string hash) => new()
    {
        Now = Noon,
        PlanHash = hash,
        ApprovalWindow = TimeSpan.FromMinutes(30),
        Decision = new PolicyDecision
        {
            Verdict = PolicyVerdict.Automatic,
            Rule = "default",
            Reason = "Nothing changes.",
            RequiredApprovals = 0,
            PolicyHash = new string('1', 64),
            Input = new Dictionary<string, string> { ["severity"] = "Critical" },
        },
    };

    private static OwnerResolution Owner() => new(Workload, Workload, OwnerEvidence.Labels);
}
