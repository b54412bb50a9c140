using Pipeline.Simulator.Faults;

namespace Pipeline.Simulator.Scenarios;

/// <summary>A story of what befalls the cluster: faults that start and clear at their times.</summary>
/// <param name="Name">Short.</param>
/// <param name="Description">What there is to see.</param>
/// <param name="Steps">In the order of their times.</param>
public sealed record Scenario(string Name, string Description, IReadOnlyList<ScenarioStep> Steps);

/// <summary>One moment of a scenario.</summary>
/// <param name="At">Since its beginning.</param>
/// <param name="Start">A fault to start; null when one is cleared.</param>
/// <param name="Clear">Id of a fault to clear; null when one starts.</param>
/// <param name="Line">Where the file says it.</param>
public sealed record ScenarioStep(TimeSpan At, FaultRequest? Start, string? Clear, long Line);

/// <summary>A scenario file that cannot be played: where, and what would do.</summary>
public sealed class ScenarioException(long line, string problem) : Exception($"line {line}: {problem}")
{
    /// <summary>From 1.</summary>
    public long Line { get; } = line;
}
