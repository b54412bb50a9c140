using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Validation;

/// <summary>A rule that a field breaks, as a Status names it in its causes.</summary>
/// <param name="Field">"spec.containers[0].image".</param>
/// <param name="Reason">"FieldValueRequired" …</param>
/// <param name="Message">"Required value".</param>
public sealed record FieldProblem(string Field, string Reason, string Message)
{
    public static FieldProblem Required(string field, string why = "") =>
        new(field, "FieldValueRequired", why.Length == 0 ? "Required value" : $"Required value: {why}");

    /// <param name="value">As Go prints it; a string is quoted.</param>
    public static FieldProblem Invalid(string field, GoValue value, string why) =>
        new(field, "FieldValueInvalid", $"Invalid value: {value}: {why}");

    public static FieldProblem Forbidden(string field, string why) => new(field, "FieldValueForbidden", $"Forbidden: {why}");

    public static FieldProblem Duplicate(string field, GoValue value) => new(field, "FieldValueDuplicate", $"Duplicate value: {value}");

    public static FieldProblem NotFound(string field, GoValue value) => new(field, "FieldValueNotFound", $"Not found: {value}");

    public static FieldProblem TooLong(string field, int most) =>
        new(field, "FieldValueTooLong", $"Too long: may not be more than {most} bytes");

    public static FieldProblem NotSupported(string field, GoValue value, params IEnumerable<string> supported) => new(
        field, "FieldValueNotSupported",
        $"Unsupported value: {value}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}");

    public override string ToString() => $"{Field}: {Message}";
}

/// <summary>A value as the messages of a server written in Go show it.</summary>
/// <param name="Text">The printed form.</param>
public readonly record struct GoValue(string Text)
{
    public static implicit operator GoValue(string? text) => new($"\"{text}\"");

    public static implicit operator GoValue(long number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static implicit operator GoValue(bool value) => new(value ? "true" : "false");

    /// <summary>A map[string]string, keys in order.</summary>
    public static GoValue Map(JsonNode? map) => map is JsonObject o
        ? new($"map[string]string{{{string.Join(", ", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\"{p.Key}\":\"{p.Value}\""))}}}")
        : new("map[string]string(nil)");

    /// <summary>A []string.</summary>
    public static GoValue List(params IEnumerable<string> texts) => new($"[]string{{{string.Join(", ", texts.Select(t => $"\"{t}\""))}}}");

    /// <summary>A string or number of a JSON node; other nodes as JSON.</summary>
    public static GoValue Of(JsonNode? node) => node is null ? new("null") : new(node.ToJsonString(Storage.GoJson.Options));

    public override string ToString() => Text;
}
