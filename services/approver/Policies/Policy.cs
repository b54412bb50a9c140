namespace Pipeline.Approver.Policies;

/// <summary>What may run by itself, what people must agree to, what may not run.</summary>
public sealed record Policy
{
    /// <summary>Name of the rule that decides when none fits: one person must agree.</summary>
    public const string DefaultRule = "default";

    /// <summary>In order: the first that fits a step decides on it.</summary>
    public required IReadOnlyList<PolicyRule> Rules { get; init; }

    /// <summary>The document as written.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the text, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Where it came from: "built-in", or the file's name.</summary>
    public required string Origin { get; init; }
}
