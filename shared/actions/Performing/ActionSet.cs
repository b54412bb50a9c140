using System.Collections.Frozen;
using Pipeline.Actions.Catalogue;

namespace Pipeline.Actions.Performing;

/// <summary>What can be carried out here: an action for each entry of the catalogue.</summary>
public sealed class ActionSet
{
    private readonly FrozenDictionary<string, IAction> _actions;

    /// <exception cref="ArgumentException">An entry that nobody carries out, or an action without an entry.</exception>
    public ActionSet(ActionCatalogue catalogue, IEnumerable<IAction> actions)
    {
        Catalogue = catalogue;
        _actions = actions.ToFrozenDictionary(a => a.Definition.Name, StringComparer.Ordinal);
        var entries = catalogue.Definitions.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        entries.SymmetricExceptWith(_actions.Keys);
        if (entries.Count > 0)
            throw new ArgumentException($"The catalogue and the actions differ in {string.Join(", ", entries)}.", nameof(actions));
    }

    /// <summary>What may be done.</summary>
    public ActionCatalogue Catalogue { get; }

    /// <summary>Who carries an entry of the catalogue out.</summary>
    /// <exception cref="KeyNotFoundException">The name is not one of the catalogue.</exception>
    public IAction this[string name] => _actions[name];
}
