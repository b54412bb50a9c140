using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Plans;
using static Pipeline.Incidents.Commands.IncidentCommand;

namespace Pipeline.Incidents.Tests;

/// <summary>Values to test with: one incident of one deployment, and the commands that lead it from start to end.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly EntityRef Pod = new("demo", "shop", "Pod", "cart-7c9d5b6f8-x2x9k");

    public static readonly EntityRef Workload = new("demo", "shop", "Deployment", "cart");

    public static readonly OwnerResolution Owner = new(Pod, Workload, OwnerEvidence.PodNamePattern);

    public static readonly IncidentKey Key = new(Workload, "cpu-saturation");

    public static readonly Guid Id = IncidentId.Of(Key, 1);

    public static readonly Actor Ana = new(ActorKind.Person, "ana", "local-token");

    public static readonly Actor Ben = new(ActorKind.Person, "ben", "bearer-token");

    public static readonly TimeSpan ReopenWindow = TimeSpan.FromMinutes(30);

    public static SymptomReport Report(
        string key = "series:cpu", SymptomStatus status = SymptomStatus.Firing, int minute = 0, SourceClock clock = SourceClock.Live) => new()
        {
            Cluster = "demo",
            SymptomKey = key,
            Entity = Pod,
            FailureClass = "cpu-saturation",
            Status = status,
            Severity = Severity.Critical,
            Source = "prometheus",
            StartedAt = Noon,
            ObservedAt = Noon.AddMinutes(minute),
            Clock = clock,
            Reason = "cpu-utilization 0.97, at or above 0.9 for 2 min",
            Metric = "cpu-utilization",
            Signal = Signal.Saturation,
            Unit = "1",
            Value = 0.97,
            Baseline = 0.21,
            Threshold = 0.9,
        };

    public static OpenIncident Opening() => new() { Now = Noon, Key = Key, Episode = 1, Report = Report(), Owner = Owner };

    public static ReportSymptom Reporting(SymptomReport report, int minute = 0) => new()
    {
        Now = Noon.AddMinutes(minute),
        Report = report,
        Owner = Owner,
        Because = "Same owner.",
        ReopenWindow = ReopenWindow,
    };

    public static RemediationPlan Plan(int attempt = 1, bool changes = true, int steps = 1) => new()
    {
        IncidentId = Id,
        Attempt = attempt,
        Cause = "cpu-saturation",
        Confidence = 0.6,
        Actions = [.. Enumerable.Range(1, steps).Select(n => Step(n, changes))],
        ExpectedEffect = "cpu-utilization falls below 0.8 within 5 min",
        Rollback = "nothing to take back",
        Preconditions = [new(PreconditionKind.SymptomsPersist, "", "")],
    };

    public static StartAnalysis Analysis(int minute = 0) => new()
    {
        Now = Noon.AddMinutes(minute),
        TimeLimit = TimeSpan.FromMinutes(2),
        MaxAttempts = 3,
    };

    public static CompleteAnalysis Conclusion(int attempt = 1, int minute = 0, RemediationPlan? plan = null) => new()
    {
        Now = Noon.AddMinutes(minute),
        Attempt = attempt,
        Evidence =
        [
            new Evidence
            {
                Id = $"E{attempt}.1",
                Kind = "metric-window",
                Entity = Pod,
                Source = "stream",
                Query = "series:cpu",
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
                Id = $"H{attempt}.1",
                Cause = "cpu-saturation",
                Entity = Workload,
                Confidence = 0.6,
                Statement = "cart has no CPU left",
                EvidenceFor = [$"E{attempt}.1"],
            },
        ],
        HypothesisId = $"H{attempt}.1",
        Certainty = Certainty.Likely,
        Conclusion = "cart likely has no CPU left",
        Plan = plan ?? Plan(attempt),
    };

    public static RecordPreflight Preflight(string hash, int minute = 0, PreflightVerdict verdict = PreflightVerdict.Ready) => new()
    {
        Now = Noon.AddMinutes(minute),
        PlanHash = hash,
        Findings = [new PreflightFinding(1, verdict, "would post 212 bytes")],
    };

    public static ApplyPolicy Policy(string hash, PolicyVerdict verdict = PolicyVerdict.Approval, int minute = 0, int approvals = 1) => new()
    {
        Now = Noon.AddMinutes(minute),
        PlanHash = hash,
        ApprovalWindow = TimeSpan.FromMinutes(30),
        Decision = new PolicyDecision
        {
            Verdict = verdict,
            Rule = "default",
            Reason = "No rule matched.",
            RequiredApprovals = verdict == PolicyVerdict.Approval ? approvals : 0,
            PolicyHash = new string('1', 64),
            Input = new Dictionary<string, string> { ["severity"] = "Critical" },
        },
    };

    public static Approve Approval(string hash, Actor? by = null, int minute = 1) =>
        new() { Now = Noon.AddMinutes(minute), PlanHash = hash, By = by ?? Ana, Channel = "cli" };

    public static Reject Rejection(string hash, int minute = 1) =>
        new() { Now = Noon.AddMinutes(minute), PlanHash = hash, By = Ana, Channel = "cli", Reason = "Not during the sale." };

    public static StartAction Acting(string hash, int minute = 2, ActionProof proof = ActionProof.IdempotencyKey) => new()
    {
        Now = Noon.AddMinutes(minute),
        PlanHash = hash,
        BeforeState = new Dictionary<string, string>(),
        Proof = proof,
        TimeLimit = TimeSpan.FromSeconds(15),
    };

    public static CompleteAction Effect(Guid actionId, int minute = 3) => new()
    {
        Now = Noon.AddMinutes(minute),
        ActionId = actionId,
        Effect = "HTTP 200",
        SettleTime = TimeSpan.FromMinutes(1),
        VerificationWindow = TimeSpan.FromMinutes(10),
    };

    public static FailAction Failure(Guid actionId, int minute = 3, bool retry = false) => new()
    {
        Now = Noon.AddMinutes(minute),
        ActionId = actionId,
        Reason = "connection refused",
        RetryAfter = retry ? TimeSpan.FromSeconds(30) : null,
        MaxAttempts = 3,
    };

    public static LoseAction Loss(Guid actionId, int minute = 3) => new()
    {
        Now = Noon.AddMinutes(minute),
        ActionId = actionId,
        Reason = "no answer in 10 s",
        ReconcileAfter = TimeSpan.FromSeconds(5),
    };

    public static ConfirmOutcome Confirmation(Guid actionId, bool tookEffect, int minute = 5) => new()
    {
        Now = Noon.AddMinutes(minute),
        ActionId = actionId,
        By = Ana,
        TookEffect = tookEffect,
        Reason = "seen in the receiver's log",
        SettleTime = TimeSpan.FromMinutes(1),
        VerificationWindow = TimeSpan.FromMinutes(10),
    };

    private static PlannedAction Step(int number, bool changes) => new()
    {
        Action = changes ? "restart_pod" : "notify_only",
        Target = Workload,
        Parameters = new Dictionary<string, string> { ["channel"] = $"on-call-{number}" },
        ChangesCluster = changes,
        Risk = changes ? RiskLevel.Low : RiskLevel.None,
        Summary = "as told",
    };
}
