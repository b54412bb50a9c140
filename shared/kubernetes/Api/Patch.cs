using System.Text.Json.Nodes;

namespace Pipeline.Kubernetes.Api;

/// <summary>A change to an object, in one of the four forms the API takes.</summary>
public sealed class Patch
{
    private Patch(string contentType, JsonNode body, bool force = false) => (ContentType, Body, Force) = (contentType, body, force);

    public string ContentType { get; }

    public JsonNode Body { get; }

    /// <summary>Of server-side apply: take fields over that others own.</summary>
    public bool Force { get; }

    internal bool IsApply => ContentType.StartsWith("application/apply", StringComparison.Ordinal);

    /// <summary>Exact operations; begin with a test of /metadata/resourceVersion for optimistic locking (its failure is 422).</summary>
    public static Patch Json(JsonPatch operations) => new("application/json-patch+json", operations.ToJson());

    /// <summary>Lists are replaced whole, null deletes. Works on custom resources and on scale.</summary>
    public static Patch Merge(JsonObject change) => new("application/merge-patch+json", change);

    /// <summary>Lists are merged by their keys. Built-in kinds only.</summary>
    public static Patch Strategic(JsonObject change) => new("application/strategic-merge-patch+json", change);

    /// <summary>Server-side apply: the fields that the field manager wants to own. A conflict is 409 with its causes.</summary>
    public static Patch Apply(JsonObject wanted, bool force = false) => new("application/apply-patch+yaml", wanted, force);
}
