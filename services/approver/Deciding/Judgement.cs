using Pipeline.Approver.Activation;
using Pipeline.Approver.Policies;
using Pipeline.Incidents.Approval;

namespace Pipeline.Approver.Deciding;

/// <summary>What may happen to a plan, by policy and mode. Pure.</summary>
public static class Judgement
{
    /// <summary>Decides.</summary>
    /// <param name="state">The policy in force.</param>
    /// <param name="mode">The mode of the cluster.</param>
    /// <param name="input">All that may be looked at.</param>
    public static PolicyDecision Of(PolicyState state, ApproverMode mode, PolicyInput input)
    {
        var opinion = PolicyEvaluation.Evaluate(state.Policy, input);
        var word = mode.ToString().ToLowerInvariant();
        var because = state.Problem is null
            ? opinion.Because
            : $"the policy file cannot be used, so people are asked ({state.Problem.Split('\n')[0]})";
        var (verdict, approvals, reason) = (mode, opinion.Verdict) switch
        {
            (ApproverMode.Observe, _) =>
                (PolicyVerdict.Observe, 0, $"Mode {word}: the plan is shown and not run. In another mode: {Would(opinion)}, for {because}."),
            (ApproverMode.Manual, PolicyVerdict.Automatic) =>
                (PolicyVerdict.Approval, 1, $"Mode {word}: one person is asked, though by the policy it could run by itself; {because}."),
            _ => (opinion.Verdict, opinion.Approvals, $"{Sentence(Would(opinion))}: {because}."),
        };
        return new PolicyDecision
        {
            Verdict = verdict,
            Rule = opinion.Rule,
            Reason = reason,
            RequiredApprovals = approvals,
            PolicyHash = state.Policy.Hash,
            Input = new SortedDictionary<string, string>(input.ToFacts().ToDictionary(), StringComparer.Ordinal) { ["mode"] = word },
        };
    }

    private static string Would(PolicyOpinion opinion) => opinion.Verdict switch
    {
        PolicyVerdict.Automatic => "it runs by itself",
        PolicyVerdict.Refuse => "it may not run",
        _ => opinion.Approvals == 1 ? "one person must agree" : FormattableString.Invariant($"{opinion.Approvals} people must agree"),
    };

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
