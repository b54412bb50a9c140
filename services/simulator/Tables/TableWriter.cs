using System.Runtime.InteropServices;
using System.Text.Json;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tables;

/// <summary>Writes objects as tables, the server's half of <c>kubectl get</c>.</summary>
/// <param name="clock">The world's: ages are ages in it.</param>
public sealed class TableWriter(TimeProvider clock)
{
    /// <summary>Writes one Table.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="definition">What the objects are.</param>
    /// <param name="objects">The objects as they are stored; one for a single object or a watch event.</param>
    /// <param name="format">What the client wants.</param>
    /// <param name="metadata">Writes the fields of the list's metadata, or of the object's: "resourceVersion", "continue".</param>
    /// <param name="withColumns">Whether the columns are described; only the first event of a watch does it.</param>
    public void Write(
        Utf8JsonWriter writer, ResourceDefinition definition, IEnumerable<JsonElement> objects, TableFormat format, Action<Utf8JsonWriter> metadata,
        bool withColumns = true) =>
        Write(writer, TableLayouts.Of(definition), objects, format, metadata, withColumns);

    /// <inheritdoc cref="Write(Utf8JsonWriter, ResourceDefinition, IEnumerable{JsonElement}, TableFormat, Action{Utf8JsonWriter}, bool)"/>
    public void Write(
        Utf8JsonWriter writer, TableLayout layout, IEnumerable<JsonElement> objects, TableFormat format, Action<Utf8JsonWriter> metadata,
        bool withColumns = true)
    {
        var now = clock.GetUtcNow();
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "Table"u8);
        writer.WriteString("apiVersion"u8, $"meta.k8s.io/{format.Version}");
        writer.WriteStartObject("metadata"u8);
        metadata(writer);
        writer.WriteEndObject();
        if (withColumns)
            WriteColumns(writer, layout);
        else
            writer.WriteNull("columnDefinitions"u8);
        writer.WriteStartArray("rows"u8);
        foreach (var json in objects)
            WriteRow(writer, layout, json, format, now);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter writer, TableLayout layout)
    {
        writer.WriteStartArray("columnDefinitions"u8);
        foreach (var column in layout.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, column.Name);
            writer.WriteString("type"u8, column.Type);
            writer.WriteString("format"u8, column.Format);
            writer.WriteString("description"u8, column.Description);
            writer.WriteNumber("priority"u8, column.Priority);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter writer, TableLayout layout, JsonElement json, TableFormat format, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("cells"u8);
        foreach (var cell in layout.Cells(json, now))
            WriteCell(writer, cell);
        writer.WriteEndArray();
        if (layout.Completion?.Invoke(json) is var (reason, message))
        {
            writer.WriteStartArray("conditions"u8);
            writer.WriteStartObject();
            writer.WriteString("type"u8, "Completed"u8);
            writer.WriteString("status"u8, "True"u8);
            writer.WriteString("reason"u8, reason);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WritePropertyName("object"u8);
        switch (format.Include)
        {
            case IncludedObject.None:
                writer.WriteNullValue();
                break;
            case IncludedObject.Whole:
                WriteRaw(writer, json);
                break;
            default:
                writer.WriteStartObject();
                writer.WriteString("kind"u8, "PartialObjectMetadata"u8);
                writer.WriteString("apiVersion"u8, $"meta.k8s.io/{format.Version}");
                writer.WritePropertyName("metadata"u8);
                WriteRaw(writer, json.GetProperty("metadata"u8));
                writer.WriteEndObject();
                break;
        }
        writer.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter writer, JsonElement json) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(json), skipInputValidation: true);

    private static void WriteCell(Utf8JsonWriter writer, object? cell)
    {
        switch (cell)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
