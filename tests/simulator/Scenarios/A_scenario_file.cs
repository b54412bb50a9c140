using Pipeline.Simulator.Scenarios;

namespace Pipeline.Simulator.Tests.Scenarios;

public sealed class A_scenario_file
{
    [Fact]
    public void Says_what_happens_when_in_the_order_of_time()
    {
        var scenario = ScenarioFile.Parse("""
            name: leak
            description: A release leaks.
            steps:
            - {at: 20m, clear: leak}
            - {at: 1m30s, start: memory-leak, target: shop/deployment/checkout, with: {rate: 60}, id: leak, for: 1h}
            """);
        Assert.Equal("leak", scenario.Name);
        Assert.Equal([TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(20)], scenario.Steps.Select(s => s.At));
        Assert.Equal("60", scenario.Steps[0].Start!.Parameters!["rate"]);
        Assert.Equal(TimeSpan.FromHours(1), scenario.Steps[0].Start!.For);
        Assert.Equal("leak", scenario.Steps[1].Clear);
    }

    [Fact]
    public void Of_the_examples_can_be_played()
    {
        Assert.NotEmpty(ScenarioFile.Examples);
        Assert.All(ScenarioFile.Examples, example => Assert.Equal(example.Key, ScenarioFile.Parse(example.Value).Name));
    }

    [Theory]
    [InlineData("steps: []", "line 1: steps is missing")]
    [InlineData("name: x\nsteps:\n- {start: memory-leak}", "line 3: at is missing")]
    [InlineData("steps:\n- {at: 1m, start: memory-leek, target: a/deployment/b}", "line 2: fault \"memory-leek\": there is no such fault. Choose one of bad-rollout")]
    [InlineData("steps:\n- {at: soon, start: dns-failures}", "line 2: at \"soon\": it is no duration. Write a time such as 90s, 10m or 1h30m")]
    [InlineData("steps:\n- {at: 1m, start: memory-leak}", "line 2: memory-leak needs a target")]
    [InlineData("steps:\n- {at: 1m, start: memory-leak, target: a/deployment/b, with: {speed: 3}}", "line 2: \"speed\" is unknown here: write one of rate")]
    [InlineData("steps:\n- {at: 1m, begin: memory-leak}", "line 2: \"begin\" is unknown here: write one of at, start, target, with, for, id")]
    [InlineData("steps:\n- {at: 1m, clear: nothing}", "line 2: clear names \"nothing\", but no earlier step starts a fault with this id")]
    [InlineData("steps:\n- [", "line ")]
    [InlineData("just text", "line 1: a scenario is one object")]
    public void That_is_wrong_says_where_and_what_would_do(string yaml, string message) =>
        Assert.StartsWith(message, Assert.Throws<ScenarioException>(() => ScenarioFile.Parse(yaml)).Message);
}
