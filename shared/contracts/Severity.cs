using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>How urgent a symptom is; the most urgent one decides for the incident.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Worth knowing; nobody is woken.</summary>
    Info,

    /// <summary>Somebody should look within hours.</summary>
    Warning,

    /// <summary>Users are hurt, or will be within minutes.</summary>
    Critical,
}
