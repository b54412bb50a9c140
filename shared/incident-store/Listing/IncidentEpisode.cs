namespace Pipeline.IncidentStore.Listing;

/// <summary>The newest incident of a key.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Episode">Which one of the key it is, from 1.</param>
/// <param name="Closed">Whether it is over.</param>
/// <param name="UpdatedAt">When its last event was stored.</param>
public sealed record IncidentEpisode(Guid Id, int Episode, bool Closed, DateTimeOffset UpdatedAt);
