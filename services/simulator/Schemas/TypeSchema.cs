namespace Pipeline.Simulator.Schemas;

/// <summary>A type of the API with its fields. Does not change once its catalogue is read.</summary>
/// <param name="id">Name in OpenAPI: "io.k8s.api.core.v1.Container".</param>
/// <param name="apiVersion">"apps/v1" of a kind; null for a part of one.</param>
/// <param name="atomic">Whether server-side apply owns it as one.</param>
public sealed class TypeSchema(string id, string? apiVersion, bool atomic)
{
    private readonly Dictionary<string, FieldSchema> _fields = new(StringComparer.Ordinal);

    /// <summary>Name in OpenAPI: "io.k8s.api.core.v1.Container".</summary>
    public string Id { get; } = id;

    /// <summary>"Container".</summary>
    public string Name { get; } = id[(id.LastIndexOf('.') + 1)..];

    /// <summary>"apps/v1" of a kind; null for a part of one.</summary>
    public string? ApiVersion { get; } = apiVersion;

    /// <summary>Whether server-side apply owns it as one.</summary>
    public bool IsAtomic { get; } = atomic;

    /// <summary>Whether fields that it does not name are kept: x-kubernetes-preserve-unknown-fields of a custom resource.</summary>
    public bool KeepsUnknown { get; init; }

    /// <summary>Fields by their name in JSON.</summary>
    public IReadOnlyDictionary<string, FieldSchema> Fields => _fields;

    /// <summary>"v1.Container", as decoding errors name it.</summary>
    public string GoName
    {
        get
        {
            var package = Id[..^(Name.Length + 1)];
            return $"{package[(package.LastIndexOf('.') + 1)..]}.{Name}";
        }
    }

    /// <summary>The field of this name; null when there is none.</summary>
    public FieldSchema? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The field at a path of names ("spec", "template", "spec", "containers", "image"), through lists and maps; null when there is none.</summary>
    public FieldSchema? Walk(params ReadOnlySpan<string> path)
    {
        var (type, field) = (this, (FieldSchema?)null);
        foreach (var name in path)
        {
            if (type?.Find(name) is not { } next)
                return null;
            (field, type) = (next, next.Value.Innermost);
        }
        return field;
    }

    public override string ToString() => Id;

    internal void Add(FieldSchema field) => _fields.Add(field.Name, field);
}
