using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Resources;

/// <summary>What a CustomResourceDefinition says of one version of its kind.</summary>
/// <param name="Schema">openAPIV3Schema; null when it has none.</param>
/// <param name="HasStatus">Whether status is a subresource.</param>
/// <param name="Scale">Where the scale subresource reads and writes; null when there is none.</param>
/// <param name="PrinterColumns">additionalPrinterColumns.</param>
public sealed record CustomKind(JsonObject? Schema, bool HasStatus, ScalePaths? Scale, JsonArray PrinterColumns);

/// <summary>Fields that the scale subresource of a kind shows, each as a path of names.</summary>
/// <param name="SpecReplicas">"spec", "replicas".</param>
/// <param name="StatusReplicas">"status", "replicas".</param>
/// <param name="Selector">A label selector as text; null when there is none.</param>
public sealed record ScalePaths(string[] SpecReplicas, string[] StatusReplicas, string[]? Selector)
{
    /// <summary>Those of a CustomResourceDefinition's subresources.scale.</summary>
    public static ScalePaths Read(JsonObject scale) => new(
        Split((string?)scale["specReplicasPath"] ?? ".spec.replicas"),
        Split((string?)scale["statusReplicasPath"] ?? ".status.replicas"),
        (string?)scale["labelSelectorPath"] is { Length: > 0 } path ? Split(path) : null);

    private static string[] Split(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);
}
