using System.Text.Json.Serialization;

namespace Pipeline.Incidents.Approval;

/// <summary>What the policy said of a plan, and everything that it said it from.</summary>
public sealed record PolicyDecision
{
    /// <summary>What may happen to the plan.</summary>
    public required PolicyVerdict Verdict { get; init; }

    /// <summary>The rule that decided, by its name; "default" when none matched.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in words for the people who are asked.</summary>
    public required string Reason { get; init; }

    /// <summary>How many people must agree; 0 unless the verdict is <see cref="PolicyVerdict.Approval"/>.</summary>
    public required int RequiredApprovals { get; init; }

    /// <summary>SHA-256 of the policy's text, lower-case hex; the text itself stands in the policy's stream.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>Every fact that the policy could look at, by name.</summary>
    public required IReadOnlyDictionary<string, string> Input { get; init; }
}

/// <summary>What a policy can say.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PolicyVerdict>))]
public enum PolicyVerdict
{
    /// <summary>People must agree first.</summary>
    Approval,

    /// <summary>It may run by itself.</summary>
    Automatic,

    /// <summary>It is shown and nothing more: the mode is observe.</summary>
    Observe,

    /// <summary>It may not run.</summary>
    Refuse,
}
