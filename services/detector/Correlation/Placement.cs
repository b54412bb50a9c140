using Pipeline.Incidents.Identity;

namespace Pipeline.Detector.Correlation;

/// <summary>Where a symptom report belongs.</summary>
public abstract record Placement
{
    private Placement()
    {
    }

    /// <summary>To an incident that there is.</summary>
    /// <param name="IncidentId">The incident.</param>
    /// <param name="Because">Why, as a sentence for a person.</param>
    /// <param name="NextEpisode">The incident to open when that one ended too long ago; null when it is never another one.</param>
    public sealed record Join(Guid IncidentId, string Because, int? NextEpisode = null) : Placement;

    /// <summary>To a new incident.</summary>
    /// <param name="Key">Cluster, owner and failure class.</param>
    /// <param name="Episode">Which one of the key it is, from 1.</param>
    public sealed record Open(IncidentKey Key, int Episode) : Placement;

    /// <summary>To none.</summary>
    /// <param name="Reason">Why, as a sentence for a person.</param>
    public sealed record None(string Reason) : Placement;
}
