using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Disruption budgets that are violated, or stop a drain for ever.</summary>
public sealed class BudgetScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "PodDisruptionBudget";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.PodDisruptionBudgets, ResourceTypes.Pods];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) => view.Budgets.Items
        .Where(b => b.Metadata.DeletionTimestamp is null && b.Spec.Selector is not null && view.Pods.IsVisibleIn(b.Metadata.Namespace))
        .Select(budget => Look(view, budget)).OfType<Observation>();

    private static Observation? Look(ClusterView view, PodDisruptionBudget budget)
    {
        var (meta, status) = (budget.Metadata, budget.Status);
        var pods = view.PodsBy.Selected(meta.Namespace, budget.Spec.Selector!).ToList();
        if (pods.Count == 0)
            return view.Seen(FailureStates.SelectsNoPod, "PodDisruptionBudget", meta, $"no pod has {budget.Spec.Selector}: it guards nothing");
        if (status.ObservedGeneration < meta.Generation || status.ExpectedPods == 0)
            return null;
        var owner = view.Owners.OfAll(pods);
        var words = Say($"{status.CurrentHealthy} of {status.ExpectedPods} pods are healthy, {status.DesiredHealthy} must be");
        if (status.CurrentHealthy < status.DesiredHealthy)
            return view.Seen(FailureStates.BudgetViolated, "PodDisruptionBudget", meta, words) with
            {
                Since = status.Conditions.Of("DisruptionAllowed") is { IsFalse: true } not ? not.LastTransitionTime : null,
                Owner = owner,
                Count = status.DesiredHealthy - status.CurrentHealthy,
            };
        if (status.DisruptionsAllowed > 0)
            return null;
        var leaving = pods.FirstOrDefault(pod => pod.Spec.NodeName is { } node && view.Nodes.Find(null, node)?.Spec.Unschedulable == true);
        return leaving is not null
            ? view.Seen(
                FailureStates.DisruptionDeadlock, "PodDisruptionBudget", meta,
                $"{words}: no pod may go, so node {leaving.Spec.NodeName}, which is cordoned, cannot be drained of {leaving.Metadata.Name}") with
            { Owner = owner, RestsOn = [ResourceTypes.Nodes] }
            : NeverAllows(budget)
                ? view.Seen(FailureStates.BlocksDisruptions, "PodDisruptionBudget", meta, $"{words}: it never lets a pod go, and will stop every drain")
                : null;
    }

    private static bool NeverAllows(PodDisruptionBudget budget) =>
        budget.Spec.MaxUnavailable?.Of(budget.Status.ExpectedPods, roundUp: true) == 0 ||
        budget.Spec.MinAvailable?.Of(budget.Status.ExpectedPods, roundUp: true) >= budget.Status.ExpectedPods;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
