using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Resources;

/// <summary>All that is served now: the built-in kinds and those that CustomResourceDefinitions add. Thread-safe.</summary>
public sealed class ResourceRegistry
{
    private readonly Lock _lock = new();
    private ImmutableArray<ResourceDefinition> _definitions = [.. BuiltInResources.All];
    private ImmutableDictionary<(string Group, string Version, string Plural), ResourceDefinition> _byPath;
    private ImmutableDictionary<ResourceKind, ResourceDefinition> _byKind;

    public ResourceRegistry() => (_byPath, _byKind) = Index(_definitions);

    /// <summary>All definitions: the built-in ones first, then the custom ones in the order of their creation.</summary>
    public ImmutableArray<ResourceDefinition> Definitions => _definitions;

    /// <summary>What is served at a path.</summary>
    public ResourceDefinition? Find(string group, string version, string plural) => _byPath.GetValueOrDefault((group, version, plural));

    /// <summary>How a kind is served; null for one that nobody serves.</summary>
    public ResourceDefinition? Find(ResourceKind kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>The definition of an object's apiVersion and kind.</summary>
    public ResourceDefinition? FindByKind(string apiVersion, string kind) =>
        _definitions.FirstOrDefault(d => d.Kind.ApiVersion == apiVersion && d.Kind.Kind == kind);

    /// <summary>Serves what a CustomResourceDefinition says, instead of what it said before.</summary>
    public void Serve(JsonObject definition)
    {
        var served = CustomResources.Read(definition).ToList();
        lock (_lock)
        {
            var (group, plural) = ((string?)definition["spec"]?["group"], (string?)definition["spec"]?["names"]?["plural"]);
            Replace([.. _definitions.Where(d => d.Custom is null || d.Kind.Group != group || d.Kind.Plural != plural), .. served]);
        }
    }

    /// <summary>Serves the kinds of a CustomResourceDefinition no longer.</summary>
    public void Withdraw(string group, string plural)
    {
        lock (_lock)
            Replace([.. _definitions.Where(d => d.Custom is null || d.Kind.Group != group || d.Kind.Plural != plural)]);
    }

    /// <summary>Follows the CustomResourceDefinitions of a store for as long as that lives.</summary>
    public IDisposable Follow(ObjectStore store)
    {
        var now = store.List(Kinds.CustomResourceDefinition);
        foreach (var definition in now.Objects.Values)
            Serve(definition.ToJson());
        return store.Listen(now.ResourceVersion, e =>
        {
            if (e.Current.Kind != Kinds.CustomResourceDefinition)
                return;
            if (e.Type == ChangeType.Deleted)
            {
                var spec = e.Current.Root.GetProperty("spec");
                Withdraw(spec.GetProperty("group").GetString()!, spec.GetProperty("names").GetProperty("plural").GetString()!);
            }
            else
            {
                Serve(e.Current.ToJson());
            }
        }) ?? throw new InvalidOperationException("The store forgot writes between a list and a listen.");
    }

    private void Replace(ImmutableArray<ResourceDefinition> definitions)
    {
        _definitions = definitions;
        (_byPath, _byKind) = Index(definitions);
    }

    private static (ImmutableDictionary<(string, string, string), ResourceDefinition>, ImmutableDictionary<ResourceKind, ResourceDefinition>) Index(
        ImmutableArray<ResourceDefinition> definitions) => (
            definitions.ToImmutableDictionary(d => (d.Kind.Group, d.Kind.Version, d.Kind.Plural)),
            definitions.ToImmutableDictionary(d => d.Kind));
}
