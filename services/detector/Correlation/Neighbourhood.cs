using Pipeline.Incidents.State;

namespace Pipeline.Detector.Correlation;

/// <summary>The incidents that a report could belong to.</summary>
/// <param name="OfSymptom">Those that the symptom is part of, the ones that go on first, then the newest.</param>
/// <param name="OfKey">The one that holds the report's key now; null for none.</param>
/// <param name="OfOwner">Those with symptoms of the same owner that go on, oldest first.</param>
/// <param name="Latest">The newest of the key with its episode, over or not; null when there never was one.</param>
public sealed record Neighbourhood(
    IReadOnlyList<Incident> OfSymptom, Incident? OfKey, IReadOnlyList<Incident> OfOwner, Incident? Latest)
{
    /// <summary>Nothing is known.</summary>
    public static Neighbourhood Empty { get; } = new([], null, [], null);

    /// <summary>Those of relatives that go on, the nearest relatives first.</summary>
    public IReadOnlyList<RelatedIncident> Related { get; init; } = [];
}
