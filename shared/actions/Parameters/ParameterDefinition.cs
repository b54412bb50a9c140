namespace Pipeline.Actions.Parameters;

/// <summary>One parameter of an action: what it means and which values it may have.</summary>
/// <param name="Name">Snake case: "max_events".</param>
/// <param name="Summary">What it means, as a sentence.</param>
public abstract record ParameterDefinition(string Name, string Summary)
{
    /// <summary>Whether a plan must give it; one that need not be given has a default or stays away.</summary>
    public bool Required { get; init; }

    /// <summary>The value that it has when the plan gives none, in its plan's form; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>What a value must be, to complete "must be …": "a whole number from 1 to 100".</summary>
    public abstract string Allowed { get; }

    /// <summary>The value's one spelling in plans; null when the value is not allowed.</summary>
    /// <param name="text">As somebody wrote it, invariant culture; untrusted.</param>
    public abstract string? Normalise(string text);
}
