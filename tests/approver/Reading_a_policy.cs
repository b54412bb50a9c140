using Pipeline.Approver.Policies;
using Pipeline.Contracts;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Plans;

namespace Pipeline.Approver.Tests;

public sealed class Reading_a_policy
{
    [Fact]
    public void Understands_everything_that_a_rule_can_say()
    {
        var policy = PolicyReader.Read(
            """
            version: 1
            rules:
              - name: diagnostics of the shop
                when:
                  action: [collect_diagnostics, "notify_*"]
                  entity:
                    kind: Deployment
                    namespace: shop-*
                    name: ["cart", "pay?"]
                  severity: [warning, critical]
                  risk: none
                  failure-class: cpu-*
                  cluster: prod
                  min-confidence: 0.5
                  max-confidence: 0.9
                then: automatic
              - name: the rest
                then: approval
                approvals: 2
            """,
            "policy.yaml");
        Assert.Equal(["diagnostics of the shop", "the rest"], policy.Rules.Select(r => r.Name));
        var when = policy.Rules[0].When;
        Assert.Equal(["collect_diagnostics", "notify_*"], when.Actions.Select(g => g.Pattern));
        Assert.Equal(["Deployment"], when.Kinds.Select(g => g.Pattern));
        Assert.Equal(["shop-*"], when.Namespaces.Select(g => g.Pattern));
        Assert.Equal(["cart", "pay?"], when.Names.Select(g => g.Pattern));
        Assert.Equal([Severity.Warning, Severity.Critical], when.Severities);
        Assert.Equal([RiskLevel.None], when.Risks);
        Assert.Equal((0.5, 0.9), (when.MinConfidence, when.MaxConfidence));
        Assert.Equal((PolicyVerdict.Automatic, 0), (policy.Rules[0].Then, policy.Rules[0].Approvals));
        Assert.Equal((PolicyVerdict.Approval, 2), (policy.Rules[1].Then, policy.Rules[1].Approvals));
        Assert.True(policy.Rules[1].When.IsAlways);
    }

    [Theory]
    [InlineData("", "policy.yaml:1: the policy is empty; write \"version: 1\" and \"rules:\"")]
    [InlineData("- a\n- b", "policy.yaml:1: the policy must be keys with values: version, rules")]
    [InlineData("rules: []", "policy.yaml:1: version is missing; write \"version: 1\" at the top")]
    [InlineData("version: 2\nrules: []", "policy.yaml:1: version is \"2\"; this program reads version 1")]
    [InlineData("version: 1", "policy.yaml:1: rules is missing; write a list, or \"rules: []\" to have people asked always")]
    [InlineData("version: 1\nrules: automatic", "policy.yaml:2: rules must be a list")]
    [InlineData("version: 1\nrule: []\nrules: []", "policy.yaml:2: rule is no key of a policy; there are version, rules")]
    [InlineData("version: 1\nversion: 1\nrules: []", "policy.yaml:2: this is no YAML that a policy may have: Duplicate key")]
    [InlineData("version: 1\n\trules: []", "policy.yaml:2: a tab indents this line; indent with spaces")]
    [InlineData("version: 1\nrules: []\n---\nversion: 1", "policy.yaml:1: there is more than one document; a policy is one")]
    [InlineData("version: 1\nrules:\n  - &a {name: x, then: refuse}\n  - *a", "policy.yaml:3: this is no YAML that a policy may have: anchors and aliases are not supported; write the value again")]
    [InlineData("version: 1\nrules: !!python/object []", "policy.yaml:2: this is no YAML that a policy may have: tags are not supported; write the plain value")]
    [InlineData("version: 1\nrules: [[[[[[[[[[[[]]]]]]]]]]]]", "policy.yaml:2: this is no YAML that a policy may have: it is nested too deeply")]
    public void Says_what_is_wrong_with_the_document(string text, string problem) =>
        Assert.StartsWith(problem, Problems(text)[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "policy.yaml:3: rules[0] must be keys with values: name, when, then, approvals")]
    [InlineData("{then: refuse}", "policy.yaml:3: rules[0].name is missing; decisions are recorded by it")]
    [InlineData("{name: default, then: refuse}", "policy.yaml:3: rules[0].name is \"default\"; it must be 1 to 100 characters and not \"default\", which means that no rule fits")]
    [InlineData("{name: a}", "policy.yaml:3: rules[0].then is missing; it is one of automatic, approval, refuse")]
    [InlineData("{name: a, then: auto}", "policy.yaml:3: rules[0].then is \"auto\"; it must be one of automatic, approval, refuse")]
    [InlineData("{name: a, then: [refuse]}", "policy.yaml:3: rules[0].then must be one value: automatic, approval, refuse")]
    [InlineData("{name: a, then: refuse, approvals: 2}", "policy.yaml:3: rules[0].approvals is given, and then is \"refuse\"; only \"then: approval\" asks people")]
    [InlineData("{name: a, then: approval, approvals: 0}", "policy.yaml:3: rules[0].approvals is \"0\"; it must be a whole number from 1 to 10")]
    [InlineData("{name: a, then: approval, approvals: many}", "policy.yaml:3: rules[0].approvals is \"many\"; it must be a whole number from 1 to 10")]
    [InlineData("{name: a, then: refuse, wen: {}}", "policy.yaml:3: rules[0].wen is no key of a policy; there are name, when, then, approvals")]
    [InlineData("{name: a, then: refuse, when: {severty: info}}", "policy.yaml:3: rules[0].when.severty is no key of a policy; there are action, entity, severity, risk, failure-class, cluster, min-confidence, max-confidence")]
    [InlineData("{name: a, then: refuse, when: {severity: fatal}}", "policy.yaml:3: rules[0].when.severity is \"fatal\"; it must be one of info, warning, critical")]
    [InlineData("{name: a, then: refuse, when: {risk: [low, huge]}}", "policy.yaml:3: rules[0].when.risk is \"huge\"; it must be one of none, low, medium, high")]
    [InlineData("{name: a, then: refuse, when: {risk: []}}", "policy.yaml:3: rules[0].when.risk is an empty list, which fits nothing; leave the key out to fit everything")]
    [InlineData("{name: a, then: refuse, when: {min-confidence: 70}}", "policy.yaml:3: rules[0].when.min-confidence is \"70\"; it must be a number from 0 to 1")]
    [InlineData("{name: a, then: refuse, when: {min-confidence: 0.8, max-confidence: 0.2}}", "policy.yaml:3: rules[0].when.min-confidence is 0.8 and max-confidence 0.2; nothing is between them")]
    [InlineData("{name: a, then: refuse, when: {entity: cart}}", "policy.yaml:3: rules[0].when.entity must be keys with values: kind, namespace, name")]
    [InlineData("{name: a, then: refuse, when: {entity: {pod: cart}}}", "policy.yaml:3: rules[0].when.entity.pod is no key of a policy; there are kind, namespace, name")]
    [InlineData("{name: a, then: refuse, when: {action: {is: x}}}", "policy.yaml:3: rules[0].when.action must be one value: a name, in which * stands for any characters and ? for one, or a list of them")]
    [InlineData("{name: a, then: refuse, when: {action: \"\"}}", "policy.yaml:3: rules[0].when.action must be 1 to 253 characters; \"*\" fits everything")]
    public void Says_what_is_wrong_with_a_rule(string rule, string problem) =>
        Assert.Equal([problem], Problems($"version: 1\nrules:\n  - {rule}"));

