using Pipeline.Simulator.Clusters;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>Where the exchanges were recorded, and in whose names things were written there.</summary>
internal static class Recording
{
    public const string Namespace = "golden";

    public static readonly WriteOptions Recorder = new("test-admin", "golden-recorder");

    public static readonly WriteOptions Controller = new("system:kube-controller-manager", "kube-controller-manager");
}
