using Pipeline.Actions.Parameters;

namespace Pipeline.Actions.Catalogue;

/// <summary>A step that the catalogue allows.</summary>
/// <param name="Definition">What the catalogue says of it.</param>
/// <param name="Parameters">Its values, checked.</param>
public sealed record CheckedAction(ActionDefinition Definition, ActionParameters Parameters);
