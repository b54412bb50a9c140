using System.Text.Json;
using Pipeline.Cli.Incidents.Story;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Dashboard.Incidents;
using Pipeline.Incidents;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;
using static Pipeline.Incidents.Commands.IncidentCommand;

namespace Pipeline.Cli.Tests;

/// <summary>One incident of one deployment, led by commands from its opening to its end.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Ana = new(ActorKind.Person, "ana", "bearer-token");

    private static readonly EntityRef Pod = new("demo", "shop", "Pod", "cart-7c9d5b6f8-x2x9k");

    private static readonly EntityRef Workload = new("demo", "shop", "Deployment", "cart");

    private static readonly IncidentKey Key = new(Workload, "cpu-saturation");

    public static readonly Guid Id = IncidentId.Of(Key, 1);

    public static RemediationPlan Plan { get; } = new()
    {
        IncidentId = Id,
        Attempt = 1,
        Cause = "cpu-saturation",
        Confidence = 0.62,
        Actions =
        [
            new PlannedAction
            {
                Action = "scale_out",
                Target = Workload,
                TargetUid = "0d1c",
                Parameters = new Dictionary<string, string> { ["by"] = "1" },
                Before = new Dictionary<string, string> { ["spec.replicas"] = "2" },
                After = new Dictionary<string, string> { ["spec.replicas"] = "3" },
                ChangesCluster = true,
                Risk = RiskLevel.Low,
                Summary = "one replica more",
            },
        ],
        ExpectedEffect = "cpu-utilization falls below 0.8 within 5 min",
        Rollback = "scale back to 2",
        Preconditions = [new(PreconditionKind.SymptomsPersist, "", ""), new(PreconditionKind.FieldValue, "spec.replicas", "2")],
    };

    /// <summary>What leads an incident to where people are asked.</summary>
    public static IReadOnlyList<Func<Incident?, IncidentCommand>> UpToTheQuestion { get; } = [Opening, Analysis, Conclusion, Preflight, Policy];

    /// <summary>The facts up to the question, the answer, or the end.</summary>
    public static IReadOnlyList<TimelineEvent> Proposed => Led(Opening, Analysis, Conclusion, Preflight);

    public static IReadOnlyList<TimelineEvent> AwaitingApproval => Led(Opening, Analysis, Conclusion, Preflight, Policy);

    public static IReadOnlyList<TimelineEvent> Resolved => Led(
        Opening, Analysis, Conclusion, Preflight, Policy, Approval, Acting, Effect, Health, Verification, Summary);

    public static IReadOnlyList<TimelineEvent> Rejected => Led(
        Opening, Analysis, Conclusion, Preflight, Policy,
        _ => new Reject { Now = At(1), PlanHash = Plan.Hash(), By = Ana, Channel = "cli", Reason = "Not during [the] sale.\u001b[2J" });

    public static SymptomReport Report(SymptomStatus status = SymptomStatus.Firing, int minute = 0) => new()
    {
        Cluster = "demo",
        SymptomKey = "series:cpu",
        Entity = Pod,
        FailureClass = "cpu-saturation",
        Status = status,
        Severity = Severity.Critical,
        Source = "prometheus",
        StartedAt = Noon,
        ObservedAt = At(minute),
        Clock = SourceClock.Live,
        Reason = status == SymptomStatus.Firing ? "cpu-utilization 0.97, at or above 0.9 for 2 min" : "cpu-utilization 0.3, below 0.8 for 2 min",
        Metric = "cpu-utilization",
        Signal = Signal.Saturation,
        Unit = "1",
        Value = 0.97,
        Baseline = 0.21,
        Threshold = 0.9,
        Window = status == SymptomStatus.Firing ? Window() : null,
    };

    public static MetricWindow Window() => new()
    {
        Entity = Pod,
        Metric = "cpu-utilization",
        Unit = "1",
        Signal = Signal.Saturation,
        Start = Noon.AddMinutes(-23),
        Step = TimeSpan.FromMinutes(1),
        Samples = [.. Enumerable.Range(0, 24).Select(i => i is >= 8 and < 12 ? (double?)null : i < 18 ? 0.2 + (0.02 * (i % 3)) : 0.5 + (0.1 * (i - 18)))],
    };

    public static IncidentSummary Row(string state = "awaiting-approval", string title = "cpu-saturation of shop/Deployment/cart", int number = 0) => new(
        number == 0 ? Id : IncidentId.Of(Key, number + 1), "demo", state, "Critical", title, "shop/Pod/cart-7c9d5b6f8-x2x9k", "shop/Deployment/cart",
        "cpu-saturation", Plan.Hash(), At(30), Noon.AddMinutes(-number), Noon, 9);

    public static IncidentDocument Document(string state = "awaiting-approval") => new()
    {
        Incident = Row(state),
        Episode = 1,
        Owner = Workload,
        Symptoms = [new SymptomDocument(Report(), Report(), "It opened the incident.")],
        Owners = [],
        Evidence = [],
        Hypotheses = [],
        Conclusion = "cart likely has no CPU left",
        Plan = state == "awaiting-approval" ? new PlanDocument(Plan, Plan.Hash(), [], null, []) : null,
    };

    /// <summary>The events as the API gives them.</summary>
    public static IReadOnlyList<EventDocument> Documents(IReadOnlyList<TimelineEvent> events) =>
    [
        .. events.Select(e => new EventDocument(
            100 + e.Version, e.Version, e.Type, e.At, e.RecordedAt, e.Actor, Id.ToString(), null, null, new string('0', 64),
            JsonSerializer.SerializeToElement(e.Fact, e.Fact!.GetType(), JsonSerializerOptions.Web))),
    ];

    public static DateTimeOffset At(int minute) => Noon.AddMinutes(minute);

    private static OpenIncident Opening(Incident? incident) => new OpenIncident
    {
        Now = Noon,
        Key = Key,
        Episode = 1,
        Report = Report(),
        Owner = new OwnerResolution(Pod, Workload, OwnerEvidence.PodNamePattern),
    };

    private static StartAnalysis Analysis(Incident? incident) =>
        new StartAnalysis { Now = Noon, TimeLimit = TimeSpan.FromMinutes(2), MaxAttempts = 3 };

    private static CompleteAnalysis Conclusion(Incident? incident) => new CompleteAnalysis
    {
        Now = Noon.AddSeconds(5),
        Attempt = 1,
        Evidence = [Fact("E1.1", "cpu-utilization rose from 0.21 to 0.97"), Fact("E1.2", "no restart in the last hour")],
        Hypotheses =
        [
            new Hypothesis
            {
                Id = "H1.1",
                Cause = "cpu-saturation",
                Entity = Workload,
                Confidence = 0.62,
                Statement = "cart has no CPU left",
                EvidenceFor = ["E1.1"],
                EvidenceAgainst = ["E1.2"],
                Missing = ["the node's load"],
            },
        ],
        HypothesisId = "H1.1",
        Certainty = Certainty.Likely,
        Conclusion = "cart likely has no CPU left",
        Plan = Plan,
    };

    private static RecordPreflight Preflight(Incident? incident) => new RecordPreflight
    {
        Now = Noon.AddSeconds(6),
        PlanHash = Plan.Hash(),
        Findings = [new PreflightFinding(1, PreflightVerdict.Ready, "dry run accepted, quota leaves 4 replicas")],
    };

    private static ApplyPolicy Policy(Incident? incident) => new ApplyPolicy
    {
        Now = Noon.AddSeconds(7),
        PlanHash = Plan.Hash(),
        ApprovalWindow = TimeSpan.FromMinutes(30),
        Decision = new PolicyDecision
        {
            Verdict = PolicyVerdict.Approval,
            Rule = "changes-need-a-person",
            Reason = "It changes the cluster.",
            RequiredApprovals = 1,
            PolicyHash = new string('1', 64),
            Input = new Dictionary<string, string> { ["severity"] = "Critical" },
        },
    };

    private static Approve Approval(Incident? incident) =>
        new Approve { Now = At(1), PlanHash = Plan.Hash(), By = Ana, Channel = "cli", Comment = "go" };

    private static StartAction Acting(Incident? incident) => new StartAction
    {
        Now = At(2),
        PlanHash = Plan.Hash(),
        BeforeState = new Dictionary<string, string> { ["spec.replicas"] = "2" },
        Proof = ActionProof.Precondition,
        TimeLimit = TimeSpan.FromSeconds(15),
    };

    private static CompleteAction Effect(Incident? incident) => new CompleteAction
    {
        Now = At(3),
        ActionId = ((IncidentPhase.Executing)incident!.Phase).InFlight!.ActionId,
        Effect = "3 of 3 replicas are ready",
        SettleTime = TimeSpan.FromMinutes(1),
        VerificationWindow = TimeSpan.FromMinutes(10),
    };

    private static ReportSymptom Health(Incident? incident) => new ReportSymptom
    {
        Now = At(5),
        Report = Report(SymptomStatus.Cleared, 5),
        Owner = new OwnerResolution(Pod, Workload, OwnerEvidence.PodNamePattern),
        Because = "Same series.",
        ReopenWindow = TimeSpan.FromMinutes(30),
    };

    private static Verify Verification(Incident? incident) => new Verify { Now = At(6) };

    private static Summarise Summary(Incident? incident) =>
        new Summarise { Now = At(7), Text = "cart had no CPU left; one replica more helped." };

    private static Evidence Fact(string id, string content) => new()
    {
        Id = id,
        Kind = "metric-window",
        Entity = Pod,
        Source = "prometheus",
        Query = "series:cpu",
        Status = EvidenceStatus.Found,
        ObservedAt = Noon,
        Content = content,
        ContentHash = new string('0', 64),
    };

    private static List<TimelineEvent> Led(params Func<Incident?, IncidentCommand>[] commands)
    {
        var (events, incident) = (new List<TimelineEvent>(), (Incident?)null);
        foreach (var command in commands)
        {
            var decision = IncidentDecider.Decide(incident, command(incident));
            var facts = decision is Decision.Accepted accepted
                ? accepted.Facts
                : throw new InvalidOperationException(((Decision.Refused)decision).Reason);
            foreach (var fact in facts)
                events.Add(new(events.Count + 1, fact.At, fact.At, ActorOf(fact), IncidentEventTypes.All.AliasFor(fact.GetType()), fact));
            incident = facts.Aggregate(incident, IncidentEvolution.Evolve);
        }

        return events;
    }

    private static Actor ActorOf(IncidentEvent fact) => fact switch
    {
        IncidentEvent.ApprovalGiven or IncidentEvent.RemediationApproved or IncidentEvent.RemediationRejected => Ana,
        IncidentEvent.ActionStarted or IncidentEvent.ActionSucceeded or IncidentEvent.PlanPreflighted => Actor.Service("executor"),
        IncidentEvent.PolicyEvaluated or IncidentEvent.ApprovalRequested => Actor.Service("approver"),
        IncidentEvent.IncidentOpened or IncidentEvent.SymptomJoined or IncidentEvent.SymptomCleared or IncidentEvent.OwnerResolved =>
            Actor.Service("detector"),
        _ => Actor.Service("analyzer"),
    };
}
