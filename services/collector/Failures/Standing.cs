using Pipeline.Contracts.Symptoms;

namespace Pipeline.Collector.Failures;

/// <summary>A trouble over time: what became of an observation so far.</summary>
public sealed record Standing
{
    /// <summary>Its newest observation.</summary>
    public required Observation Observation { get; init; }

    /// <summary>Since when it holds.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Since when it is waited for, until it counts; begins anew while what is waited for makes progress.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>What was told of it last; null while it settles.</summary>
    public SymptomStatus? Told { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset ToldAt { get; init; }

    /// <summary>Since when it is not there any more; null while it is.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>Identity of the trouble.</summary>
    public string Key => Observation.Key;
}

/// <summary>Something to tell of a trouble.</summary>
/// <param name="Standing">As it is from now on.</param>
/// <param name="Status">What is told.</param>
/// <param name="IsNew">False for a repeat of what was told before.</param>
public sealed record Telling(Standing Standing, SymptomStatus Status, bool IsNew);
