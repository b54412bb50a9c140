using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Governance;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.Verification;
using static Pipeline.Incidents.Events.IncidentEvent;
using static Pipeline.Incidents.Governance.GovernanceEvent;

namespace Pipeline.Incidents.Tests;

/// <summary>What is on disk stays readable for ever: the JSON of every event is pinned in golden/.</summary>
public sealed class Stored_events
{
    private static readonly SymptomReport FullReport = Some.Report() with
    {
        Score = 6.1,
        Labels = new Dictionary<string, string> { ["container"] = "cart" },
        Annotations = new Dictionary<string, string> { ["summary"] = "CPU is used up." },
        Window = new MetricWindow
        {
            Entity = Some.Pod,
            Metric = "cpu-utilization",
            Unit = "1",
            Signal = Signal.Saturation,
            Labels = new Dictionary<string, string> { ["container"] = "cart" },
            Start = Some.Noon.AddMinutes(-2),
            Step = TimeSpan.FromMinutes(1),
            Samples = [0.21, null, 0.97],
        },
    };

    public static TheoryData<string> Aliases() => [.. Every().Keys];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Are_written_as_pinned(string alias)
    {
        var written = JsonSerializer.SerializeToNode(Every()[alias], Every()[alias].GetType())!;
        Assert.True(
            JsonNode.DeepEquals(Golden(alias), written),
            $"{alias} is written otherwise than golden/{alias}.json says. Streams on disk have that form: make a new version with an upcaster.\n{written}");
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Are_read_back_without_loss(string alias)
    {
        var type = Every()[alias].GetType();
        var read = Golden(alias).Deserialize(type)!;
        Assert.True(JsonNode.DeepEquals(Golden(alias), JsonSerializer.SerializeToNode(read, type)));
    }

    [Fact]
    public void Are_all_pinned()
    {
        var types = typeof(IncidentEvent).GetNestedTypes().Concat(typeof(GovernanceEvent).GetNestedTypes());
        Assert.Equal(
            types.Select(t => t.FullName).Order(), Every().Values.Select(e => e.GetType().FullName).Order());
    }

    private static JsonNode Golden(string alias) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", $"{alias}.json")))!;

    private static Dictionary<string, object> Every()
    {
        var at = Some.Noon;
        var plan = Some.Plan();
        var hash = new string('a', 64);
        var analysis = Some.Conclusion();
        SymptomCheck[] checks = [new("series:cpu", SymptomStatus.Cleared, true, at, "cpu-utilization 0.2 1")];
        object[] events =
        [
            new IncidentOpened { At = at, IncidentId = Some.Id, Owner = Some.Workload, FailureClass = "cpu-saturation", Episode = 1, Title = "cpu-saturation of shop/Deployment/cart" },
            new OwnerResolved { At = at, Resolution = Some.Owner },
            new SymptomJoined { At = at, Report = FullReport, Because = "It opened the incident." },
            new SymptomObserved { At = at, Report = Some.Report() },
            new SymptomCleared { At = at, Report = Some.Report(status: SymptomStatus.Cleared) },
            new SymptomDataMissing { At = at, Report = Some.Report(status: SymptomStatus.Missing) },
            new AnalysisStarted { At = at, Attempt = 1, Deadline = at.AddMinutes(2) },
            new EvidenceGathered { At = at, Evidence = analysis.Evidence[0] },
            new HypothesisProposed { At = at, Hypothesis = analysis.Hypotheses[0] },
            new HypothesisRefuted { At = at, HypothesisId = "H1.1", Reason = "It did not change.", EvidenceIds = ["E1.1"] },
            new AnalysisCompleted { At = at, Attempt = 1, HypothesisId = "H1.1", Certainty = Incidents.Analysis.Certainty.Likely, Conclusion = "likely", Missing = ["logs"] },
            new AnalysisFailed { At = at, Attempt = 1, Reason = "out of memory", RetryAt = at.AddMinutes(1) },
            new RemediationProposed { At = at, Plan = plan, PlanHash = plan.Hash() },
            new PlanPreflighted { At = at, PlanHash = hash, Findings = [new PreflightFinding(1, PreflightVerdict.Ready, "would post")] },
            new PolicyEvaluated { At = at, PlanHash = hash, Decision = Some.Policy(hash).Decision },
            new ApprovalRequested { At = at, PlanHash = hash, RequiredApprovals = 1, ExpiresAt = at.AddMinutes(30) },
            new ApprovalGiven { At = at, PlanHash = hash, By = Some.Ana, Channel = "cli", Comment = "go" },
            new RemediationApproved { At = at, PlanHash = hash, By = [Some.Ana], Automatic = false },
            new RemediationRejected { At = at, PlanHash = hash, By = Some.Ana, Reason = "no", Channel = "cli" },
            new ApprovalExpired { At = at, PlanHash = hash },
            new PlanWithdrawn { At = at, PlanHash = hash, Reason = "gone" },
            new PlanStale { At = at, PlanHash = hash, Failed = ["uid is another"] },
            new ActionStarted
            {
                At = at, ActionId = Some.Id, EffectKey = Some.Id, PlanHash = hash, Step = 1, Attempt = 1, Action = "restart_pod",
                Target = Some.Workload, TargetUid = "u", ResourceVersion = "7", BeforeState = new Dictionary<string, string> { ["replicas"] = "2" },
                Proof = ActionProof.Precondition, Deadline = at.AddSeconds(15),
            },
            new ActionSucceeded { At = at, ActionId = Some.Id, Effect = "restarted", ArtefactHash = hash },
            new ActionFailed { At = at, ActionId = Some.Id, Reason = "refused", RetryAt = at.AddSeconds(30) },
            new ActionOutcomeUnknown { At = at, ActionId = Some.Id, Reason = "no answer", ReconcileAt = at.AddSeconds(5) },
            new RemediationExecuted { At = at, PlanHash = hash },
            new RemediationFailed { At = at, PlanHash = hash, Reason = "step 1" },
            new VerificationStarted { At = at, PlanHash = hash, SettledAt = at.AddMinutes(1), GiveUpAt = at.AddMinutes(10) },
            new VerificationCompleted { At = at, PlanHash = hash, Outcome = VerificationOutcome.Passed, Checks = checks },
            new RecoveryObserved { At = at, Checks = checks },
            new IncidentResolved { At = at, Resolution = Resolution.Remediated, Reason = "gone" },
            new IncidentEscalated { At = at, Reason = "nobody answered" },
            new IncidentDismissed { At = at, By = Some.Ana, Reason = "load test" },
            new IncidentWithdrawn { At = at, Reason = "gone" },
            new IncidentMerged { At = at, Into = Some.Id, Reason = "same cause" },
            new IncidentAbsorbed { At = at, From = Some.Id, Reason = "same cause" },
            new IncidentReopened { At = at, Reason = "back" },
            new IncidentSummarised { At = at, Text = "It went." },
            new CommentAdded { At = at, By = Some.Ana, Text = "looking" },
            new PolicyActivated { At = at, PolicyHash = hash, Text = "version: 1", Origin = "built-in" },
            new ModeChanged { At = at, Mode = "observe" },
            new SuppressionStarted
            {
                At = at,
                SuppressionId = Some.Id,
                Scope = new SuppressionScope("shop", "Deployment/cart", "high-latency", null),
                Reason = "Load test.",
                By = Some.Ana,
                Until = at.AddHours(2),
                UntilClear = true,
            },
            new SuppressionEnded { At = at, SuppressionId = Some.Id, Reason = "over", By = Some.Ana },
        ];
        return events.ToDictionary(e => e.GetType().GetCustomAttributes(typeof(Canonical.EventAliasAttribute), false)
            .Cast<Canonical.EventAliasAttribute>().Single().Alias);
    }
}
