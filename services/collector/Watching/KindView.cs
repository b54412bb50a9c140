using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Watching;

/// <summary>The objects of one kind as they are known at one moment.</summary>
/// <param name="items">All that is watched, in no order.</param>
/// <param name="blindness">Why nothing can be said of objects that are not in it; null when everything watched can be seen.</param>
/// <param name="blindNamespaces">Namespaces of which the same holds, where others can be seen.</param>
public sealed class KindView<T>(IReadOnlyList<T> items, string? blindness = null, IReadOnlySet<string>? blindNamespaces = null)
    where T : class, IKubernetesObject
{
    private Dictionary<(string Namespace, string Name), T>? _byName;
    private ILookup<string, T>? _byNamespace;

    /// <summary>A kind that nobody looks at.</summary>
    public KindView()
        : this([], "it is not watched")
    {
    }

    public IReadOnlyList<T> Items { get; } = items;

    /// <summary>Why it cannot be seen; null when it can.</summary>
    public string? Blindness { get; } = blindness;

    /// <summary>Whether an object that is not here does not exist.</summary>
    public bool IsVisible => Blindness is null;

    /// <summary>Whether an object of the namespace that is not here does not exist.</summary>
    public bool IsVisibleIn(string? ns) => IsVisible && (ns is null || blindNamespaces?.Contains(ns) != true);

    /// <summary>The object of a name; null when it is not known.</summary>
    public T? Find(string? ns, string name) =>
        (_byName ??= ByName()).GetValueOrDefault((ns ?? "", name));

    /// <summary>The objects of a namespace.</summary>
    public IEnumerable<T> In(string? ns) => (_byNamespace ??= Items.ToLookup(item => item.Metadata.Namespace ?? ""))[ns ?? ""];

    /// <summary>Whether it is certain that there is no such object.</summary>
    public bool Lacks(string? ns, string name) => IsVisibleIn(ns) && Find(ns, name) is null;

    private Dictionary<(string, string), T> ByName()
    {
        var byName = new Dictionary<(string, string), T>(Items.Count);
        foreach (var item in Items)
            byName[(item.Metadata.Namespace ?? "", item.Metadata.Name)] = item;
        return byName;
    }
}
