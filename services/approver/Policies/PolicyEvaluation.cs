using Pipeline.Incidents.Approval;

namespace Pipeline.Approver.Policies;

/// <summary>Asks a policy about a plan. Pure.</summary>
/// <remarks>Each step is decided by the first rule that fits it; the plan gets the strictest of these: refuse, then approval by the most people, then automatic.</remarks>
public static class PolicyEvaluation
{
    /// <summary>What the policy says, whatever the mode is.</summary>
    public static PolicyOpinion Evaluate(Policy policy, PolicyInput input)
    {
        var byStep = input.Steps
            .Select(step => (Step: step, Rule: policy.Rules.FirstOrDefault(r => r.When.Fits(input, step)) ?? Default))
            .ToList();
        var (decisive, rule) = byStep.MaxBy(s => (Strictness(s.Rule.Then), s.Rule.Approvals));
        var because = rule == Default
            ? $"no rule of the policy fits {decisive.Action}, so people are asked"
            : $"rule {rule.Name} fits {decisive.Action}";
        return new PolicyOpinion(rule.Then, rule.Name, rule.Approvals, because);
    }

    private static PolicyRule Default { get; } = new(Policy.DefaultRule, PolicyCondition.Always, PolicyVerdict.Approval, 1);

    private static int Strictness(PolicyVerdict verdict) => verdict switch
    {
        PolicyVerdict.Automatic => 0,
        PolicyVerdict.Approval => 1,
        PolicyVerdict.Refuse => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "No rule says this."),
    };
}
