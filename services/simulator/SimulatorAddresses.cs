namespace Pipeline.Simulator;

/// <summary>Where a running simulated cluster is.</summary>
/// <param name="Api">The Kubernetes API, over TLS.</param>
/// <param name="Metrics">Prometheus' query API, expositions and faults, in plain HTTP.</param>
/// <param name="Kubeconfig">File with address, certificate authority and credentials of an administrator.</param>
/// <param name="Nodes">How many nodes there were when it came up.</param>
/// <param name="Pods">How many pods there were when it came up.</param>
public sealed record SimulatorAddresses(Uri Api, Uri Metrics, string Kubeconfig, int Nodes, int Pods);
