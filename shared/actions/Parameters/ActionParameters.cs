using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Actions.Parameters;

/// <summary>The values of an action's parameters, checked against its definition, defaults filled in.</summary>
public sealed class ActionParameters
{
    private const int LongestShown = 100;

    private ActionParameters(ImmutableSortedDictionary<string, string> values) => Values = values;

    /// <summary>By name, in the plan's form; parameters without value and default are not there.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; }

    /// <summary>Checks what a plan gives.</summary>
    /// <param name="action">The action's name, for the messages.</param>
    /// <param name="definitions">What the action takes.</param>
    /// <param name="given">What the plan gives; untrusted.</param>
    /// <param name="problems">Each with the parameter, its value and what is allowed; empty when all is well.</param>
    /// <returns>Null when there are problems.</returns>
    public static ActionParameters? Read(
        string action, IReadOnlyList<ParameterDefinition> definitions, IReadOnlyDictionary<string, string> given,
        out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (given.GetValueOrDefault(definition.Name, definition.Default!) is not { } text)
            {
                if (definition.Required)
                    found.Add($"{action}: the parameter {definition.Name} is missing; it must be {definition.Allowed}.");
            }
            else if (definition.Normalise(text) is { } value)
            {
                values.Add(definition.Name, value);
            }
            else
            {
                found.Add($"{action}: the parameter {definition.Name} is '{Shown(text)}'; it must be {definition.Allowed}.");
            }
        }

        found.AddRange(given.Keys.Except(definitions.Select(d => d.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => $"{action}: there is no parameter '{Shown(name)}'; {Known(definitions)}."));
        problems = found;
        return found.Count == 0 ? new ActionParameters(values.ToImmutable()) : null;
    }

    /// <summary>The value of a text or choice; null when it has none.</summary>
    public string? Text(string name) => Values.GetValueOrDefault(name);

    /// <summary>The value of a whole number that is required or has a default.</summary>
    public long Number(string name) => long.Parse(Values[name], CultureInfo.InvariantCulture);

    /// <summary>The value of a duration that is required or has a default.</summary>
    public TimeSpan Duration(string name) => TimeSpan.ParseExact(Values[name], "c", CultureInfo.InvariantCulture);

    private static string Known(IReadOnlyList<ParameterDefinition> definitions) => definitions.Count == 0
        ? "it takes none"
        : $"it takes {string.Join(", ", definitions.Select(d => d.Name))}";

    private static string Shown(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
}
