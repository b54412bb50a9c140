using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>Whom an object belongs to.</summary>
/// <param name="IsController">Whether that one manages it.</param>
/// <param name="Blocks">Whether a foreground deletion of that one waits for it.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool IsController, bool Blocks)
{
    public static OwnerReference Of(JsonElement json) => new(
        json.Text("apiVersion") ?? "", json.Text("kind") ?? "", json.Text("name") ?? "", json.Text("uid") ?? "",
        json.Flag("controller") ?? false, json.Flag("blockOwnerDeletion") ?? false);

    /// <summary>The reference that a controller sets on what it creates.</summary>
    public static JsonObject ToController(ObjectView owner) => new()
    {
        ["apiVersion"] = owner.Kind.ApiVersion,
        ["kind"] = owner.Kind.Kind,
        ["name"] = owner.Name,
        ["uid"] = owner.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };
}
