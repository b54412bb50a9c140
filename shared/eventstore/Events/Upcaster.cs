using System.Text.Json.Nodes;

namespace Pipeline.EventStore.Events;

/// <summary>Turns a stored event of an older shape into the next one on reading; what is stored never changes.</summary>
/// <param name="From">The older alias, which no registered type has.</param>
/// <param name="Convert">Pure. Gets the stored object, may change and return it.</param>
/// <param name="To">The alias of the outcome: of a registered type, or of a further upcaster.</param>
public sealed record Upcaster(string From, Func<JsonObject, JsonObject> Convert, string To);
