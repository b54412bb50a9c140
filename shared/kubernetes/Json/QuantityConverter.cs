using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Json;

/// <summary>A quantity is a text, or a plain number as YAML writers leave it.</summary>
internal sealed class QuantityConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String when Quantity.TryParse(reader.GetString(), out var quantity) => quantity,
        JsonTokenType.Number when reader.TryGetDecimal(out var number) => new Quantity(number),
        _ => throw new JsonException("a quantity such as 100m or 128Mi was expected"),
    };

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value.ToString(CultureInfo.InvariantCulture));
}
