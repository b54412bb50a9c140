using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Nodes;

/// <summary>A node, as controllers read it.</summary>
public sealed class NodeView : ObjectView
{
    public NodeView(StoredObject stored)
        : base(stored)
    {
        IsUnschedulable = Spec.Flag("unschedulable") ?? false;
        Taints = [.. Spec.Items("taints").Select(Taint.Of)];
        Allocatable = PodRequests.OfResources(Status.At("allocatable"));
        MostPods = Quantity.TryParse(Status.At("allocatable").Text("pods"), out var pods) ? (int)pods.Value : 0;
        Ready = Status.Condition("Ready").Text("status") ?? "Unknown";
    }

    /// <summary>Cordoned.</summary>
    public bool IsUnschedulable { get; }

    public IReadOnlyList<Taint> Taints { get; }

    public PodRequests Allocatable { get; }

    public int MostPods { get; }

    /// <summary>"True", "False" or "Unknown".</summary>
    public string Ready { get; }

    /// <summary>Whether the scheduler would decide about this version as about that one.</summary>
    public bool SchedulesLike(NodeView other) =>
        IsUnschedulable == other.IsUnschedulable && MostPods == other.MostPods && Taints.SequenceEqual(other.Taints)
        && SameAmounts(Allocatable, other.Allocatable) && HasLabelsOf(other);

    private static bool SameAmounts(PodRequests a, PodRequests b) =>
        a.MilliCpu == b.MilliCpu && a.Memory == b.Memory && a.EphemeralStorage == b.EphemeralStorage
        && (a.Extended?.Count ?? 0) == (b.Extended?.Count ?? 0)
        && (a.Extended?.All(e => b.Extended!.TryGetValue(e.Key, out var amount) && amount == e.Value) ?? true);
}
