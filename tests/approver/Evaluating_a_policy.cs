using Pipeline.Approver.Policies;
using Pipeline.Contracts;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Plans;

namespace Pipeline.Approver.Tests;

public sealed class Evaluating_a_policy
{
    private static readonly PolicyInput Input = new()
    {
        Cluster = "prod-1",
        Severity = Severity.Warning,
        FailureClass = "cpu-saturation",
        Cause = "traffic-surge",
        Confidence = 0.7,
        Steps = [new PolicyStep("restart_pod", "Deployment", "shop", "cart", RiskLevel.Low, ChangesCluster: true)],
    };

    [Theory]
    [InlineData("action: restart_pod", true)]
    [InlineData("action: [scale, restart_*]", true)]
    [InlineData("action: restart", false)]
    [InlineData("entity: {kind: Deployment}", true)]
    [InlineData("entity: {kind: deployment}", false)]
    [InlineData("entity: {namespace: sh?p, name: c*}", true)]
    [InlineData("entity: {namespace: shop, name: pay}", false)]
    [InlineData("severity: [warning, critical]", true)]
    [InlineData("severity: critical", false)]
    [InlineData("risk: low", true)]
    [InlineData("risk: [none, medium]", false)]
    [InlineData("failure-class: cpu-*", true)]
    [InlineData("failure-class: traffic-surge", false)]
    [InlineData("cluster: prod-*", true)]
    [InlineData("cluster: prod", false)]
    [InlineData("min-confidence: 0.7", true)]
    [InlineData("min-confidence: 0.71", false)]
    [InlineData("max-confidence: 0.7", true)]
    [InlineData("max-confidence: 0.69", false)]
    [InlineData("risk: low, severity: critical", false)]
    public void A_rule_fits_when_all_that_it_says_fits(string when, bool fits)
    {
        var opinion = PolicyEvaluation.Evaluate(Policy($"{{name: a, when: {{{when}}}, then: automatic}}"), Input);
        Assert.Equal(fits ? ("a", PolicyVerdict.Automatic, 0) : ("default", PolicyVerdict.Approval, 1), (opinion.Rule, opinion.Verdict, opinion.Approvals));
    }

    [Fact]
    public void The_first_rule_that_fits_decides() =>
        Assert.Equal("b", Evaluate("{name: a, when: {risk: high}, then: refuse}", "{name: b, when: {risk: low}, then: automatic}", "{name: c, then: refuse}").Rule);

    [Fact]
    public void Without_a_rule_that_fits_one_person_is_asked()
    {
        var opinion = PolicyEvaluation.Evaluate(BuiltInPolicies.FailSafe, Input);
        Assert.Equal((PolicyVerdict.Approval, "default", 1), (opinion.Verdict, opinion.Rule, opinion.Approvals));
        Assert.Equal("no rule of the policy fits restart_pod, so people are asked", opinion.Because);
    }

    [Theory]
    [InlineData("notify_only", PolicyVerdict.Automatic, "notices", 0)]
    [InlineData("notify_only,restart_pod", PolicyVerdict.Approval, "restarts", 2)]
    [InlineData("restart_pod,unheard_of", PolicyVerdict.Approval, "restarts", 2)]
    [InlineData("restart_pod,delete_volume,notify_only", PolicyVerdict.Refuse, "never", 0)]
    public void A_plan_gets_the_strictest_answer_of_its_steps(string actions, PolicyVerdict verdict, string rule, int approvals)
    {
        var policy = Policy(
            "{name: notices, when: {action: notify_only}, then: automatic}",
            "{name: restarts, when: {action: restart_pod}, then: approval, approvals: 2}",
            "{name: never, when: {action: delete_volume}, then: refuse}");
        var input = Input with { Steps = [.. actions.Split(',').Select(a => Input.Steps[0] with { Action = a })] };
        var opinion = PolicyEvaluation.Evaluate(policy, input);
        Assert.Equal((verdict, rule, approvals), (opinion.Verdict, opinion.Rule, opinion.Approvals));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("default", false)]
    public void A_target_without_a_namespace_fits_only_the_star(string pattern, bool fits)
    {
        var node = Input with { Steps = [Input.Steps[0] with { Kind = "Node", Namespace = null }] };
        var policy = Policy($"{{name: a, when: {{entity: {{namespace: \"{pattern}\"}}}}, then: refuse}}");
        Assert.Equal(fits, PolicyEvaluation.Evaluate(policy, node).Verdict == PolicyVerdict.Refuse);
    }

    [Fact]
    public void What_was_recorded_can_be_asked_again()
    {
        var input = Input with { Confidence = 1 / 3.0, Steps = [Input.Steps[0], Input.Steps[0] with { Namespace = null, Risk = RiskLevel.High }] };
        var again = PolicyInput.FromFacts(input.ToFacts());
        Assert.Equal(input.Steps, again.Steps);
        Assert.Equal(input, again with { Steps = input.Steps });
    }

    [Theory]
    [InlineData("confidence", "much", "The recorded input's fact confidence is \"much\", which cannot be read.")]
    [InlineData("step.1.risk", "huge", "The recorded input's fact step.1.risk is \"huge\", which cannot be read.")]
    [InlineData("cluster", null, "The recorded input has no fact cluster.")]
    public void A_record_that_was_tampered_with_is_refused(string fact, string? value, string message)
    {
        var facts = Input.ToFacts().Where(f => f.Key != fact).ToDictionary();
        if (value is not null)
            facts[fact] = value;
        Assert.Equal(message, Assert.Throws<FormatException>(() => PolicyInput.FromFacts(facts)).Message);
    }

    private static PolicyOpinion Evaluate(params string[] rules) => PolicyEvaluation.Evaluate(Policy(rules), Input);

    private static Policy Policy(params string[] rules) =>
        PolicyReader.Read($"version: 1\nrules:\n{string.Join('\n', rules.Select(r => $"  - {r}"))}", "test.yaml");
}