    [Fact]
    public void Refuses_two_rules_of_one_name() =>
        Assert.Equal(
            ["policy.yaml:4: rules[1].name is \"a\", as in line 3; give it a name of its own"],
            Problems("version: 1\nrules:\n  - {name: a, when: {risk: low}, then: refuse}\n  - {name: a, then: refuse}"));

    [Fact]
    public void Refuses_a_rule_that_is_never_reached() =>
        Assert.Equal(
            ["policy.yaml:4: rules[1] is never reached: rule \"all\" in line 3 fits everything; move that one to the end, or give it a \"when\""],
            Problems("version: 1\nrules:\n  - {name: all, when: {}, then: automatic}\n  - {name: b, when: {risk: high}, then: refuse}"));

    [Fact]
    public void Says_all_problems_at_once_in_the_order_of_the_document() =>
        Assert.Equal(3, Problems("version: 9\nrules:\n  - {name: a, then: maybe}\n  - {name: b, then: approval, approvals: -1}").Count);

    [Fact]
    public void Refuses_more_than_32_KiB() =>
        Assert.Equal(
            ["policy.yaml:1: the policy is longer than 32 KiB; say it with fewer rules"],
            Problems($"version: 1\nrules: []\n#{new string('x', PolicyReader.MaximumBytes)}"));

    [Fact]
    public void Refuses_a_text_that_no_event_has_room_for() =>
        Assert.Equal(
            ["policy.yaml:1: the policy is longer than 32 KiB; say it with fewer rules"],
            Problems($"version: 1\nrules: []\n#{new string('ü', (PolicyReader.MaximumBytes - 30) / 2)}"));

    [Fact]
    public void The_ones_that_come_with_the_approver_can_be_read()
    {
        Assert.Equal(["high-risk-needs-two-people", "everything-else-needs-one-person"], BuiltInPolicies.Default.Rules.Select(r => r.Name));
        Assert.Empty(BuiltInPolicies.FailSafe.Rules);
    }

    private static IReadOnlyList<string> Problems(string text) =>
        Assert.Throws<PolicyException>(() => PolicyReader.Read(text, "policy.yaml")).Problems;
}
