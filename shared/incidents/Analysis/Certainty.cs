using System.Text.Json.Serialization;

namespace Pipeline.Incidents.Analysis;

/// <summary>What may be said of the leading hypothesis.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Certainty>))]
public enum Certainty
{
    /// <summary>No hypothesis stands out.</summary>
    Unknown,

    /// <summary>The symptoms fit, the mechanism is not proven.</summary>
    Likely,

    /// <summary>There is evidence of the mechanism; only then may it be called the root cause.</summary>
    RootCause,
}
