namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>What a Prometheus scrapes at one address; its labels are on every sample, as relabelling puts them there in a usual installation.</summary>
internal sealed class Target
{
    private static readonly MetricFamily Up = MetricFamily.Gauge("up", "Whether the target answered the last scrape.");
    private readonly LabelSet _up;

    /// <param name="job">Label "job".</param>
    /// <param name="instance">Label "instance": host:port.</param>
    /// <param name="others">Further labels: node, metrics_path.</param>
    public Target(string job, string instance, params ReadOnlySpan<(string Name, string Value)> others)
    {
        Labels = [("job", job), ("instance", instance), .. others];
        _up = LabelSet.Of([.. Labels, (LabelSet.MetricName, Up.Name)]);
    }

    /// <summary>Labels of every sample.</summary>
    public (string Name, string Value)[] Labels { get; }

    /// <summary>Writes whether the target answers.</summary>
    public void WriteUp(ScrapePage page, bool answers) => page.Add(Up, _up, answers ? 1 : 0);

    /// <summary>The labels of a series of this target.</summary>
    public LabelSet Series(MetricFamily family, params ReadOnlySpan<(string Name, string Value)> labels) => Series(family.Name, labels);

    /// <summary>The labels of a series of this target whose name is not the family's: a histogram's buckets.</summary>
    public LabelSet Series(string name, params ReadOnlySpan<(string Name, string Value)> labels) =>
        LabelSet.Of([.. Labels, .. labels, (LabelSet.MetricName, name)]);
}
