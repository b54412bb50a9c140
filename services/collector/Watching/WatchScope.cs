namespace Pipeline.Collector.Watching;

/// <summary>What of a cluster is looked at.</summary>
/// <param name="Namespaces">Empty for all.</param>
/// <param name="Excluded">Left out of all.</param>
/// <param name="Patience">How long the API may be silent while in trouble.</param>
internal sealed record WatchScope(IReadOnlyList<string> Namespaces, IReadOnlySet<string> Excluded, TimeSpan Patience)
{
    public static WatchScope Of(KubernetesOptions options) =>
        new(options.Namespaces, options.ExcludeNamespaces.ToHashSet(StringComparer.Ordinal), options.Patience);

    public bool Includes(string? ns) => ns is null || !Excluded.Contains(ns);
}
