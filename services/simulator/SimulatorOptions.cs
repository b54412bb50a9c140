using System.ComponentModel.DataAnnotations;

namespace Pipeline.Simulator;

/// <summary>The simulated cluster.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Simulator";

    /// <summary>What is in it: shop (a small web shop on four nodes), large (200 nodes, 5,000 pods), empty (nodes and kube-system only). "shop" by default.</summary>
    public SimulatedSize Cluster { get; set; } = SimulatedSize.Shop;

    /// <summary>YAML file with a timeline of faults that begins when the cluster is up; none when unset.</summary>
    public string? Scenario { get; set; }

    /// <summary>Where the kubeconfig is written, with mode 0600; "simulator/kubeconfig" in the data directory when unset.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>Port of the Kubernetes API (TLS) on 127.0.0.1; 0 takes a free one. 0 by default.</summary>
    [Range(0, 65535)]
    public int ApiPort { get; set; }

    /// <summary>Port of metrics, Prometheus queries and faults on 127.0.0.1; 0 takes a free one. 0 by default.</summary>
    [Range(0, 65535)]
    public int MetricsPort { get; set; }

    /// <summary>History that the cluster has when it comes up: it is lived through at once, faster than time passes. By default 2 hours, 5 minutes of the large cluster.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan? Past { get; set; }

    /// <summary>Seconds of the cluster in a second of the wall clock, 0.1 to 100; above 1 its times run ahead of everybody else's. 1 by default.</summary>
    [Range(0.1, 100)]
    public double Speed { get; set; } = 1;

    /// <summary>Makes noise and traffic the same at each start. 1 by default.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; set; } = 1;
}
