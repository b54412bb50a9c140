using Pipeline.Incidents.State;
using Pipeline.IncidentStore.Topology;

namespace Pipeline.Detector.Correlation;

/// <summary>An incident that goes on of something that the report's entity depends on, or that depends on it.</summary>
/// <param name="Relative">How the two hang together.</param>
/// <param name="Incident">The incident.</param>
public sealed record RelatedIncident(Relative Relative, Incident Incident);
