namespace Pipeline.Simulator.Tables;

/// <summary>A column as kubectl is told of it.</summary>
/// <param name="Name">Heading; kubectl shows it in capitals.</param>
/// <param name="Type">"string", "integer", "boolean", "date", "number".</param>
/// <param name="Description">What it means.</param>
/// <param name="Priority">0 always shown, 1 only with <c>-o wide</c>.</param>
/// <param name="Format">"name" of the column that names the object.</param>
public sealed record TableColumn(string Name, string Type, string Description, int Priority = 0, string Format = "");
