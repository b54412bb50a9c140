using System.Text.Json.Serialization;

namespace Pipeline.Contracts.Symptoms;

/// <summary>What an observation says about a symptom.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SymptomStatus>))]
public enum SymptomStatus
{
    /// <summary>It is there.</summary>
    Firing,

    /// <summary>It is gone: fresh data show health, or the alert resolved.</summary>
    Cleared,

    /// <summary>Its data are missing: neither there nor gone can be said.</summary>
    Missing,
}
