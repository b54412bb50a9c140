using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Metrics.Exporters.State;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>kube-state-metrics, version 2: the cluster's objects as metrics. With all labels allowed ("--metric-labels-allowlist=*=[*]").</summary>
/// <remarks>An object's samples are computed once per version of it; a scrape of a quiet cluster only copies them.</remarks>
public sealed class KubeStateMetrics(ICluster cluster) : IExporter
{
    private static readonly IStateMetrics[] Kinds =
    [
        new PodMetrics(), new DeploymentMetrics(), new ReplicaSetMetrics(), new StatefulSetMetrics(), new DaemonSetMetrics(), new JobMetrics(),
        new CronJobMetrics(), new HorizontalPodAutoscalerMetrics(), new PodDisruptionBudgetMetrics(), new NodeMetrics(), new NamespaceMetrics(),
        new PersistentVolumeClaimMetrics(), new PersistentVolumeMetrics(), new StorageClassMetrics(), new ResourceQuotaMetrics(),
        new LimitRangeMetrics(), new ServiceMetrics(), new EndpointsMetrics(), new InfoMetrics(Resources.Kinds.ConfigMap, "configmap"),
        new InfoMetrics(Resources.Kinds.Secret, "secret"),
    ];

    private static readonly Target Self = new("kube-state-metrics", "kube-state-metrics.monitoring.svc:8080");
    private readonly Dictionary<ResourceKind, Dictionary<ObjectKey, Known>> _known = [];

    /// <inheritdoc/>
    public string Name => "kube-state-metrics";

    /// <inheritdoc/>
    public void Write(ScrapePage page)
    {
        Self.WriteUp(page, true);
        foreach (var kind in Kinds)
            Write(kind, page);
    }

    private void Write(IStateMetrics metrics, ScrapePage page)
    {
        var before = _known.GetValueOrDefault(metrics.Kind);
        var now = new Dictionary<ObjectKey, Known>(before?.Count ?? 0);
        foreach (var one in cluster.List(metrics.Kind))
        {
            var known = before?.GetValueOrDefault(one.Key);
            if (known is null || !ReferenceEquals(known.Version, one))
                known = new Known(one, Samples(metrics, one, known?.Samples ?? []));
            now[one.Key] = known;
            foreach (var sample in known.Samples)
                page.Add(sample.Family, sample.Labels, sample.Value);
        }
        _known[metrics.Kind] = now;
    }

    private static StateSample[] Samples(IStateMetrics metrics, StoredObject one, StateSample[] before)
    {
        List<(string, string)> identity = [(metrics.NameLabel, one.Key.Name), .. Self.Labels];
        if (one.Key.Namespace.Length > 0)
            identity.Add(("namespace", one.Key.Namespace));
        if (metrics.HasUid)
            identity.Add(("uid", one.Uid));
        var samples = new StateSamples(one, [.. identity]);
        metrics.Write(samples);
        var after = samples.ToArray();
        for (var i = 0; i < Math.Min(before.Length, after.Length); i++)
        {
            if (before[i].Labels.Equals(after[i].Labels)) // most stay: keep one set of labels per series
                after[i] = after[i] with { Labels = before[i].Labels };
        }
        return after;
    }

    private sealed record Known(StoredObject Version, StateSample[] Samples);
}
