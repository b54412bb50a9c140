using Pipeline.Actions.Performing;
using Pipeline.Executor.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Executor.Tests.Executing;

[Collection(ExecutorCollection.Name)]
public sealed class Several_executors(PostgresFixture postgres) : IAsyncLifetime
{
    private Bench _bench = null!;

    public async Task InitializeAsync() => _bench = await Bench.StartAsync(postgres);

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Have_one_effect_when_all_get_the_hint_at_once()
    {
        var action = new ScriptedAction();
        var id = await _bench.ApprovedAsync(ScriptedAction.Planned(Some.Workload));
        var executors = Enumerable.Range(0, 8).Select(_ => _bench.Executor(new Setup { Actions = [action] })).ToList();
        await Task.WhenAll(executors.SelectMany(e => new[] { e.ContinueAsync(id), e.ContinueAsync(id) }));
        Assert.Single(action.Attempts);
        Assert.Single(await _bench.FactsAsync<ActionStarted>(id));
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
    }

    [Fact]
    public async Task Repeat_once_when_all_look_into_the_same_doubt()
    {
        var action = new ScriptedAction { Execute = (_, _) => Task.FromResult<ActionOutcome>(new ActionOutcome.Unknown("gone")) };
        var id = await _bench.ApprovedAsync(ScriptedAction.Planned(Some.Workload));
        var executors = Enumerable.Range(0, 6).Select(_ => _bench.Executor(new Setup { Actions = [action] })).ToList();
        await executors[0].ContinueAsync(id);
        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        action.Execute = (_, _) => Task.FromResult<ActionOutcome>(new ActionOutcome.Succeeded("restarted"));
        await Task.WhenAll(executors.Select(e => e.ContinueAsync(id)));
        Assert.Equal(2, action.Attempts.Count);
        Assert.Equal("verifying", await _bench.NameOfStateAsync(id));
    }

    [Fact]
    public async Task Never_act_on_one_target_for_two_incidents_at_once()
    {
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var action = new ScriptedAction
        {
            Execute = async (_, _) =>
            {
                entered.TrySetResult();
                await leave.Task;
                return new ActionOutcome.Succeeded("restarted");
            },
        };
        var first = await _bench.ApprovedAsync("cpu-saturation", ScriptedAction.Planned(Some.Workload));
        var second = await _bench.ApprovedAsync("error-burst", ScriptedAction.Planned(Some.Workload));
        var executor = _bench.Executor(new Setup { Actions = [action] });
        var running = executor.ContinueAsync(first);
        await entered.Task;
        await executor.ContinueAsync(second);
        Assert.Single(action.Attempts);
        Assert.Equal("approved", await _bench.NameOfStateAsync(second));
        leave.SetResult();
        await running;
        await executor.ContinueAsync(second);
        Assert.Equal("verifying", await _bench.NameOfStateAsync(second));
        Assert.Null(await _bench.ClaimAsync());
    }

    [Fact]
    public async Task Leave_a_target_alone_while_another_incident_is_in_doubt_about_it()
    {
        var action = new ScriptedAction { Execute = (_, _) => Task.FromResult<ActionOutcome>(new ActionOutcome.Unknown("gone")) };
        var first = await _bench.ApprovedAsync("cpu-saturation", ScriptedAction.Planned(Some.Workload));
        var second = await _bench.ApprovedAsync("error-burst", ScriptedAction.Planned(Some.Workload));
        var executor = _bench.Executor(new Setup { Actions = [action] });
        await executor.ContinueAsync(first);
        await executor.ContinueAsync(second);
        Assert.Equal(first, (await _bench.ClaimAsync())!.Holder);
        Assert.Single(action.Attempts);
        action.Check = _ => new EffectCheck.NoEffect("nothing restarted");
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await executor.ContinueAsync(first);
        await executor.ContinueAsync(second);
        Assert.Equal(second, (await _bench.ClaimAsync())!.Holder);
    }
}
