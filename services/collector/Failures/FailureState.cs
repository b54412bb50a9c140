using Pipeline.Contracts;

namespace Pipeline.Collector.Failures;

/// <summary>A state that an object can be seen in and that is worth telling.</summary>
public sealed record FailureState
{
    /// <summary>Kubernetes' own reason where it has one ("CrashLoopBackOff"), else kebab-case ("stuck-terminating"). Part of keys: none may change.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of failure, as metrics and alerts call it.</summary>
    public required string FailureClass { get; init; }

    /// <summary>How urgent it is, unless the observation says otherwise.</summary>
    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>How long it must hold before it is told: what heals by itself in this time is no news.</summary>
    public TimeSpan Settle { get; init; }

    /// <summary>How long it must be gone before its end is told: what comes and goes is one trouble.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What it is worth, unless the observation says otherwise.</summary>
    public ObservationWeight Weight { get; init; }
}
