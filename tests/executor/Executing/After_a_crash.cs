using Pipeline.Actions.Performing;
using Pipeline.Executor.Tests.Given;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using Pipeline.Testing.Servers;
using Xunit;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Executor.Tests.Executing;

/// <summary>A crash is an intent in the stream and nobody who remembers it.</summary>
[Collection(ExecutorCollection.Name)]
public sealed class After_a_crash(PostgresFixture postgres) : IAsyncLifetime
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
    public async Task Before_the_effect_another_executor_does_it_under_the_same_key()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        var intent = await IntentAsync(id, ActionProof.IdempotencyKey);
        var executor = _bench.Executor(Setup.Posting(_receiver.Address));
        await executor.ContinueAsync(id);
        Assert.Empty(_receiver.Requests); // it may still be under way
        await RecoverAsync(executor, id);
        Assert.Equal(intent.EffectKey.ToString(), Assert.Single(_receiver.Requests).Headers["Idempotency-Key"]);
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
        Assert.Null(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task After_the_effect_the_receiver_sees_one_key_only()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        _receiver.Answer = new WebhookAnswer.Hold(new TaskCompletionSource().Task, new WebhookAnswer.Respond(200));
        var crashed = _bench.Executor(Setup.Posting(_receiver.Address)).ContinueAsync(id); // never gets its answer: left alone
        await _receiver.ReceivesAsync();
        _receiver.Answer = new WebhookAnswer.Respond(200);
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await crashed;
        await RecoverAsync(_bench.Executor(Setup.Posting(_receiver.Address)), id);
        Assert.Equal(2, _receiver.Requests.Count);
        Assert.Single(_receiver.Requests.Select(r => r.Headers["Idempotency-Key"]).Distinct());
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
    }

    [Fact]
    public async Task An_artefact_that_is_there_is_found_and_not_made_again()
    {
        var id = await _bench.ApprovedAsync(Some.Diagnostics());
        var first = _bench.Executor();
        await first.ContinueAsync(id);
        var artefact = Assert.Single(await _bench.FactsAsync<ActionSucceeded>(id)).ArtefactHash;
        // the same plan of the same incident in a database where only the artefact survived the crash
        await _bench.SqlAsync("delete from {schema}.mt_events where type in ('action_started', 'action_succeeded', 'remediation_executed', 'verification_started')");
        await _bench.SqlAsync("update {schema}.mt_streams s set version = (select max(version) from {schema}.mt_events e where e.stream_id = s.id)");
        await IntentAsync(id, ActionProof.DeterministicName);
        await RecoverAsync(_bench.Executor(), id);
        var found = Assert.Single(await _bench.FactsAsync<ActionSucceeded>(id));
        Assert.StartsWith("Found", found.Effect, StringComparison.Ordinal);
        Assert.Equal(artefact, found.ArtefactHash);
        Assert.Single(await _bench.FactsAsync<ActionStarted>(id));
    }

    [Fact]
    public async Task An_artefact_that_is_missing_is_made_in_a_new_attempt()
    {
        var id = await _bench.ApprovedAsync(Some.Diagnostics());
        await IntentAsync(id, ActionProof.DeterministicName);
        var executor = _bench.Executor();
        await RecoverAsync(executor, id);
        Assert.Equal("executing", await _bench.NameOfStateAsync(id));
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await executor.ContinueAsync(id);
        Assert.Equal([1, 2], (await _bench.FactsAsync<ActionStarted>(id)).Select(s => s.Attempt));
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
    }

    [Fact]
    public async Task A_write_with_a_precondition_is_repeated_with_the_same_precondition()
    {
        var action = new ScriptedAction();
        var id = await _bench.ApprovedAsync(ScriptedAction.Planned(Some.Workload));
        await IntentAsync(id, ActionProof.Precondition, uid: "uid-1", resourceVersion: "41");
        action.Target = action.Target with { ResourceVersion = "55" };
        await RecoverAsync(_bench.Executor(new Setup { Actions = [action] }), id);
        Assert.Equal("41", Assert.Single(action.Attempts).Intent.ResourceVersion);
    }

    [Fact]
    public async Task An_effect_that_shows_is_recorded_and_not_repeated()
    {
        var action = new ScriptedAction { Check = _ => new EffectCheck.TookEffect("the annotation is there") };
        var id = await _bench.ApprovedAsync(ScriptedAction.Planned(Some.Workload));
        await IntentAsync(id, ActionProof.Precondition, uid: "uid-1", resourceVersion: "41");
        await RecoverAsync(_bench.Executor(new Setup { Actions = [action] }), id);
        Assert.Empty(action.Attempts);
        Assert.Equal("the annotation is there", Assert.Single(await _bench.FactsAsync<ActionSucceeded>(id)).Effect);
    }

    [Fact]
    public async Task What_cannot_be_proven_waits_for_a_person()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        await IntentAsync(id, ActionProof.Unprovable);
        await RecoverAsync(_bench.Executor(Setup.Posting(_receiver.Address, honoursKeys: false)), id);
        Assert.Empty(_receiver.Requests);
        Assert.Equal("escalated", await _bench.NameOfStateAsync(id));
        Assert.Equal(id, (await _bench.ClaimAsync())!.Holder);
        await _bench.DoAsync(id, new IncidentCommand.ConfirmOutcome
        {
            Now = _bench.Clock.GetUtcNow(),
            ActionId = Assert.Single(await _bench.FactsAsync<ActionStarted>(id)).ActionId,
            By = Some.Ana,
            TookEffect = true,
            Reason = "seen in the channel",
            SettleTime = TimeSpan.FromSeconds(30),
            VerificationWindow = TimeSpan.FromMinutes(10),
        });
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
        Assert.Null(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task A_stop_in_the_middle_leaves_an_outcome_and_begins_nothing_new()
    {
        var id = await _bench.ApprovedAsync(Some.Notification());
        var other = await _bench.ApprovedAsync("error-burst", Some.Diagnostics());
        _receiver.Answer = new WebhookAnswer.Hold(new TaskCompletionSource().Task, new WebhookAnswer.Respond(200));
        var executor = _bench.Executor(Setup.Posting(_receiver.Address));
        var execution = executor.ContinueAsync(id);
        await _receiver.ReceivesAsync();
        executor.Stop();
        await executor.ContinueAsync(other);
        Assert.False(execution.IsCompleted);
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await execution;
        Assert.Equal("outcome-unknown", await _bench.NameOfStateAsync(id));
        Assert.Equal("approved", await _bench.NameOfStateAsync(other));
        Assert.NotNull(await _bench.ClaimAsync());
    }

    /// <summary>The intent as a crashed executor left it: stored with its claim, forgotten by everybody.</summary>
    private async Task<ActionStarted> IntentAsync(Guid id, ActionProof proof, string? uid = null, string? resourceVersion = null)
    {
        var phase = Assert.IsType<IncidentPhase.Approved>((await _bench.StateAsync(id)).Phase);
        await _bench.DoAsync(id, new IncidentCommand.StartAction
        {
            Now = _bench.Clock.GetUtcNow(),
            PlanHash = phase.Plan.Hash,
            TargetUid = uid,
            ResourceVersion = resourceVersion,
            BeforeState = new Dictionary<string, string>(),
            Proof = proof,
            TimeLimit = TimeSpan.FromSeconds(30),
        });
        return Assert.Single(await _bench.FactsAsync<ActionStarted>(id));
    }

    /// <summary>Past the deadline: the attempt is lost, then looked into.</summary>
    private async Task RecoverAsync(Replica executor, Guid id)
    {
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await executor.ContinueAsync(id);
        await executor.ContinueAsync(id);
    }
}
