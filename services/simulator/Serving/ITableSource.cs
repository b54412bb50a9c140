using System.Text.Json;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Serving;

/// <summary>Writes objects as tables.</summary>
public interface ITableSource
{
    /// <summary>Writes one Table object.</summary>
    /// <param name="version">"v1" or "v1beta1" of meta.k8s.io.</param>
    /// <param name="include">What comes with each row: "Metadata", "None" or "Object".</param>
    /// <param name="metadata">Writes the fields of the table's metadata.</param>
    /// <param name="withColumns">Whether the columns are described.</param>
    void Write(
        Utf8JsonWriter writer, ResourceDefinition definition, IEnumerable<JsonElement> objects, string version, string include,
        Action<Utf8JsonWriter> metadata, bool withColumns);
}
