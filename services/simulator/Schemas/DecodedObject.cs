using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Schemas;

/// <summary>What became of a request's JSON.</summary>
/// <param name="Json">The object as the server keeps it: known fields only, without nulls, quantities and times in their canonical form.</param>
/// <param name="Error">Why it cannot be read, as the server words it; null when it can. <paramref name="Json"/> then holds what could.</param>
/// <param name="Violations">
/// What strict field validation refuses and lax one warns of, in order, at most 100: <c>unknown field "spec.foo"</c>, <c>duplicate field "data.a"</c>.
/// </param>
public sealed record DecodedObject(JsonObject Json, string? Error, IReadOnlyList<string> Violations);
