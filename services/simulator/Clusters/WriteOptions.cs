namespace Pipeline.Simulator.Clusters;

/// <summary>How and in whose name something is written.</summary>
/// <param name="User">Who writes: "system:serviceaccount:kube-system:replicaset-controller".</param>
/// <param name="FieldManager">Owner of the written fields: "kube-controller-manager".</param>
/// <param name="Subresource">"status", "scale" …; null for the object itself.</param>
/// <param name="DryRun">Everything but the write.</param>
public sealed record WriteOptions(string User, string FieldManager, string? Subresource = null, bool DryRun = false)
{
    /// <summary>Hears of what the writer should know though the write succeeds.</summary>
    public Action<string>? Warn { get; init; }
}
