using System.Text.Json;
using Pipeline.Actions.Performing;
using Pipeline.Canonical;
using Pipeline.Contracts.Symptoms;
using Pipeline.Executor.Tests.Given;
using Pipeline.Processes;
using Pipeline.Testing.Servers;
using Xunit;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Executor.Tests.Executing;

[Collection(ExecutorCollection.Name)]
public sealed class Executing_a_plan(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly WebhookReceiver _receiver = new();
    private Bench _bench = null!;

    public async Task InitializeAsync()
    {
        await _receiver.InitializeAsync();
        _bench = await Bench.StartAsync(postgres);
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Does_the_steps_in_order_and_then_watches_the_symptoms()
    {
        var id = await _bench.ApprovedAsync(Some.Notification(), Some.Diagnostics());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address));
        await executor.ContinueAsync(id);
        Assert.Equal("executing", await _bench.NameOfStateAsync(id));
        await executor.ContinueAsync(id);
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
        Assert.Equal(["notify_only", "collect_diagnostics"], (await _bench.FactsAsync<ActionStarted>(id)).Select(s => s.Action));
        var verification = Assert.Single(await _bench.FactsAsync<VerificationStarted>(id));
        Assert.Equal(Some.Noon.AddSeconds(30), verification.SettledAt);
        Assert.Equal(Some.Noon.AddMinutes(10), verification.GiveUpAt);
        Assert.Null(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task Sends_what_the_documented_body_says_with_the_effect_key()
    {
        var id = await _bench.ApprovedAsync(Some.Notification("look at cart"));
        await _bench.Executor(Setup.Posting(_receiver.Address)).ContinueAsync(id);
        var request = Assert.Single(_receiver.Requests);
        var intent = Assert.Single(await _bench.FactsAsync<ActionStarted>(id));
        Assert.Equal(intent.EffectKey.ToString(), request.Headers["Idempotency-Key"]);
        Assert.Equal(
            $$"""
            {"version":1,"incidentId":"{{id}}","cluster":"demo","entity":{"namespace":"shop","kind":"Deployment","name":"cart"},"title":"cpu-saturation of shop/Deployment/cart","cause":"cpu-saturation","confidence":0.6,"severity":"critical","conclusion":"cart likely has no CPU left","message":"look at cart","openedAt":"2026-11-20T12:00:00+00:00","planHash":"{{intent.PlanHash}}","link":null}
            """,
            request.Body);
    }

    [Fact]
    public async Task Keeps_the_diagnostics_as_an_artefact_named_by_its_content()
    {
        var id = await _bench.ApprovedAsync(Some.Diagnostics());
        await _bench.Executor().ContinueAsync(id);
        var hash = Assert.Single(await _bench.FactsAsync<ActionSucceeded>(id)).ArtefactHash!;
        var payload = (await _bench.Payloads.GetAsync(hash, CancellationToken.None))!;
        Assert.Equal(hash, ContentHash.Of(payload.Content));
        using var artefact = JsonDocument.Parse(payload.Content);
        var root = artefact.RootElement;
        Assert.Equal(id, root.GetProperty("incident").GetProperty("id").GetGuid());
        Assert.Equal("cpu-utilization rose from 0.21 to 0.97", root.GetProperty("evidence")[0].GetProperty("content").GetString());
        Assert.Equal("IncidentOpened", root.GetProperty("timeline")[0].GetProperty("what").GetString());
        Assert.Equal(0, root.GetProperty("eventsLeftOut").GetInt32());
    }

    [Fact]
    public async Task Does_nothing_for_stale_hints()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address));
        for (var hint = 0; hint < 3; hint++)
            await executor.ContinueAsync(id);
        await executor.ContinueAsync(Some.Id("never-opened"));
        Assert.Single(_receiver.Requests);
        Assert.Single(await _bench.FactsAsync<ActionStarted>(id));
    }

    [Fact]
    public async Task Tries_again_after_the_pause_under_the_same_key_when_nothing_was_sent()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        var setup = Setup.Posting(new Uri($"http://127.0.0.1:{FreePorts.One()}/"));
        await _bench.Executor(setup).ContinueAsync(id);
        var failed = Assert.Single(await _bench.FactsAsync<ActionFailed>(id));
        Assert.Equal(Some.Noon.AddSeconds(15), failed.RetryAt);
        Assert.Null(await _bench.ClaimAsync());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address));
        await executor.ContinueAsync(id);
        Assert.Empty(_receiver.Requests);
        _bench.Clock.Advance(TimeSpan.FromSeconds(15));
        await executor.ContinueAsync(id);
        Assert.Single((await _bench.FactsAsync<ActionStarted>(id)).Select(s => s.EffectKey).Distinct());
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
    }

    [Fact]
    public async Task Waits_as_long_as_the_receiver_asks_but_no_longer_than_is_configured()
    {
        _receiver.Answer = new WebhookAnswer.Respond(429) { Headers = new Dictionary<string, string> { ["Retry-After"] = "86400" } };
        var id = await _bench.ApprovedAsync(Some.Notification());
        await _bench.Executor(Setup.Posting(_receiver.Address)).ContinueAsync(id);
        Assert.Equal(Some.Noon.AddMinutes(10), Assert.Single(await _bench.FactsAsync<ActionFailed>(id)).RetryAt);
    }

    [Fact]
    public async Task Calls_people_when_the_receiver_refuses_and_after_the_last_attempt()
    {
        _receiver.Answer = new WebhookAnswer.Respond(404, "no such hook");
        var refused = await _bench.ApprovedAsync("cpu-saturation", Some.Notification());
        await _bench.Executor(Setup.Posting(_receiver.Address)).ContinueAsync(refused);
        Assert.Equal("escalated", await _bench.NameOfStateAsync(refused));
        _receiver.Answer = new WebhookAnswer.Respond(429);
        var tired = await _bench.ApprovedAsync("error-burst", Some.Notification());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address) with { Executor = new ExecutorOptions { MaxAttempts = 3 } });
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await executor.ContinueAsync(tired);
            _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(3, (await _bench.FactsAsync<ActionStarted>(tired)).Count);
        Assert.Equal("escalated", await _bench.NameOfStateAsync(tired));
        Assert.Null(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task Repeats_in_doubt_under_one_key_only_until_the_receiver_answers()
    {
        _receiver.AnswerNext(new WebhookAnswer.Respond(503), new WebhookAnswer.DropConnection(), new WebhookAnswer.Respond(409));
        var id = await _bench.ApprovedAsync(Some.Notification());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await executor.ContinueAsync(id);
            Assert.Equal("outcome-unknown", await _bench.NameOfStateAsync(id));
            Assert.NotNull(await _bench.ClaimAsync());
            _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        await executor.ContinueAsync(id);
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
        Assert.Equal(4, _receiver.Requests.Count);
        Assert.Single(_receiver.Requests.Select(r => r.Headers["Idempotency-Key"]).Distinct());
        Assert.Single(_receiver.Requests.Select(r => r.Body).Distinct());
        Assert.Null(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task Stays_in_doubt_when_a_later_attempt_certainly_had_no_effect()
    {
        _receiver.AnswerNext(new WebhookAnswer.DropConnection(), new WebhookAnswer.Respond(404));
        var id = await _bench.ApprovedAsync(Some.Notification());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address));
        await executor.ContinueAsync(id);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await executor.ContinueAsync(id);
        Assert.Empty(await _bench.FactsAsync<ActionFailed>(id));
        Assert.Equal("outcome-unknown", await _bench.NameOfStateAsync(id));
    }

    [Fact]
    public async Task Leaves_doubt_to_people_when_attempts_are_used_up_and_keeps_the_target_for_them()
    {
        _receiver.Answer = new WebhookAnswer.Respond(500);
        var id = await _bench.ApprovedAsync(Some.Notification());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address) with { Executor = new ExecutorOptions { MaxAttempts = 2 } });
        for (var hint = 0; hint < 5; hint++)
        {
            await executor.ContinueAsync(id);
            _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(2, _receiver.Requests.Count);
        Assert.Equal("escalated", await _bench.NameOfStateAsync(id));
        Assert.NotNull(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task Never_repeats_what_the_receiver_cannot_tell_apart()
    {
        _receiver.Answer = new WebhookAnswer.DropConnection();
        var id = await _bench.ApprovedAsync(Some.Notification());
        var executor = _bench.Executor(Setup.Posting(_receiver.Address, honoursKeys: false));
        await executor.ContinueAsync(id);
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await executor.ContinueAsync(id);
        Assert.Single(_receiver.Requests);
        Assert.Equal("escalated", await _bench.NameOfStateAsync(id));
        Assert.NotNull(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task Refuses_a_plan_that_was_changed_after_its_approval()
    {
        var id = await _bench.ApprovedAsync(Some.Notification("as approved"));
        await _bench.SqlAsync(
            "update {schema}.mt_events set data = replace(data::text, 'as approved', 'as tampered')::jsonb where type = 'remediation_proposed'");
        await _bench.Executor(Setup.Posting(_receiver.Address)).ContinueAsync(id);
        Assert.Empty(_receiver.Requests);
        Assert.Empty(await _bench.FactsAsync<ActionStarted>(id));
        Assert.Equal("escalated", await _bench.NameOfStateAsync(id));
    }

    [Theory]
    [InlineData("uid-2", "3", "uid")]
    [InlineData("uid-1", "5", "spec.replicas")]
    [InlineData(null, "3", "uid")]
    public async Task Marks_the_plan_stale_when_the_target_is_not_as_approved(string? uid, string replicas, string said)
    {
        var action = new ScriptedAction
        {
            Target = new TargetReading(uid, "77", new Dictionary<string, string> { ["spec.replicas"] = replicas }),
        };
        var id = await _bench.ApprovedAsync(ScriptedAction.Planned(Some.Workload));
        await _bench.Executor(new Setup { Actions = [action] }).ContinueAsync(id);
        Assert.Empty(action.Attempts);
        Assert.Contains(said, Assert.Single(Assert.Single(await _bench.FactsAsync<PlanStale>(id)).Failed), StringComparison.Ordinal);
        Assert.Equal("open", await _bench.NameOfStateAsync(id));
    }

    [Fact]
    public async Task Records_what_it_read_of_the_target_in_the_intent()
    {
        var action = new ScriptedAction();
        var id = await _bench.ApprovedAsync(ScriptedAction.Planned(Some.Workload));
        await _bench.Executor(new Setup { Actions = [action] }).ContinueAsync(id);
        var intent = Assert.Single(action.Attempts).Intent;
        Assert.Equal(("uid-1", "41", "3"), (intent.TargetUid, intent.ResourceVersion, intent.BeforeState["spec.replicas"]));
        Assert.Equal(Some.Noon.AddSeconds(20 + 15), intent.Deadline);
    }

    [Fact]
    public async Task Withdraws_the_plan_when_the_symptoms_go_between_two_attempts()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        var executor = _bench.Executor(Setup.Posting(new Uri($"http://127.0.0.1:{FreePorts.One()}/")));
        await executor.ContinueAsync(id);
        await _bench.DoAsync(id, Some.Reporting(Some.Report(SymptomStatus.Cleared, minute: 1)));
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await executor.ContinueAsync(id);
        Assert.Equal("withdrawn", await _bench.NameOfStateAsync(id));
        Assert.Single(await _bench.FactsAsync<ActionStarted>(id));
    }

    [Fact]
    public async Task Never_acts_in_another_cluster()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        await _bench.Executor(Setup.Posting(_receiver.Address) with { Cluster = "another" }).ContinueAsync(id);
        Assert.Empty(_receiver.Requests);
        Assert.Contains("another only", Assert.Single(Assert.Single(await _bench.FactsAsync<PlanStale>(id)).Failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Treats_an_error_of_an_action_as_an_outcome_in_doubt()
    {
        var action = new ScriptedAction { Execute = (_, _) => throw new InvalidOperationException("bug") };
        var id = await _bench.ApprovedAsync(ScriptedAction.Planned(Some.Workload));
        await _bench.Executor(new Setup { Actions = [action] }).ContinueAsync(id);
        Assert.Contains("bug", Assert.Single(await _bench.FactsAsync<ActionOutcomeUnknown>(id)).Reason, StringComparison.Ordinal);
    }
}
