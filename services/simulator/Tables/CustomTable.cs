using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Custom objects by the additionalPrinterColumns of their definition; by name and age when it has none.</summary>
internal static class CustomTable
{
    public static TableLayout Of(CustomKind custom)
    {
        var columns = custom.PrinterColumns.OfType<JsonObject>().Select(Read).ToList();
        if (columns.Count == 0)
            columns.Add((Age with { Type = "date" }, JsonPath.Parse(".metadata.creationTimestamp")));
        return new TableLayout(
            [Name, .. columns.Select(c => c.Column)],
            (o, now) => [o.Name(), .. columns.Select(c => Cell(c.Column.Type, c.Path?.Find(o) ?? [], now))]);
    }

    private static (TableColumn Column, JsonPath? Path) Read(JsonObject column)
    {
        var path = (string?)column["jsonPath"] ?? "";
        return (
            new TableColumn(
                (string?)column["name"] ?? "", (string?)column["type"] ?? "string",
                (string?)column["description"] ?? $"Custom resource definition column (in JSONPath format): {path}", (int?)column["priority"] ?? 0,
                (string?)column["format"] ?? ""),
            JsonPath.Parse(path));
    }

    private static object? Cell(string type, IReadOnlyList<JsonElement> found, DateTimeOffset now)
    {
        if (found.Count == 0)
            return null;
        var first = found[0];
        return type switch
        {
            "integer" when first.ValueKind == JsonValueKind.Number => (long)first.GetDouble(),
            "number" when first.ValueKind == JsonValueKind.Number => first.GetDouble(),
            "boolean" when first.ValueKind is JsonValueKind.True or JsonValueKind.False => first.GetBoolean(),
            "date" when first.ValueKind == JsonValueKind.String =>
                DateTimeOffset.TryParse(first.GetString(), CultureInfo.InvariantCulture, out var time) ? HumanDuration.Since(time, now) : "<unknown>",
            "string" => string.Join(' ', found.Select(f => f.ToString())),
            _ => null,
        };
    }
}
