using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Tests;
using Pipeline.Incidents.Verification;
using Pipeline.IncidentStore.Tests;
using Pipeline.Testing.Servers;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Tests;

[Collection(StoreCollection.Name)]
public sealed class Answering_hints(PostgresFixture postgres)
{
    [Fact]
    public async Task Hints_that_come_many_times_lead_to_one_analysis()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var analyzer = await AnalyzerHost.StartAsync(store);
        await analyzer.ApplyAsync(Some.Opening() with { Report = Case.Cpu() });
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis, times: 6);
        var facts = await analyzer.FactsAsync();
        Assert.Single(facts.OfType<AnalysisStarted>());
        Assert.Single(facts.OfType<AnalysisCompleted>());
        Assert.Equal(["collect_diagnostics", "notify_only"], Assert.Single(facts.OfType<RemediationProposed>()).Plan.Actions.Select(a => a.Action));
        Assert.Equal("proposed", await analyzer.StateAsync());
    }

    [Fact]
    public async Task Two_analyzers_side_by_side_analyse_once()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var one = await AnalyzerHost.StartAsync(store);
        await using var other = await AnalyzerHost.StartAsync(store);
        await one.ApplyAsync(Some.Opening() with { Report = Case.Cpu() });
        await Task.WhenAll(one.HintAsync(AnalyzerHost.WantsAnalysis, 4), other.HintAsync(AnalyzerHost.WantsAnalysis, 4));
        var facts = await one.FactsAsync();
        Assert.Single(facts.OfType<AnalysisStarted>());
        Assert.Single(facts.OfType<RemediationProposed>());
    }

    [Fact]
    public async Task An_analysis_that_was_cut_off_is_begun_anew_after_its_deadline_and_not_before()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var analyzer = await AnalyzerHost.StartAsync(store);
        await analyzer.ApplyAsync(Some.Opening() with { Report = Case.Cpu() });
        await analyzer.ApplyAsync(Some.Analysis()); // of a replica that died
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis);
        Assert.Equal("analyzing", await analyzer.StateAsync());
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis);
        var facts = await analyzer.FactsAsync();
        Assert.Equal([1, 2], facts.OfType<AnalysisStarted>().Select(a => a.Attempt));
        Assert.All(facts.OfType<EvidenceGathered>(), e => Assert.StartsWith("E2.", e.Evidence.Id, StringComparison.Ordinal));
        Assert.Equal("proposed", await analyzer.StateAsync());
    }

    [Fact]
    public async Task An_analysis_that_fails_says_why_and_is_tried_again_later_and_in_the_end_handed_to_people()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var analyzer = await AnalyzerHost.StartAsync(
            store, new AnalyzerOptions { MaxAttempts = 2, RetryAfter = TimeSpan.FromSeconds(10) }, new Rulebook([new BrokenRule()]));
        await analyzer.ApplyAsync(Some.Opening() with { Report = Case.Cpu() });
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis, times: 3);
        var failed = Assert.Single((await analyzer.FactsAsync()).OfType<AnalysisFailed>());
        Assert.Equal(("NotSupportedException: no such rule", Some.Noon.AddSeconds(10)), (failed.Reason, failed.RetryAt));
        store.Clock.Advance(TimeSpan.FromSeconds(10));
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis);
        Assert.Equal(Some.Noon.AddSeconds(30), (await analyzer.FactsAsync()).OfType<AnalysisFailed>().Last().RetryAt);
        store.Clock.Advance(TimeSpan.FromSeconds(20));
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis);
        Assert.Equal("escalated", await analyzer.StateAsync());
    }

    [Fact]
    public async Task A_hint_for_no_incident_does_nothing()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var analyzer = await AnalyzerHost.StartAsync(store);
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis);
        await analyzer.HintAsync(AnalyzerHost.WantsVerification);
        await analyzer.HintAsync(AnalyzerHost.WantsSummary);
        Assert.Empty(await analyzer.FactsAsync());
    }

    [Fact]
    public async Task A_symptom_that_stays_refutes_a_plan_when_its_time_is_over()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var analyzer = await AnalyzerHost.StartAsync(store);
        await ExecuteAsync(analyzer);
        await analyzer.HintAsync(AnalyzerHost.WantsVerification);
        Assert.Equal("verifying", await analyzer.StateAsync());
        await analyzer.ApplyAsync(Some.Reporting(Some.Report(minute: 9), 9));
        store.Clock.Advance(TimeSpan.FromMinutes(14));
        await analyzer.HintAsync(AnalyzerHost.WantsVerification, times: 2);
        Assert.Equal(VerificationOutcome.Refuted, Assert.Single((await analyzer.FactsAsync()).OfType<VerificationCompleted>()).Outcome);
    }

    [Fact]
    public async Task A_closed_incident_gets_one_summary()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var analyzer = await AnalyzerHost.StartAsync(store);
        await analyzer.ApplyAsync(Some.Opening());
        await analyzer.HintAsync(AnalyzerHost.WantsSummary);
        await analyzer.ApplyAsync(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 5), 5));
        await analyzer.HintAsync(AnalyzerHost.WantsSummary, times: 3);
        var summary = Assert.Single((await analyzer.FactsAsync()).OfType<IncidentSummarised>());
        Assert.StartsWith(
            "cpu-saturation of shop/Deployment/cart in demo: over before anything was done after 5 min.", summary.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_is_too_long_for_an_event_is_kept_beside_the_stream()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var analyzer = await AnalyzerHost.StartAsync(store);
        var alert = Case.Alert("queue-stuck", "QueueStuck") with
        {
            Annotations = Enumerable.Range(0, 12).ToDictionary(i => $"note{i:00}", i => new string((char)('a' + i), 900)),
        };
        await analyzer.ApplyAsync(Some.Opening() with { Report = alert });
        await analyzer.HintAsync(AnalyzerHost.WantsAnalysis);
        var evidence = Assert.Single((await analyzer.FactsAsync()).OfType<EvidenceGathered>()).Evidence;
        var whole = await store.Events.Payloads.GetAsync(evidence.ContentHash, CancellationToken.None);
        Assert.Contains("Annotation note11", System.Text.Encoding.UTF8.GetString(whole!.Content), StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(AnalyzerHost analyzer)
    {
        var hash = Some.Plan().Hash();
        foreach (var command in (Incidents.Commands.IncidentCommand[])
            [Some.Opening(), Some.Analysis(), Some.Conclusion(), Some.Preflight(hash), Some.Policy(hash), Some.Approval(hash), Some.Acting(hash)])
            await analyzer.ApplyAsync(command);
        await analyzer.ApplyAsync(Some.Effect((await analyzer.FactsAsync()).OfType<ActionStarted>().Single().ActionId));
    }

    private sealed class BrokenRule : IHypothesisRule
    {
        public IEnumerable<Suspicion> Suspect(CaseFile file) => throw new NotSupportedException("no such rule");
    }
}
