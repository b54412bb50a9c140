namespace Pipeline.Collector.Topology;

/// <summary>One calls another, as a metric names them: by workload or service.</summary>
public sealed record NamedCall(CallPeer Caller, CallPeer Callee);

/// <summary>One side of a call.</summary>
/// <param name="Namespace">Null when the metric does not say it.</param>
/// <param name="Name">Name of a workload or of a service.</param>
public sealed record CallPeer(string? Namespace, string Name);
