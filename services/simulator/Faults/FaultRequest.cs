namespace Pipeline.Simulator.Faults;

/// <summary>The wish that something falls ill.</summary>
/// <param name="Fault">Name of the kind.</param>
/// <param name="Target">"namespace/kind/name", "node" or "namespace", as the kind has it; null for none.</param>
/// <param name="Parameters">By name; those left out have their defaults.</param>
/// <param name="For">After so long it is cleared by itself; null for never.</param>
/// <param name="Id">Name to clear it by; null for one that is made.</param>
public sealed record FaultRequest(
    string Fault, string? Target = null, IReadOnlyDictionary<string, string>? Parameters = null, TimeSpan? For = null, string? Id = null);

/// <summary>A fault that has been started and not been cleared.</summary>
public sealed record ActiveFault(
    string Id, string Fault, string? Target, IReadOnlyDictionary<string, string> Parameters, DateTimeOffset StartedAt, DateTimeOffset? EndsAt);

/// <summary>A fault has begun, or has been cleared.</summary>
public sealed record FaultChange(ActiveFault Fault, bool Began);

/// <summary>A wish that cannot be fulfilled: which part of it, why, and what would do.</summary>
/// <param name="field">"target".</param>
/// <param name="value">What was said.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="wayOut">What would do.</param>
public sealed class FaultException(string field, string? value, string problem, string wayOut)
    : Exception($"{field}{(value is null ? "" : $" \"{value}\"")}: {problem}. {wayOut}")
{
    /// <summary>The part of the request.</summary>
    public string Field { get; } = field;

    /// <summary>What was said there.</summary>
    public string? Value { get; } = value;

    /// <summary>What is wrong with it.</summary>
    public string Problem { get; } = problem;

    /// <summary>What would do.</summary>
    public string WayOut { get; } = wayOut;
}
