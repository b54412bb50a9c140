using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Protobuf;

/// <summary>Reads a message by the numbers that the catalogue of types has for its fields; unknown numbers are passed over.</summary>
internal static class MessageDecoder
{
    private const int MostDepth = 64;

    private static readonly ConcurrentDictionary<TypeSchema, FieldTree> Trees = new();

    public static JsonObject Decode(TypeSchema type, ReadOnlySpan<byte> bytes)
    {
        var json = new JsonObject();
        Read(Trees.GetOrAdd(type, FieldTree.Of), bytes, json, 0);
        return json;
    }

    private static void Read(FieldTree tree, ReadOnlySpan<byte> bytes, JsonObject json, int depth)
    {
        if (depth > MostDepth)
            throw new FormatException("protobuf is nested too deeply");
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            if (tree.Find(reader.Field) is not { } branch)
                continue;
            if (branch.Field is not { } field)
                Read(branch, reader.Bytes, json, depth + 1);
            else
                Read(field, ref reader, json, depth + 1);
        }
    }

    private static void Read(FieldSchema field, ref ProtobufReader reader, JsonObject json, int depth)
    {
        switch (field.Value.Kind)
        {
            case ValueKind.List:
                var list = json[field.Name] as JsonArray ?? [];
                json[field.Name] = list;
                foreach (var item in Items(field.Value.Element!, ref reader, depth))
                    list.Add(item);
                break;
            case ValueKind.Map:
                var map = json[field.Name] as JsonObject ?? [];
                json[field.Name] = map;
                var (key, value) = Entry(field.Value.Element!, reader.Bytes, depth);
                map[key] = value;
                break;
            default:
                if (Value(field.Value, ref reader, depth) is { } single && (field.Nullable || field.Required || !IsZero(field.Value.Kind, single)))
                    json[field.Name] = single;
                break;
        }
    }

    private static List<JsonNode?> Items(ValueSchema element, ref ProtobufReader reader, int depth) =>
        element.Kind is ValueKind.Whole32 or ValueKind.Whole64 && reader.HasBytes
            ? [.. ProtobufReader.Packed(reader.Bytes).Select(n => (JsonNode?)n)]
            : [Value(element, ref reader, depth)];

    private static (string Key, JsonNode? Value) Entry(ValueSchema element, ReadOnlySpan<byte> bytes, int depth)
    {
        var reader = new ProtobufReader(bytes);
        var (key, value) = ("", (JsonNode?)null);
        while (reader.Next())
        {
            if (reader.Field == 1)
                key = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == 2)
                value = element.Kind == ValueKind.List ? Wrapped(element.Element!, reader.Bytes, depth) : Value(element, ref reader, depth);
        }
        return (key, value ?? (element.Kind is ValueKind.Text or ValueKind.Bytes ? "" : null));
    }

    /// <summary>A list that stands where only one value can: a message of its own with the items under 1.</summary>
    private static JsonArray Wrapped(ValueSchema element, ReadOnlySpan<byte> bytes, int depth)
    {
        var reader = new ProtobufReader(bytes);
        var list = new JsonArray();
        while (reader.Next())
        {
            if (reader.Field == 1)
                list.Add(Value(element, ref reader, depth));
        }
        return list;
    }

    private static JsonNode? Value(ValueSchema value, ref ProtobufReader reader, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                return Encoding.UTF8.GetString(reader.Bytes);
            case ValueKind.Bytes:
                return Convert.ToBase64String(reader.Bytes);
            case ValueKind.Whole32:
            case ValueKind.Whole64:
                return reader.Number;
            case ValueKind.Number:
                return reader.Real;
            case ValueKind.Boolean:
                return reader.Number != 0;
            case ValueKind.Quantity:
                return Texts(reader.Bytes, 1) is { Length: > 0 } quantity ? quantity : "0";
            case ValueKind.IntOrString:
                return IntOrString(reader.Bytes);
            case ValueKind.Time:
                return Time(reader.Bytes, "yyyy-MM-ddTHH:mm:ssZ");
            case ValueKind.MicroTime:
                return Time(reader.Bytes, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
            case ValueKind.Any:
                return Texts(reader.Bytes, 1) is { Length: > 0 } raw ? Json(raw) : null;
            case ValueKind.Structure:
                var json = new JsonObject();
                Read(Trees.GetOrAdd(value.Type!, FieldTree.Of), reader.Bytes, json, depth);
                return json;
            default:
                throw new FormatException($"protobuf cannot hold {value.GoName} here");
        }
    }

    private static bool IsZero(ValueKind kind, JsonNode value) => kind switch
    {
        ValueKind.Text or ValueKind.Bytes => value.GetValue<string>().Length == 0,
        ValueKind.Whole32 or ValueKind.Whole64 => value.GetValue<long>() == 0,
        ValueKind.Number => value.GetValue<double>() == 0,
        ValueKind.Boolean => !value.GetValue<bool>(),
        ValueKind.IntOrString => value is JsonValue number && number.TryGetValue<long>(out var whole) && whole == 0,
        _ => false,
    };

    private static string Texts(ReadOnlySpan<byte> message, int field)
    {
        var reader = new ProtobufReader(message);
        var text = "";
        while (reader.Next())
        {
            if (reader.Field == field)
                text = Encoding.UTF8.GetString(reader.Bytes);
        }
        return text;
    }

    private static JsonNode IntOrString(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        var (isText, number, text) = (false, 0L, "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    isText = reader.Number == 1;
                    break;
                case 2:
                    number = reader.Number;
                    break;
                case 3:
                    text = Encoding.UTF8.GetString(reader.Bytes);
                    break;
            }
        }
        return isText ? text : number;
    }

    /// <summary>Go's zero time, which stands for none, has no fields or lies in the year 1.</summary>
    private static JsonNode? Time(ReadOnlySpan<byte> message, string format)
    {
        var reader = new ProtobufReader(message);
        var (seconds, nanos) = (0L, 0L);
        while (reader.Next())
        {
            if (reader.Field == 1)
                seconds = reader.Number;
            else if (reader.Field == 2)
                nanos = reader.Number;
        }
        if (seconds == 0 && nanos == 0 || seconds <= DateTimeOffset.MinValue.ToUnixTimeSeconds())
            return null;
        if (seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() || nanos is < 0 or >= 1_000_000_000)
            throw new FormatException("protobuf holds a time that is none");
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100).UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    private static JsonNode? Json(string raw)
    {
        try
        {
            return JsonNode.Parse(raw);
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new FormatException("protobuf holds JSON that is none", e);
        }
    }
}
