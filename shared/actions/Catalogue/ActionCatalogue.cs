using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Pipeline.Actions.Parameters;
using Pipeline.Contracts;
using Pipeline.Incidents.Plans;

namespace Pipeline.Actions.Catalogue;

/// <summary>Everything that may be done. What is not in it cannot be planned, and what was planned otherwise does not run.</summary>
public sealed partial class ActionCatalogue
{
    private readonly FrozenDictionary<string, ActionDefinition> _definitions;

    /// <exception cref="ArgumentException">A definition contradicts itself, or two have one name.</exception>
    public ActionCatalogue(IEnumerable<ActionDefinition> definitions)
    {
        Definitions = [.. definitions.OrderBy(d => d.Name, StringComparer.Ordinal)];
        foreach (var definition in Definitions)
            CheckSoundness(definition);
        _definitions = Definitions.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);
    }

    /// <summary>The actions that every installation has.</summary>
    public static ActionCatalogue BuiltIn { get; } = new([NotifyOnly.Definition, CollectDiagnostics.Definition]);

    /// <summary>All entries by name.</summary>
    public IReadOnlyList<ActionDefinition> Definitions { get; }

    /// <summary>The entry of that name; null when there is none.</summary>
    public ActionDefinition? Find(string name) => _definitions.GetValueOrDefault(name);

    /// <summary>Makes a step of a plan. Defaults are written into it: what is approved is complete.</summary>
    /// <param name="name">The action.</param>
    /// <param name="target">What it acts on.</param>
    /// <param name="parameters">What it takes, invariant text; untrusted.</param>
    /// <exception cref="ActionRefusedException">There is no such action, or a parameter is missing, unknown or out of range.</exception>
    public PlannedAction Plan(string name, EntityRef target, IReadOnlyDictionary<string, string> parameters)
    {
        var definition = Find(name) ?? throw new ActionRefusedException([Unknown(name)]);
        var values = ActionParameters.Read(name, definition.Parameters, parameters, out var problems)
            ?? throw new ActionRefusedException(problems);
        return new PlannedAction
        {
            Action = name,
            Target = target,
            Parameters = values.Values,
            ChangesCluster = definition.ChangesCluster,
            Risk = definition.Risk,
            Summary = definition.Summary.Replace("{target}", target.ToString(), StringComparison.Ordinal),
        };
    }

    /// <summary>Checks a step that somebody else made, or that was made long ago.</summary>
    /// <param name="action">The step; untrusted.</param>
    /// <param name="problems">Why it may not run, each as a sentence; empty when it may.</param>
    /// <returns>The definition and the values; null when there are problems.</returns>
    public CheckedAction? Check(PlannedAction action, out IReadOnlyList<string> problems)
    {
        if (Find(action.Action) is not { } definition)
        {
            problems = [Unknown(action.Action)];
            return null;
        }

        var values = ActionParameters.Read(definition.Name, definition.Parameters, action.Parameters, out problems);
        if (action.Risk != definition.Risk)
            problems = [.. problems, $"{definition.Name}: the plan says risk {action.Risk}; the catalogue says {definition.Risk}."];
        if (action.ChangesCluster != definition.ChangesCluster)
            problems = [.. problems, $"{definition.Name}: the plan says changes-cluster {action.ChangesCluster}; the catalogue says {definition.ChangesCluster}."];
        return values is null || problems.Count > 0 ? null : new CheckedAction(definition, values);
    }

    private string Unknown(string name) =>
        $"There is no action '{(name.Length <= 100 ? name : name[..100])}' in the catalogue; there are {string.Join(", ", Definitions.Select(d => d.Name))}.";

    private static void CheckSoundness(ActionDefinition definition)
    {
        foreach (var name in definition.Parameters.Select(p => p.Name).Prepend(definition.Name))
            Require(SnakeCase().IsMatch(name), $"'{name}' is not snake case of 64 characters at most");
        Require(definition.TimeLimit > TimeSpan.Zero, "the time limit is not positive");
        Require(definition.Parameters.DistinctBy(p => p.Name).Count() == definition.Parameters.Count, "two parameters have one name");
        foreach (var parameter in definition.Parameters.Where(p => p.Default is not null))
        {
            Require(!parameter.Required, $"{parameter.Name} is required and has a default");
            Require(parameter.Normalise(parameter.Default!) == parameter.Default, $"the default of {parameter.Name} is not allowed or not in the plan's form");
        }

        void Require(bool sound, string problem)
        {
            if (!sound)
                throw new ArgumentException($"The catalogue's entry {definition.Name} is not sound: {problem}.", nameof(definition));
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(_[a-z0-9]+)*\z(?<=\A.{1,64})")]
    private static partial Regex SnakeCase();
}
