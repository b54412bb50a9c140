using System.Text.Json.Nodes;
using Pipeline.Simulator.Discovery;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.OpenApi;

/// <summary>Gathers the schemas of the kinds of a document with all that they are made of.</summary>
internal sealed class SchemaCollection(SchemaDialect dialect)
{
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public JsonObject ToJson() => new(_schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));

    /// <summary>Adds what is served at a version.</summary>
    public void Add(ApiVersion version)
    {
        foreach (var definition in version.Resources)
        {
            var kind = definition.Kind;
            var id = definition.Custom is { } custom ? AddCustom(kind, custom)
                : TypeCatalogue.BuiltIn.Find(kind.ApiVersion, kind.Kind) is { } type ? Add(type)
                : null;
            if (id is not null && !definition.IsVirtual)
            {
                _schemas[$"{id[..^kind.Kind.Length]}{definition.ListKind}"] = dialect.List(id, (kind.Group, kind.Version, definition.ListKind));
                Add(TypeCatalogue.BuiltIn.ListMeta);
            }
            foreach (var subresource in definition.Subresources)
            {
                if (TypeCatalogue.BuiltIn.Find(new ResourceKind(subresource.Group, subresource.Version, "", "").ApiVersion, subresource.Kind) is { } body)
                    Add(body);
            }
        }
    }

    private string Add(TypeSchema type)
    {
        if (_schemas.ContainsKey(type.Id))
            return type.Id;
        _schemas[type.Id] = [];
        _schemas[type.Id] = dialect.Of(type, Kinds(type));
        foreach (var field in type.Fields.Values)
            AddParts(field.Value);
        return type.Id;
    }

    private void AddParts(ValueSchema value)
    {
        if (value.Element is not null)
            AddParts(value.Element);
        if (value.Type is not null)
            Add(value.Type);
        var named = value.Kind switch
        {
            ValueKind.Quantity => SchemaDialect.Quantity,
            ValueKind.IntOrString => SchemaDialect.IntOrString,
            ValueKind.Time => SchemaDialect.Time,
            ValueKind.MicroTime => SchemaDialect.MicroTime,
            _ => null,
        };
        if (named is not null)
            _schemas[named] = dialect.Named(named)!;
    }

    private static IEnumerable<(string, string, string)> Kinds(TypeSchema type) =>
        type.ApiVersion?.Split('/') switch
        {
            [var group, var version] => [(group, version, type.Name)],
            [var version] => [("", version, type.Name)],
            _ => [],
        };

    private string AddCustom(ResourceKind kind, CustomKind custom)
    {
        Add(TypeCatalogue.BuiltIn.ObjectMeta);
        AddParts(new ValueSchema(ValueKind.Structure, TypeCatalogue.BuiltIn.ObjectMeta));
        var id = $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}";
        _schemas[id] = CustomSchema.Write(dialect, custom.Schema, (kind.Group, kind.Version, kind.Kind));
        return id;
    }
}
