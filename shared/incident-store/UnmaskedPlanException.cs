namespace Pipeline.IncidentStore;

/// <summary>A plan holds a sensitive value in plain text. Nothing was stored; the planner must mask it before it hashes.</summary>
public sealed class UnmaskedPlanException(string? action, string field)
    : Exception($"The plan{(action is null ? "" : $"'s action {action}")} holds a sensitive value in '{field}'. Mask it for the incident before the plan is hashed.")
{
    /// <summary>Name of the action in the catalogue; null when it is a text of the plan.</summary>
    public string? Action { get; } = action;

    /// <summary>The parameter or field.</summary>
    public string Field { get; } = field;
}
