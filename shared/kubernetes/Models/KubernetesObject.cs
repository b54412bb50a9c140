using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Json;

namespace Pipeline.Kubernetes.Models;

/// <summary>An object of any kind with everything the server said of it. Immutable; an edit is a new object.</summary>
[JsonConverter(typeof(KubernetesObjectConverter))]
public sealed class KubernetesObject : IKubernetesObject
{
    private ObjectMeta? _metadata;

    /// <param name="raw">A JSON object; it must not belong to a document that is disposed.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public KubernetesObject(JsonElement raw)
    {
        if (raw.ValueKind != JsonValueKind.Object)
            throw new JsonException($"an object of the API is a JSON object, not {raw.ValueKind}");
        Raw = raw;
    }

    public KubernetesObject(JsonObject json)
        : this(JsonSerializer.SerializeToElement(json))
    {
    }

    /// <summary>The whole object.</summary>
    public JsonElement Raw { get; }

    public string? ApiVersion => Text("apiVersion");

    public string? Kind => Text("kind");

    public ObjectMeta Metadata => _metadata ??=
        Raw.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            ? metadata.Deserialize<ObjectMeta>(KubernetesJson.Options)!
            : new ObjectMeta();

    public static KubernetesObject Parse(string json) => new(JsonSerializer.Deserialize<JsonElement>(json));

    /// <summary>The same object as a typed record, which forgets what this project does not know.</summary>
    public T As<T>()
        where T : class, IKubernetesObject => Raw.Deserialize<T>(KubernetesJson.Options)!;

    /// <summary>The value at a path of property names; null when a part of it is missing.</summary>
    public JsonElement? At(params ReadOnlySpan<string> path)
    {
        var value = Raw;
        foreach (var name in path)
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        return value;
    }

    /// <summary>A changed copy for a read-modify-write: what the edit does not touch stays as the server sent it.</summary>
    public KubernetesObject Edit(Action<JsonObject> edit)
    {
        var copy = ToJson();
        edit(copy);
        return new KubernetesObject(copy);
    }

    /// <summary>A copy of the caller's own.</summary>
    public JsonObject ToJson() => JsonObject.Create(Raw)!;

    public override string ToString() => $"{Kind} {Metadata.Path}";

    private string? Text(string name) =>
        Raw.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
