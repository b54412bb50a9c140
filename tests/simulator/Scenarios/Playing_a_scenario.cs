using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Scenarios;
using Pipeline.Simulator.Tests.World;

namespace Pipeline.Simulator.Tests.Scenarios;

public sealed class Playing_a_scenario
{
    private readonly TestWorld _world = new();
    private readonly FaultInjector _faults;
    private readonly List<string> _failed = [];

    public Playing_a_scenario()
    {
        _faults = new FaultInjector(_world.Model);
        _world.Create(Kinds.Deployment, """
            {"metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"nginx:1.27"}]}}}}
            """);
    }

    [Fact]
    public void Starts_and_clears_faults_at_their_times()
    {
        Play(Step(60, new FaultRequest("image-not-found", "shop/deployment/web", Id: "a")), new ScenarioStep(TimeSpan.FromSeconds(120), null, "a", 2));
        _world.Advance(59);
        Assert.Empty(_faults.Active);
        _world.Advance(2);
        Assert.Single(_faults.Active);
        _world.Advance(60);
        Assert.Empty(_faults.Active);
        Assert.Empty(_failed);
    }

    [Fact]
    public void Goes_on_after_a_step_that_cannot_be_done()
    {
        Play(
            Step(1, new FaultRequest("image-not-found", "shop/deployment/missing")), new ScenarioStep(TimeSpan.FromSeconds(2), null, "unknown", 7),
            Step(3, new FaultRequest("image-not-found", "shop/deployment/web")));
        _world.Advance(4);
        Assert.Single(_faults.Active);
        Assert.Equal(2, _failed.Count);
        Assert.StartsWith("7: no active fault has the id", _failed[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_when_it_is_told_to()
    {
        Play(Step(5, new FaultRequest("image-not-found", "shop/deployment/web"))).Dispose();
        _world.Advance(10);
        Assert.Empty(_faults.Active);
    }

    private static ScenarioStep Step(int seconds, FaultRequest fault) => new(TimeSpan.FromSeconds(seconds), fault, null, 1);

    private IDisposable Play(params ScenarioStep[] steps) =>
        new ScenarioPlayer(_faults, _world.Loop, (step, why) => _failed.Add($"{step.Line}: {why}")).Play(new Scenario("test", "", steps));
}
