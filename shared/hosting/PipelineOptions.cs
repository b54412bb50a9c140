using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting;

/// <summary>What all services of one pipeline agree on. These settings stand at the top of the file, without a section.</summary>
public sealed class PipelineOptions
{
    /// <summary>Name of the watched cluster: part of every queue, key, message and metric. "default" by default.</summary>
    [Required, RegularExpression("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", ErrorMessage =
        "1 to 63 small letters, digits and dashes, without a dash at either end")]
    public string Cluster { get; init; } = "default";

    /// <summary>Queues over which the detector's scoring is spread, and so its most replicas; all services must agree. 8 by default.</summary>
    [Range(1, 256)]
    public int Partitions { get; init; } = 8;

    /// <summary>Folder for files that a service keeps: artefacts, keys, anchors. "./data" by default.</summary>
    [Required]
    public string DataDirectory { get; init; } = "./data";

    /// <summary>Time that work in progress has to finish when the process is told to stop; shorter than the platform's grace period. 20 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
