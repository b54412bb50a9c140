namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Why a node does not take a pod.</summary>
/// <param name="Reasons">In the scheduler's words; each is counted over all nodes.</param>
/// <param name="IsFinal">No eviction of other pods could change it.</param>
public sealed record NodeRefusal(IReadOnlyList<string> Reasons, bool IsFinal)
{
    public NodeRefusal(string reason, bool isFinal)
        : this([reason], isFinal)
    {
    }
}
