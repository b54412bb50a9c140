using System.Text.Json;

namespace Pipeline.Simulator.Tables;

/// <summary>How objects of a kind become rows.</summary>
/// <param name="Columns">The columns, wide ones too.</param>
/// <param name="Cells">The cells of one object at a time: texts, numbers, booleans, null for nothing.</param>
/// <param name="Completion">Why an object is over ("Succeeded") with a sentence of it; null when it is not.</param>
public sealed record TableLayout(
    IReadOnlyList<TableColumn> Columns,
    Func<JsonElement, DateTimeOffset, object?[]> Cells,
    Func<JsonElement, (string Reason, string Message)?>? Completion = null)
{
    internal static TableColumn Name { get; } = new("Name", "string", "Name of the object, unique within its kind and namespace.", Format: "name");

    internal static TableColumn Age { get; } = new("Age", "string", "Time since the object was created.");

    internal static TableColumn Text(string name, string description) => new(name, "string", description);

    internal static TableColumn Number(string name, string description) => new(name, "integer", description);

    internal static TableColumn Wide(string name, string description) => new(name, "string", description, Priority: 1);

    internal static IReadOnlyList<TableColumn> WideContainers { get; } =
    [
        Wide("Containers", "Names of the containers of the template."),
        Wide("Images", "Images of the containers of the template."),
    ];
}
