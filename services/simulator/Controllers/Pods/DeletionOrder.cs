using System.Globalization;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Pods;

/// <summary>Which of a workload's pods are missed least: those first in this order are deleted first.</summary>
/// <remarks>controller.ActivePodsWithRanks of the real controllers, but by plain instead of logarithmic age.</remarks>
/// <param name="related">Active pods of the same workload on a pod's node.</param>
public sealed class DeletionOrder(Func<PodView, int> related) : IComparer<PodView>
{
    private const string CostAnnotation = "controller.kubernetes.io/pod-deletion-cost";

    public int Compare(PodView? x, PodView? y)
    {
        if (ReferenceEquals(x, y))
            return 0;
        var (a, b) = (x!, y!);
        if ((a.NodeName.Length == 0) != (b.NodeName.Length == 0))
            return a.NodeName.Length == 0 ? -1 : 1;
        if (PhaseRank(a) != PhaseRank(b))
            return PhaseRank(a) - PhaseRank(b);
        if (a.IsReady != b.IsReady)
            return a.IsReady ? 1 : -1;
        if (Cost(a).CompareTo(Cost(b)) is var byCost and not 0)
            return byCost;
        if (related(b).CompareTo(related(a)) is var byRank and not 0)
            return byRank;
        if (Nullable.Compare(b.ReadySince, a.ReadySince) is var byReady and not 0)
            return byReady;
        if (b.Restarts.CompareTo(a.Restarts) is var byRestarts and not 0)
            return byRestarts;
        if (b.Created.CompareTo(a.Created) is var byAge and not 0)
            return byAge;
        return string.CompareOrdinal(b.Uid, a.Uid);
    }

    private static int PhaseRank(PodView pod) => pod.Phase switch
    {
        "Pending" or "" => 0,
        "Unknown" => 1,
        _ => 2,
    };

    private static int Cost(PodView pod) =>
        pod.Annotations.TryGetValue(CostAnnotation, out var text)
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost) ? cost : 0;
}
