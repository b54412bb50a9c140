using System.Text.Json.Serialization;

namespace Pipeline.Incidents.Verification;

/// <summary>Whether an action helped.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerificationOutcome>))]
public enum VerificationOutcome
{
    /// <summary>Fresh data show every symptom gone.</summary>
    Passed,

    /// <summary>Fresh data show a symptom still there.</summary>
    Refuted,

    /// <summary>Data are missing; never counted as success.</summary>
    Inconclusive,
}
