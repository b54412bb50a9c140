using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>One target per node, as service discovery finds them: those that do not answer are targets, too.</summary>
/// <param name="port">Port of the exporter on each node.</param>
/// <param name="metricsPath">Label "metrics_path", which tells the two pages of a kubelet apart; null for none.</param>
internal sealed class NodeTargets(ICluster cluster, string job, int port, string? metricsPath)
{
    private readonly SeriesCache<(string Node, string Address), Target> _targets = new();

    /// <summary>The targets of the nodes that answer, by name; writes for every node whether it does.</summary>
    public IReadOnlyDictionary<string, Target> Write(ScrapePage page, IEnumerable<string> answering)
    {
        var answers = answering.ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, Target>(StringComparer.Ordinal);
        foreach (var node in cluster.List(Kinds.Node))
        {
            var addresses = node.Root.Items("status", "addresses");
            var address = addresses.FirstOrDefault(a => a.Text("type") == "InternalIP").Text("address") is { Length: > 0 } ip ? ip : node.Key.Name;
            var target = _targets.Of((node.Key.Name, address), () => Make(node.Key.Name, address));
            target.WriteUp(page, answers.Contains(node.Key.Name));
            if (answers.Contains(node.Key.Name))
                found[node.Key.Name] = target;
        }
        _targets.EndScrape();
        return found;
    }

    private Target Make(string node, string address) =>
        new(job, $"{address}:{port}", ("node", node), ("metrics_path", metricsPath ?? ""));
}
