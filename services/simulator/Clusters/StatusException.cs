using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Clusters;

/// <summary>The API's refusal of a request, with the Status object that says it.</summary>
/// <param name="code">HTTP status.</param>
/// <param name="reason">Machine word: "NotFound"; empty for refusals that have none.</param>
/// <param name="message">As the real server words it.</param>
/// <param name="details">The Status' details; null for none.</param>
public sealed class StatusException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Code { get; } = code;

    /// <summary>Machine word: "NotFound".</summary>
    public string Reason { get; } = reason;

    /// <summary>The Status' details; null for none.</summary>
    public JsonObject? Details { get; } = details;

    /// <summary>With which a list that has expired can be continued all the same; null for other refusals.</summary>
    public string? Continue { get; init; }
}
