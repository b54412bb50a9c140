namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>The scheduler's sentence about nodes that do not take a pod.</summary>
public static class FitMessage
{
    public const string NoNodes = "no nodes available to schedule pods";

    /// <summary>"0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu."</summary>
    /// <param name="nodes">Number of all nodes.</param>
    /// <param name="reasons">One for each refusal of each node.</param>
    public static string Of(int nodes, IEnumerable<string> reasons)
    {
        var counted = reasons.CountBy(r => r, StringComparer.Ordinal).Select(r => FormattableString.Invariant($"{r.Value} {r.Key}"));
        var text = string.Join(", ", counted.Order(StringComparer.Ordinal));
        return FormattableString.Invariant($"0/{nodes} nodes are available:{(text.Length == 0 ? "" : $" {text}.")}");
    }

    /// <summary>The same when no node was looked at because the pod itself is not ready.</summary>
    public static string OfPod(int nodes, string reason) => FormattableString.Invariant($"0/{nodes} nodes are available: {reason}.");
}
