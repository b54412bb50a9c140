using Pipeline.Contracts.Symptoms;

namespace Pipeline.Incidents.State;

/// <summary>A symptom of an incident as last seen.</summary>
/// <param name="First">The observation that joined it.</param>
/// <param name="Latest">The newest observation.</param>
/// <param name="Because">Why it belongs to the incident.</param>
public sealed record TrackedSymptom(SymptomReport First, SymptomReport Latest, string Because)
{
    /// <summary>Its identity.</summary>
    public string Key => First.SymptomKey;

    /// <summary>Whether it is there, gone, or unknown for want of data.</summary>
    public SymptomStatus Status => Latest.Status;
}
