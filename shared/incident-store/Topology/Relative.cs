namespace Pipeline.IncidentStore.Topology;

/// <summary>Something that what was asked about depends on, or that depends on it.</summary>
/// <param name="Kinship">How.</param>
/// <param name="Owner">The relative, as <see cref="Contracts.EntityRef.ToString"/> writes it.</param>
/// <param name="Distance">Calls between the two; 1 is direct. Always 1 for nodes.</param>
/// <param name="Since">Since when this is known.</param>
public sealed record Relative(Kinship Kinship, string Owner, int Distance, DateTimeOffset Since);
