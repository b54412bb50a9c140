using Pipeline.Executor.Notifying;
using Pipeline.Executor.Tests.Given;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Executor.Tests.Rehearsing;

[Collection(ExecutorCollection.Name)]
public sealed class Rehearsing_a_plan(PostgresFixture postgres) : IAsyncLifetime
{
    private Bench _bench = null!;

    public async Task InitializeAsync() => _bench = await Bench.StartAsync(postgres);

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Says_exactly_what_would_be_sent_and_sends_nothing()
    {
        var receiver = new WebhookReceiver();
        await receiver.InitializeAsync();
        var id = await _bench.ProposedAsync("cpu-saturation", Some.Notification("look"));
        var executor = _bench.Executor(Setup.Posting(new Uri(receiver.Address, "/services/secret-path")));
        var finding = Assert.Single(await FindingsAsync(executor, id));
        Assert.Empty(receiver.Requests);
        Assert.Equal(PreflightVerdict.Ready, finding.Verdict);
        Assert.DoesNotContain("secret-path", finding.Detail, StringComparison.Ordinal);
        await _bench.ApproveAsync(id);
        await executor.ContinueAsync(id);
        var sent = Assert.Single(receiver.Requests);
        Assert.Contains(sent.Headers["Idempotency-Key"], finding.Detail, StringComparison.Ordinal);
        Assert.EndsWith(sent.Body, finding.Detail, StringComparison.Ordinal);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Says_which_setting_is_missing()
    {
        var id = await _bench.ProposedAsync("cpu-saturation", Some.Notification());
        var finding = Assert.Single(await FindingsAsync(_bench.Executor(), id));
        Assert.Equal(PreflightVerdict.MeansMissing, finding.Verdict);
        Assert.Contains("Actions:Notify:UrlFile", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_a_finding_for_each_step()
    {
        var id = await _bench.ProposedAsync("cpu-saturation", Some.Diagnostics(), Some.Notification());
        var findings = await FindingsAsync(_bench.Executor(), id);
        Assert.Equal([(1, PreflightVerdict.Ready), (2, PreflightVerdict.MeansMissing)], findings.Select(f => (f.Step, f.Verdict)));
    }

    [Fact]
    public async Task Refuses_what_the_catalogue_does_not_have_or_allow()
    {
        var unknown = Some.Notification() with { Action = "format_disk" };
        var wrong = Some.Diagnostics() with { Parameters = new Dictionary<string, string> { ["max_events"] = "0" } };
        var id = await _bench.ProposedAsync("cpu-saturation", unknown, wrong);
        var findings = await FindingsAsync(_bench.Executor(), id);
        Assert.All(findings, f => Assert.Equal(PreflightVerdict.Refused, f.Verdict));
        Assert.Contains("no action 'format_disk'", findings[0].Detail, StringComparison.Ordinal);
        Assert.Contains("max_events is '0'; it must be a whole number from 1 to 5000", findings[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_another_cluster()
    {
        var id = await _bench.ProposedAsync("cpu-saturation", Some.Diagnostics());
        var finding = Assert.Single(await FindingsAsync(_bench.Executor(new Setup { Cluster = "another" }), id));
        Assert.Equal(PreflightVerdict.Refused, finding.Verdict);
    }

    [Fact]
    public async Task Is_done_once_when_the_message_comes_twice()
    {
        var id = await _bench.ProposedAsync("cpu-saturation", Some.Diagnostics());
        var executor = _bench.Executor();
        await Task.WhenAll(executor.RehearseAsync(id), executor.RehearseAsync(id));
        Assert.Single(await _bench.FactsAsync<IncidentEvent.PlanPreflighted>(id));
    }

    [Fact]
    public async Task Says_how_a_webhook_is_authenticated_without_its_secrets()
    {
        var id = await _bench.ProposedAsync("cpu-saturation", Some.Notification());
        var setup = new Setup
        {
            Notify = new NotifyOptions
            {
                Url = "https://hooks.example.org/T0/B0/XXXX",
                Headers = "Authorization: Bearer hunter2",
                SigningKey = "0123456789abcdef",
            },
        };
        var detail = Assert.Single(await FindingsAsync(_bench.Executor(setup), id)).Detail;
        Assert.Contains("https://hooks.example.org/… with Idempotency-Key", detail, StringComparison.Ordinal);
        Assert.Contains("the headers Authorization, X-Pipeline-Signature", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", detail, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<PreflightFinding>> FindingsAsync(Replica executor, Guid id)
    {
        await executor.RehearseAsync(id);
        return Assert.Single(await _bench.FactsAsync<IncidentEvent.PlanPreflighted>(id)).Findings;
    }
}
