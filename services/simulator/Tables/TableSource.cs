using System.Text.Json;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Serving;

namespace Pipeline.Simulator.Tables;

/// <summary>Gives the API server its tables.</summary>
/// <param name="clock">The world's.</param>
public sealed class TableSource(TimeProvider clock) : ITableSource
{
    private readonly TableWriter _tables = new(clock);

    /// <inheritdoc/>
    public void Write(
        Utf8JsonWriter writer, ResourceDefinition definition, IEnumerable<JsonElement> objects, string version, string include,
        Action<Utf8JsonWriter> metadata, bool withColumns) => _tables.Write(
            writer, definition, objects,
            new TableFormat(version, include switch { "None" => IncludedObject.None, "Object" => IncludedObject.Whole, _ => IncludedObject.Metadata }),
            metadata, withColumns);
}
