namespace Pipeline.Kubernetes.Api;

/// <summary>How many pods a workload wants and has.</summary>
/// <param name="Wanted">spec.replicas.</param>
/// <param name="Current">status.replicas.</param>
/// <param name="Selector">Of its pods, as a list request takes it; null where the kind does not say.</param>
/// <param name="ResourceVersion">For a conditional change.</param>
public sealed record Scale(int Wanted, int Current, string? Selector, string ResourceVersion);
