using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Api;

/// <summary>The address of one object, or of a part of it.</summary>
/// <param name="Namespace">Null for kinds of the whole cluster.</param>
/// <param name="Subresource">"status", "scale", "eviction".</param>
public sealed record ObjectPath(ResourceType Type, string? Namespace, string Name, string? Subresource = null)
{
    /// <summary>Where an object lives that was read before.</summary>
    public static ObjectPath Of<T>(T value)
        where T : IKindOfObject => new(T.Type, value.Metadata.Namespace, value.Metadata.Name);

    /// <summary>The address of a typed kind's object.</summary>
    public static ObjectPath Of<T>(string? namespaceName, string name)
        where T : IKindOfObject => new(T.Type, namespaceName, name);

    /// <summary>"/apis/apps/v1/namespaces/shop/deployments/cart/scale".</summary>
    /// <exception cref="ArgumentException">A part is missing, or can be no name.</exception>
    public string ToUrlPath()
    {
        var path = $"{CollectionPath(Type, Type.Namespaced ? Namespace ?? throw NoNamespace() : null)}/{Segment(Name)}";
        return Subresource is null ? path : $"{path}/{Subresource}";
    }

    public override string ToString() => $"{Type} {(Namespace is null ? Name : $"{Namespace}/{Name}")}{(Subresource is null ? "" : "/" + Subresource)}";

    /// <param name="namespaceName">Null: objects of the whole cluster, or of all namespaces.</param>
    internal static string CollectionPath(ResourceType type, string? namespaceName) =>
        type.Namespaced && namespaceName is { Length: > 0 }
            ? $"{type.Root}/namespaces/{Segment(namespaceName)}/{type.Plural}"
            : $"{type.Root}/{type.Plural}";

    /// <summary>What apimachinery takes as a segment of a path: anything else would lead elsewhere.</summary>
    private static string Segment(string name) =>
        name is "" or "." or ".." || name.AsSpan().IndexOfAny('/', '%') >= 0
            ? throw new ArgumentException($"\"{name}\" can be no object's name", nameof(name))
            : Uri.EscapeDataString(name);

    private ArgumentException NoNamespace() => new($"{Type} \"{Name}\" lives in a namespace, and none is named");
}
