using System.Collections;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules that an object breaks, gathered in order.</summary>
internal sealed class Problems : IReadOnlyCollection<FieldProblem>
{
    private readonly List<FieldProblem> _all = [];

    public int Count => _all.Count;

    public void Add(FieldProblem problem) => _all.Add(problem);

    public void AddRange(IEnumerable<FieldProblem> problems) => _all.AddRange(problems);

    /// <summary>A number that may be absent but not negative.</summary>
    public void NotNegative(JsonObject? parent, string name, string path)
    {
        if (parent?.Whole(name) is { } value and < 0)
            Add(FieldProblem.Invalid($"{path}.{name}", value, "must be greater than or equal to 0"));
    }

    /// <summary>A text that must be there.</summary>
    public void Required(JsonObject parent, string name, string path)
    {
        if (parent.Text(name) is null or "")
            Add(FieldProblem.Required($"{path}.{name}"));
    }

    /// <summary>A text that is one of a few, or absent.</summary>
    public void OneOf(JsonObject parent, string name, string path, params string[] supported)
    {
        if (parent.Text(name) is { } value && !supported.Contains(value))
            Add(FieldProblem.NotSupported($"{path}.{name}", value, supported));
    }

    /// <summary>A port number.</summary>
    public void Port(long? port, string field)
    {
        if (port is null)
            Add(FieldProblem.Required(field));
        else if (port is < 1 or > 65535)
            Add(FieldProblem.Invalid(field, port.Value, "must be between 1 and 65535, inclusive"));
    }

    public IEnumerator<FieldProblem> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
