using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pipeline.Simulator.Tables;

/// <summary>The paths of printer columns: <c>.spec.a</c>, <c>['a.b']</c>, <c>[0]</c>, <c>[*]</c>, <c>[?(@.type=="Ready")].status</c>.</summary>
public sealed class JsonPath
{
    private readonly IReadOnlyList<Step> _steps;

    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    private JsonPath(IReadOnlyList<Step> steps) => _steps = steps;

    private abstract record Step
    {
        public sealed record Field(string Name) : Step;

        public sealed record Index(int At) : Step;

        public sealed record Every : Step;

        public sealed record Where(JsonPath Path, string Operator, string Value) : Step;
    }

    /// <summary>Reads a path; null when it is none of this kind.</summary>
    public static JsonPath? Parse(string text)
    {
        var steps = new List<Step>();
        var rest = text.AsSpan().Trim().TrimStart('{').TrimEnd('}').TrimStart('$');
        while (!rest.IsEmpty)
        {
            var step = rest[0] switch
            {
                '.' => Dotted(ref rest),
                '[' => Bracketed(ref rest),
                _ when steps.Count == 0 => Dotted(ref rest, skip: 0),
                _ => null,
            };
            if (step is null)
                return null;
            steps.Add(step);
        }
        return steps.Count == 0 ? null : new JsonPath(steps);
    }

    /// <summary>What the path leads to, in order; empty when it leads nowhere.</summary>
    public IReadOnlyList<JsonElement> Find(JsonElement json)
    {
        List<JsonElement> found = [json];
        foreach (var step in _steps)
            found = [.. found.SelectMany(f => Take(step, f))];
        return found;
    }

    private static IEnumerable<JsonElement> Take(Step step, JsonElement json) => step switch
    {
        Step.Field(var name) => json.At(name) is { } value ? [value] : [],
        Step.Index(var at) when json.ValueKind == JsonValueKind.Array =>
            (at < 0 ? json.GetArrayLength() + at : at) is var index && index >= 0 && index < json.GetArrayLength() ? [json[index]] : [],
        Step.Every => Children(json),
        Step.Where where => Children(json).Where(child => Holds(where, child)),
        _ => [],
    };

    private static IEnumerable<JsonElement> Children(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray(),
        JsonValueKind.Object => json.EnumerateObject().Select(p => p.Value),
        _ => [],
    };

    private static bool Holds(Step.Where where, JsonElement json)
    {
        var found = where.Path.Find(json);
        if (found.Count == 0)
            return false;
        var order = double.TryParse(found[0].ToString(), CultureInfo.InvariantCulture, out var left)
            && double.TryParse(where.Value, CultureInfo.InvariantCulture, out var right)
                ? left.CompareTo(right)
                : string.CompareOrdinal(found[0].ValueKind is JsonValueKind.True or JsonValueKind.False ? found[0].GetRawText() : found[0].ToString(), where.Value);
        return where.Operator switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => true,
        };
    }

    private static Step.Field? Dotted(ref ReadOnlySpan<char> rest, int skip = 1)
    {
        var name = new StringBuilder();
        var at = skip;
        for (; at < rest.Length && rest[at] is not ('.' or '['); at++)
        {
            if (rest[at] == '\\' && at + 1 < rest.Length)
                at++;
            name.Append(rest[at]);
        }
        rest = rest[at..];
        return name.Length == 0 ? null : new Step.Field(name.ToString());
    }

    private static Step? Bracketed(ref ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("[?("))
        {
            var end = rest.IndexOf(")]");
            if (end < 0)
                return null;
            var condition = rest[3..end].ToString();
            rest = rest[(end + 2)..];
            return Condition(condition);
        }
        var close = rest.IndexOf(']');
        if (close < 0)
            return null;
        var inner = rest[1..close].Trim();
        rest = rest[(close + 1)..];
        if (inner is ['\'', .., '\''] or ['"', .., '"'])
            return new Step.Field(inner[1..^1].ToString());
        return inner is "*" ? new Step.Every() : int.TryParse(inner, CultureInfo.InvariantCulture, out var index) ? new Step.Index(index) : null;
    }

    private static Step.Where? Condition(string text)
    {
        var op = Operators.FirstOrDefault(o => text.Contains(o, StringComparison.Ordinal)) ?? "";
        var parts = op.Length == 0 ? [text] : text.Split(op, 2);
        return Parse(parts[0].Trim().TrimStart('@')) is { } path
            ? new Step.Where(path, op, parts.Length == 1 ? "" : parts[1].Trim().Trim('\'', '"'))
            : null;
    }
}
