using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Admission;

/// <summary>A write on its way into the store.</summary>
/// <param name="Definition">What is written.</param>
/// <param name="Before">The object so far; null when it is new.</param>
/// <param name="Json">The object as it will be, which may still be changed while it is admitted.</param>
/// <param name="Options">How and in whose name it is written.</param>
/// <param name="Store">All other objects.</param>
public sealed record AdmissionRequest(
    ResourceDefinition Definition, JsonObject? Before, JsonObject Json, WriteOptions Options, ObjectStore Store)
{
    /// <summary>Whether the object is new.</summary>
    public bool IsCreate => Before is null;

    /// <summary>Namespace of the object; empty outside of namespaces.</summary>
    public string Namespace => Json["metadata"]!.AsObject().Text("namespace") ?? "";

    /// <summary>Name of the object; empty while it has none.</summary>
    public string Name => Json["metadata"]!.AsObject().Text("name") ?? "";

    /// <summary>Changes the status of another object in the name of the API server.</summary>
    internal Action<ResourceKind, string, string, Action<JsonObject>>? UpdateStatus { get; init; }

    /// <summary>The refusal of this write.</summary>
    public StatusException Forbidden(string why) => Refusal.Forbidden(Definition.Stored, Name, why);
}
