using System.Text.Json.Serialization;

namespace Pipeline.Simulator.Faults;

/// <summary>What a fault strikes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultTarget>))]
public enum FaultTarget
{
    /// <summary>A Deployment, StatefulSet or DaemonSet: "shop/deployment/checkout".</summary>
    Workload,

    /// <summary>A CronJob: "batch/cronjob/report".</summary>
    CronJob,

    /// <summary>A node: "worker-2".</summary>
    Node,

    /// <summary>A namespace: "shop".</summary>
    Namespace,

    /// <summary>The cluster as a whole: no target.</summary>
    Cluster,
}

/// <summary>A way to fall ill.</summary>
/// <param name="Name">"memory-leak".</param>
/// <param name="Summary">What happens, in a sentence.</param>
/// <param name="Treatment">What heals it, as a person with kubectl would do it.</param>
/// <param name="Target">What it strikes.</param>
/// <param name="Parameters">What can be said about it.</param>
public sealed record FaultKind(string Name, string Summary, string Treatment, FaultTarget Target, IReadOnlyList<FaultParameter> Parameters)
{
    internal Action<FaultEffect> Begin { get; init; } = static _ => { };
}

/// <summary>Something that can be said about a fault.</summary>
/// <param name="Default">Used when nothing is said.</param>
/// <param name="Least">Least number; null for parameters that are no numbers.</param>
/// <param name="Most">Greatest number.</param>
public sealed record FaultParameter(string Name, string Description, string Default, double? Least = null, double? Most = null);
