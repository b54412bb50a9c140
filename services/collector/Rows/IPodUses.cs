namespace Pipeline.Collector.Rows;

/// <summary>Where the use of pods is measured.</summary>
public interface IPodUses
{
    /// <summary>"prometheus", "metrics.k8s.io".</summary>
    string Name { get; }

    /// <summary>The newest values by namespace and name; a pod that was not measured is not in it.</summary>
    /// <param name="namespaces">Empty for all.</param>
    Task<IReadOnlyDictionary<(string Namespace, string Name), PodUse>> ReadAsync(IReadOnlyList<string> namespaces, CancellationToken cancellationToken);
}
