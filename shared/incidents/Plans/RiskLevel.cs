using System.Text.Json.Serialization;

namespace Pipeline.Incidents.Plans;

/// <summary>How much an action can break.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RiskLevel>))]
public enum RiskLevel
{
    /// <summary>Nothing in the cluster changes.</summary>
    None,

    /// <summary>Changes that take themselves back, or touch one replica of several.</summary>
    Low,

    /// <summary>Changes that users may notice for a moment.</summary>
    Medium,

    /// <summary>Changes that can take a service down or cannot be undone.</summary>
    High,
}
