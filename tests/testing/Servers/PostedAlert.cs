using System.Text.Json.Serialization;

namespace Pipeline.Testing.Servers;

/// <summary>An alert as Alertmanager's API v2 takes it. The labels are its identity.</summary>
public sealed record PostedAlert(IReadOnlyDictionary<string, string> Labels)
{
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Null: when it is posted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>In the past: the alert is resolved. Null: it fires until Alertmanager's resolve_timeout.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? EndsAt { get; init; }
}
