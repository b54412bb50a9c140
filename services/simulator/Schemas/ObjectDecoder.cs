using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Schemas;

/// <summary>Reads JSON into a type as the API server does, with its words for what does not fit.</summary>
/// <remarks>Kubernetes reads by sigs.k8s.io/json, a case-sensitive encoding/json that goes on after a type error and reports the first.</remarks>
public sealed class ObjectDecoder
{
    private const int MostViolations = 100;

    private readonly List<string> _violations = [];
    private readonly List<string> _fields = [];
    private string? _error;

    private ObjectDecoder()
    {
    }

    /// <summary>Reads an object.</summary>
    /// <param name="type">What it should be.</param>
    /// <param name="json">An object, with duplicate properties if it was sent with them.</param>
    public static DecodedObject Decode(TypeSchema type, JsonElement json)
    {
        var decoder = new ObjectDecoder();
        var decoded = json.ValueKind == JsonValueKind.Object ? decoder.Object(type, json, "") : null;
        if (decoded is null)
            decoder._error ??= $"json: cannot unmarshal {Describe(json)} into Go value of type {type.GoName}";
        return new DecodedObject(decoded ?? [], decoder._error, decoder._violations);
    }

    private JsonObject Object(TypeSchema type, JsonElement json, string path)
    {
        var result = new JsonObject();
        HashSet<string>? seen = null;
        foreach (var property in json.EnumerateObject())
        {
            var at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (type.Find(property.Name) is not { } field)
            {
                if (type.KeepsUnknown)
                    result[property.Name] = Any(property.Value, at);
                else
                    Violation($"unknown field \"{at}\"");
                continue;
            }
            if (!(seen ??= new HashSet<string>(StringComparer.Ordinal)).Add(property.Name))
                Violation($"duplicate field \"{at}\"");
            _fields.Add(property.Name);
            if (Value(field.Value, type, property.Value, at) is { } value)
                result[property.Name] = value;
            else
                result.Remove(property.Name);
            _fields.RemoveAt(_fields.Count - 1);
        }
        return result;
    }

    private JsonNode? Value(ValueSchema schema, TypeSchema owner, JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        switch (schema.Kind)
        {
            case ValueKind.Any:
                return Any(json, path);
            case ValueKind.Structure when json.ValueKind == JsonValueKind.Object:
                return Object(schema.Type!, json, path);
            case ValueKind.Map when json.ValueKind == JsonValueKind.Object:
                return Map(schema.Element!, owner, json, path);
            case ValueKind.List when json.ValueKind == JsonValueKind.Array:
                return List(schema.Element!, owner, json, path);
        }
        var (value, error) = ScalarDecoder.Decode(schema.Kind, json);
        if (value is null)
            _error ??= error ?? $"json: cannot unmarshal {Describe(json)} into Go struct field {owner.Name}.{string.Join('.', _fields)} of type {schema.GoName}";
        return value;
    }

    private JsonObject Map(ValueSchema element, TypeSchema owner, JsonElement json, string path)
    {
        var values = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (values.ContainsKey(property.Name))
                Violation($"duplicate field \"{path}.{property.Name}\"");
            values[property.Name] = Value(element, owner, property.Value, $"{path}.{property.Name}") ?? Empty(element);
        }
        return new JsonObject(values);
    }

    private JsonArray List(ValueSchema element, TypeSchema owner, JsonElement json, string path)
    {
        var (result, index) = (new JsonArray(), 0);
        foreach (var item in json.EnumerateArray())
            result.Add(Value(element, owner, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]")) ?? Empty(element));
        return result;
    }

    /// <summary>The zero value: what a null in a list or a map becomes.</summary>
    private static JsonNode? Empty(ValueSchema element) => element.Kind switch
    {
        ValueKind.Text or ValueKind.Bytes => "",
        ValueKind.Whole32 or ValueKind.Whole64 or ValueKind.Number or ValueKind.IntOrString => 0,
        ValueKind.Boolean => false,
        ValueKind.Quantity => "0",
        ValueKind.Structure => new JsonObject(),
        _ => null,
    };

    private JsonNode? Any(JsonElement json, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new JsonObject();
                foreach (var property in json.EnumerateObject())
                {
                    if (result.ContainsKey(property.Name))
                        Violation($"duplicate field \"{path}.{property.Name}\"");
                    result[property.Name] = Any(property.Value, $"{path}.{property.Name}");
                }
                return result;
            case JsonValueKind.Array:
                var index = 0;
                return new JsonArray([.. json.EnumerateArray().Select(item => Any(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]")))]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(json.Clone());
        }
    }

    private void Violation(string text)
    {
        if (_violations.Count < MostViolations)
            _violations.Add(text);
    }

    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number when !long.TryParse(json.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number is < int.MinValue or > int.MaxValue => $"number {json.GetRawText()}",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
