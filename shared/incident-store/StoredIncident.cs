using Pipeline.Incidents.State;

namespace Pipeline.IncidentStore;

/// <summary>An incident with its place in the store.</summary>
/// <param name="Incident">The state.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="HeadHash">Hash of its last event.</param>
public sealed record StoredIncident(Incident Incident, long Version, string HeadHash);
