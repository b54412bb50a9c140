using System.Collections.Frozen;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>Shared empty values: thousands of objects have no annotations.</summary>
internal static class Nothing
{
    public static IReadOnlyDictionary<string, string> Map => FrozenDictionary<string, string>.Empty;

    public static IReadOnlyDictionary<string, Quantity> Quantities => FrozenDictionary<string, Quantity>.Empty;

    public static IReadOnlyDictionary<string, ContentMark> Marks => FrozenDictionary<string, ContentMark>.Empty;
}
