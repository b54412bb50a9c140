using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.EventStore.Events;

/// <summary>How an event becomes JSON: System.Text.Json's defaults, which are Marten's, too (names as in C#, no type
/// names).</summary>
internal static class EventJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.General)
    {
        Converters = { new WellFormedTextConverter(), new FiniteNumberConverter<double>(), new FiniteNumberConverter<float>() },
        AllowOutOfOrderMetadataProperties = true, // jsonb reorders properties, and with them the "$type" of nested values
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for PostgreSQL, not for a page: fewer bytes
    };

    /// <summary>Refuses text that UTF-8 cannot hold; by default the serializer would replace it without a word.</summary>
    private sealed class WellFormedTextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(WellFormed(value));

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(WellFormed(value));

        private static string WellFormed(string value)
        {
            for (var i = 0; i < value.Length; i++)
            {
                if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                    i++;
                else if (char.IsSurrogate(value[i]))
                    throw new JsonException("has a lone surrogate, which is no character; only well-formed Unicode can be stored.");
            }
            return value;
        }
    }

    /// <summary>Refuses what JSON has no number for, with its place, which the serializer's own error lacks.</summary>
    private sealed class FiniteNumberConverter<T> : JsonConverter<T>
        where T : IFloatingPointIeee754<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            T.CreateChecked(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (!T.IsFinite(value))
                throw new JsonException($"is {value.ToString("R", CultureInfo.InvariantCulture)}; a missing number is stored as missing (null, or left out).");
            if (value is float single)
                writer.WriteNumberValue(single);
            else
                writer.WriteNumberValue(double.CreateChecked(value));
        }
    }
}
