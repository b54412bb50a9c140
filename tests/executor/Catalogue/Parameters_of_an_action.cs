using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Parameters;
using Pipeline.Incidents.Plans;
using Xunit;

namespace Pipeline.Executor.Tests.Catalogue;

public sealed class Parameters_of_an_action
{
    private static readonly IReadOnlyList<ParameterDefinition> Definitions =
    [
        new TextParameter("channel", "Where to.", 20) { Required = true, Pattern = "[a-z-]+" },
        new IntegerParameter("replicas", "How many.", 0, 100) { Default = "2" },
        new DurationParameter("pause", "How long.", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)) { Default = "00:00:30" },
        new ChoiceParameter("mode", "How.", ["soft", "hard"]),
    ];

    [Theory]
    [InlineData("channel", "on-call", "on-call")]
    [InlineData("replicas", "0", "0")]
    [InlineData("replicas", "+007", "7")]
    [InlineData("replicas", "100", "100")]
    [InlineData("pause", "00:00:01", "00:00:01")]
    [InlineData("pause", "00:01:30.0", "00:01:30")]
    [InlineData("mode", "hard", "hard")]
    public void Have_one_spelling_in_plans(string name, string text, string value) =>
        Assert.Equal(value, Read((name, text), out _)!.Values[name]);

    [Theory]
    [InlineData("channel", "")]
    [InlineData("channel", "On-Call")]
    [InlineData("channel", "on-call\nx")]
    [InlineData("channel", "aaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("replicas", "-1")]
    [InlineData("replicas", "101")]
    [InlineData("replicas", "1.5")]
    [InlineData("replicas", "1,000")]
    [InlineData("replicas", "99999999999999999999")]
    [InlineData("replicas", " 1")]
    [InlineData("pause", "5")]
    [InlineData("pause", "00:00:00.5")]
    [InlineData("pause", "01:00:01")]
    [InlineData("pause", "-00:00:05")]
    [InlineData("pause", "30s")]
    [InlineData("mode", "Hard")]
    [InlineData("mode", "")]
    public void Are_refused_with_their_name_their_value_and_what_is_allowed(string name, string text)
    {
        Assert.Null(Read((name, text), out var problems));
        var problem = Assert.Single(problems);
        Assert.Contains($"the parameter {name} is '{text}'", problem, StringComparison.Ordinal);
        Assert.EndsWith($"it must be {Definitions.Single(d => d.Name == name).Allowed}.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Have_their_defaults_when_a_plan_gives_none()
    {
        var values = Read(("channel", "on-call"), out _)!;
        Assert.Equal(2, values.Number("replicas"));
        Assert.Equal(TimeSpan.FromSeconds(30), values.Duration("pause"));
        Assert.Null(values.Text("mode"));
    }

    [Fact]
    public void Are_refused_when_a_required_one_is_missing()
    {
        Assert.Null(ActionParameters.Read("scale", Definitions, new Dictionary<string, string>(), out var problems));
        Assert.Equal("scale: the parameter channel is missing; it must be text of 1 to 20 characters that matches [a-z-]+.", Assert.Single(problems));
    }

    [Fact]
    public void Are_refused_when_nobody_knows_them_and_all_problems_are_said()
    {
        var given = new Dictionary<string, string> { ["channel"] = "on-call", ["replicas"] = "many", ["force"] = "true" };
        Assert.Null(ActionParameters.Read("scale", Definitions, given, out var problems));
        Assert.Equal(2, problems.Count);
        Assert.Equal("scale: there is no parameter 'force'; it takes channel, replicas, pause, mode.", problems[1]);
    }

    [Fact]
    public void Shorten_what_an_attacker_makes_long()
    {
        Assert.Null(Read(("replicas", new string('9', 100_000)), out var problems));
        Assert.InRange(Assert.Single(problems).Length, 1, 300);
    }

    [Fact]
    public void A_pattern_that_takes_too_long_allows_nothing()
    {
        var slow = new TextParameter("text", "Any.", 200) { Pattern = "(a+)+$" };
        Assert.Null(slow.Normalise(new string('a', 60) + "!"));
    }

    private static ActionParameters? Read((string Name, string Text) given, out IReadOnlyList<string> problems)
    {
        var all = new Dictionary<string, string> { ["channel"] = "on-call", [given.Name] = given.Text };
        return ActionParameters.Read("scale", Definitions, all, out problems);
    }
}

public sealed class The_catalogue
{
    [Fact]
    public void Refuses_a_name_that_it_does_not_have_and_says_which_it_has()
    {
        var refused = Assert.Throws<ActionRefusedException>(
            () => ActionCatalogue.BuiltIn.Plan("delete_everything", Given.Some.Workload, new Dictionary<string, string>()));
        Assert.Equal(
            "There is no action 'delete_everything' in the catalogue; there are collect_diagnostics, notify_only.",
            Assert.Single(refused.Problems));
    }

    [Fact]
    public void Writes_defaults_into_the_plan_so_that_what_is_approved_is_complete()
    {
        var action = Given.Some.Diagnostics();
        Assert.Equal("1000", action.Parameters["max_events"]);
        Assert.Equal("full", action.Parameters["windows"]);
        Assert.Equal("Collect what is known about shop/Deployment/cart into one artefact.", action.Summary);
        Assert.False(action.ChangesCluster);
    }

    [Fact]
    public void Refuses_a_step_that_makes_itself_look_harmless()
    {
        var catalogue = new ActionCatalogue([new Given.ScriptedAction().Definition]);
        var step = Given.ScriptedAction.Planned(Given.Some.Workload);
        Assert.NotNull(catalogue.Check(step, out _));
        Assert.Null(catalogue.Check(step with { Risk = RiskLevel.None, ChangesCluster = false }, out var problems));
        Assert.Equal(2, problems.Count);
    }

    [Theory]
    [InlineData("Restart")]
    [InlineData("restart__pod")]
    [InlineData("restart-pod")]
    [InlineData("")]
    public void Has_snake_case_names_only(string name) =>
        Assert.Throws<ArgumentException>(() => new ActionCatalogue([new Given.ScriptedAction().Definition with { Name = name }]));

    [Fact]
    public void Has_no_default_that_it_would_refuse()
    {
        var definition = new Given.ScriptedAction().Definition with
        {
            Parameters = [new IntegerParameter("replicas", "How many.", 1, 10) { Default = "11" }],
        };
        Assert.Throws<ArgumentException>(() => new ActionCatalogue([definition]));
    }

    [Fact]
    public void Has_no_two_actions_of_one_name() =>
        Assert.Throws<ArgumentException>(() => new ActionCatalogue([NotifyOnly.Definition, NotifyOnly.Definition]));
}
