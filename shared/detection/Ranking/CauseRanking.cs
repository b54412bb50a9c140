using System.Text.Json.Serialization;

namespace Pipeline.Detection.Ranking;

/// <summary>What is most likely the cause of what went wrong, first.</summary>
/// <param name="Services">All services with any evidence.</param>
/// <param name="Metrics">All metrics that changed.</param>
public sealed record CauseRanking(IReadOnlyList<RankedService> Services, IReadOnlyList<RankedMetric> Metrics);

/// <summary>A service, and why it stands there.</summary>
/// <param name="Name">As in the columns' names.</param>
/// <param name="Score">Evidence, the larger the more; comparable within one ranking.</param>
/// <param name="Strongest">Its strongest metric.</param>
public sealed record RankedService(string Name, double Score, [property: JsonIgnore] RankedMetric Strongest)
{
    /// <summary>Its strongest metric in words.</summary>
    public string Reason => Strongest.Reason;
}

/// <summary>A metric, and how it changed.</summary>
/// <param name="Name">The column.</param>
/// <param name="Score">Evidence, as a service's.</param>
/// <param name="Onset">Unix seconds when it left its usual range.</param>
/// <param name="Deviations">The largest distance from its median in robust deviations, negative below it.</param>
/// <param name="Duration">How long it stayed out of its usual range.</param>
/// <param name="Usual">Its median before.</param>
/// <param name="Peak">The value farthest from that.</param>
public sealed record RankedMetric(string Name, double Score, long Onset, double Deviations, TimeSpan Duration, double Usual, double Peak)
{
    /// <summary>The same in words, put when asked for.</summary>
    public string Reason => ChangeWording.Say(this);
}
