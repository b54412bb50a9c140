using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Canonical;

/// <summary>RFC 8785 (JCS): the one spelling of a JSON value, so that equal values have equal bytes and equal
/// hashes.</summary>
/// <remarks>Written by hand, since the registry has no package for it. Input is trusted to be at most 64 levels deep, which
/// System.Text.Json's readers enforce by default.</remarks>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 bytes of a value.</summary>
    /// <exception cref="CanonicalJsonException">
    /// A number that no finite double holds, a lone surrogate, or a property given twice; names the path.</exception>
    public static byte[] Write(JsonElement value) => Encoding.UTF8.GetBytes(ToText(value));

    /// <inheritdoc cref="Write(JsonElement)"/>
    public static byte[] Write(JsonNode? value) => Write(JsonSerializer.SerializeToElement(value));

    /// <summary>The canonical text of a value.</summary>
    /// <inheritdoc cref="Write(JsonElement)"/>
    public static string ToText(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value, JsonPath.Root);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value, JsonPath path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value, path);
                break;
            case JsonValueKind.Array:
                AppendArray(text, value, path);
                break;
            case JsonValueKind.String:
                CanonicalString.Append(text, path.StringOf(value), path);
                break;
            case JsonValueKind.Number:
                text.Append(CanonicalNumber.ToText(path.DoubleOf(value)));
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Null:
                text.Append("null");
                break;
            default:
                throw new CanonicalJsonException(path, "is undefined: there is no JSON value here.");
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value, JsonPath path)
    {
        var properties = new List<(string Name, JsonElement Value)>();
        foreach (var property in value.EnumerateObject())
            properties.Add((path.NameOf(property), property.Value));
        properties.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name)); // UTF-16 code units, as the RFC wants
        text.Append('{');
        for (var i = 0; i < properties.Count; i++)
        {
            var (name, member) = properties[i];
            var memberPath = path.Property(name);
            if (i > 0 && properties[i - 1].Name == name)
                throw new CanonicalJsonException(memberPath, "is given twice; a property may be given once only.");
            if (i > 0)
                text.Append(',');
            CanonicalString.Append(text, name, memberPath);
            text.Append(':');
            Append(text, member, memberPath);
        }
        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value, JsonPath path)
    {
        text.Append('[');
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (index > 0)
                text.Append(',');
            Append(text, item, path.Item(index++));
        }
        text.Append(']');
    }
}
