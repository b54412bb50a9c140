namespace Pipeline.Simulator.Metrics;

/// <summary>Something that a Prometheus scrapes: one job.</summary>
public interface IExporter
{
    /// <summary>Its name in the path: "kube-state-metrics".</summary>
    string Name { get; }

    /// <summary>Writes all samples as of now, with the labels of their targets. Called on the loop.</summary>
    void Write(ScrapePage page);
}
