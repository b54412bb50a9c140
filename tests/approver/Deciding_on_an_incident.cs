using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Tests;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using static Pipeline.Incidents.Events.IncidentEvent;
using static Pipeline.Incidents.Governance.GovernanceEvent;

namespace Pipeline.Approver.Tests;

[Collection(StoreCollection.Name)]
public sealed class Deciding_on_an_incident(PostgresFixture postgres)
{
    [Fact]
    public async Task Asks_people_once_however_often_the_hint_comes()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var approver = await ApproverHost.StartAsync(store, new ApproverOptions { Mode = ApproverMode.Manual });
        var hash = await ApproverHost.PreflightAsync(store);
        await approver.HintAsync(times: 5);
        var facts = await approver.FactsAsync();
        var evaluated = Assert.Single(facts.OfType<PolicyEvaluated>());
        var requested = Assert.Single(facts.OfType<ApprovalRequested>());
        Assert.Equal((hash, hash), (evaluated.PlanHash, requested.PlanHash));
        Assert.Equal(store.Clock.GetUtcNow() + TimeSpan.FromMinutes(30), requested.ExpiresAt);
    }

    [Fact]
    public async Task Two_replicas_decide_once()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var one = await ApproverHost.StartAsync(store, new ApproverOptions { Mode = ApproverMode.Manual });
        await using var other = await ApproverHost.StartAsync(store, new ApproverOptions { Mode = ApproverMode.Manual });
        await ApproverHost.PreflightAsync(store);
        await Task.WhenAll(one.HintAsync(3), other.HintAsync(3));
        Assert.Single((await one.FactsAsync()).OfType<PolicyEvaluated>());
        Assert.Single(await one.PoliciesAsync());
        Assert.Single(await one.ModesAsync());
    }

    [Fact]
    public async Task Observing_is_the_default_and_goes_no_further()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var approver = await ApproverHost.StartAsync(store, new ApproverOptions());
        var hash = await ApproverHost.PreflightAsync(store);
        await approver.HintAsync();
        await store.Incidents.ApplyAsync(
            Some.Id, Some.Approval(hash), new CommandContext(Some.Ana), null, CancellationToken.None);
        store.Clock.Advance(TimeSpan.FromDays(1));
        await approver.HintAsync();
        var facts = await approver.FactsAsync();
        Assert.Equal(PolicyVerdict.Observe, Assert.IsType<PolicyEvaluated>(facts[^1]).Decision.Verdict);
        Assert.Equal("observing", await StateAsync(store));
        Assert.Equal(["observe"], (await approver.ModesAsync()).Cast<ModeChanged>().Select(m => m.Mode));
    }

    [Fact]
    public async Task Expires_an_approval_at_its_deadline_and_not_before()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var approver = await ApproverHost.StartAsync(
            store, new ApproverOptions { Mode = ApproverMode.Manual, ApprovalWindow = TimeSpan.FromMinutes(5) });
        await ApproverHost.PreflightAsync(store);
        await approver.HintAsync();
        store.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(10));
        await approver.HintAsync();
        Assert.Equal("awaiting-approval", await StateAsync(store));
        store.Clock.Advance(TimeSpan.FromTicks(10));
        await approver.HintAsync(times: 2);
        Assert.Single((await approver.FactsAsync()).OfType<ApprovalExpired>());
        Assert.Equal("escalated", await StateAsync(store));
    }

    [Fact]
    public async Task A_policy_that_changes_between_two_decisions_is_recorded_before_it_decides()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var folder = new TemporaryFolder();
        var file = folder.Combine("policy.yaml");
        await File.WriteAllTextAsync(file, "version: 1\nrules:\n  - {name: first, then: approval, approvals: 2}\n");
        await using var approver = await ApproverHost.StartAsync(
            store, new ApproverOptions { Mode = ApproverMode.Automatic, PolicyFile = file });
        await approver.Policy.CurrentAsync(CancellationToken.None);
        await File.WriteAllTextAsync(file, "version: 1\nrules:\n  - {name: second, then: automatic}\n");
        await ApproverHost.PreflightAsync(store);
        await approver.HintAsync();
        var facts = await approver.FactsAsync();
        var decision = Assert.Single(facts.OfType<PolicyEvaluated>()).Decision;
        Assert.Equal("second", decision.Rule);
        Assert.True(Assert.Single(facts.OfType<RemediationApproved>()).Automatic);
        var policies = (await approver.PoliciesAsync()).Cast<PolicyActivated>().ToList();
        Assert.Equal(2, policies.Count);
        Assert.Equal(decision.PolicyHash, policies[1].PolicyHash);
        Assert.Contains("second", policies[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: 1\nrules: maybe\n", "policy.yaml:2: rules must be a list")]
    [InlineData(null, "cannot be read")]
    public async Task A_policy_that_cannot_be_used_has_people_asked(string? text, string why)
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var folder = new TemporaryFolder();
        var file = folder.Combine("policy.yaml");
        if (text is not null)
            await File.WriteAllTextAsync(file, text);
        await using var approver = await ApproverHost.StartAsync(
            store, new ApproverOptions { Mode = ApproverMode.Automatic, PolicyFile = file });
        await ApproverHost.PreflightAsync(store);
        await approver.HintAsync();
        var decision = Assert.Single((await approver.FactsAsync()).OfType<PolicyEvaluated>()).Decision;
        Assert.Equal(PolicyVerdict.Approval, decision.Verdict);
        Assert.Contains(why, decision.Reason, StringComparison.Ordinal);
        Assert.Equal(decision.PolicyHash, Assert.IsType<PolicyActivated>(Assert.Single(await approver.PoliciesAsync())).PolicyHash);
    }

    [Fact]
    public async Task A_changed_file_is_taken_up_without_any_decision()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await using var folder = new TemporaryFolder();
        var file = folder.Combine("policy.yaml");
        await File.WriteAllTextAsync(file, "version: 1\nrules: []\n");
        await using var approver = await ApproverHost.StartAsync(store, new ApproverOptions { PolicyFile = file });
        await approver.Watch.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(async _ => (await approver.PoliciesAsync()).Count == 1);
        await File.WriteAllTextAsync(file, "version: 1\nrules: [{name: new, then: refuse}]\n");
        await Eventually.HoldsAsync(async _ =>
        {
            store.Clock.Advance(TimeSpan.FromSeconds(10));
            return (await approver.PoliciesAsync()).Count == 2;
        });
        await approver.Watch.StopAsync(CancellationToken.None);
    }

    private static async Task<string> StateAsync(EmptyStore store) =>
        Incidents.State.IncidentState.NameOf((await store.Incidents.LoadAsync(Some.Id, CancellationToken.None))!.Incident.Phase);
}
