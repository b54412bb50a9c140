using System.Text.Json.Serialization;

namespace Pipeline.Incidents.Plans;

/// <summary>What the executor found when it rehearsed one step of a plan.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Verdict">Whether the step could run.</param>
/// <param name="Detail">The rehearsal's result or what is missing, and the way out; masked.</param>
public sealed record PreflightFinding(int Step, PreflightVerdict Verdict, string Detail);

/// <summary>Whether a step could run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PreflightVerdict>))]
public enum PreflightVerdict
{
    /// <summary>It could run now.</summary>
    Ready,

    /// <summary>Something that it needs is not there: a webhook address, a right, a tool.</summary>
    MeansMissing,

    /// <summary>The other side, or the catalogue, refuses it.</summary>
    Refused,
}
