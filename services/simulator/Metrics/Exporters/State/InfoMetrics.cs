using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_configmap_* or kube_secret_*: that the object exists, since when, at which version; never what it holds.</summary>
/// <param name="kind">ConfigMap or Secret.</param>
/// <param name="word">"configmap" or "secret".</param>
internal sealed class InfoMetrics(ResourceKind kind, string word) : IStateMetrics
{
    private readonly MetricFamily _info = MetricFamily.Gauge($"kube_{word}_info", $"Information about {word}.");
    private readonly MetricFamily _created = MetricFamily.Gauge($"kube_{word}_created", "Unix creation timestamp");
    private readonly MetricFamily _version = MetricFamily.Gauge(
        $"kube_{word}_metadata_resource_version", $"Resource version representing a specific version of the {word}.");

    public ResourceKind Kind => kind;

    public string NameLabel => word;

    public void Write(StateSamples samples)
    {
        samples.Add(_info, 1);
        samples.AddTimes(_created);
        if (double.TryParse(samples.Root.Text("metadata", "resourceVersion"), System.Globalization.CultureInfo.InvariantCulture, out var version))
            samples.Add(_version, version);
    }
}
