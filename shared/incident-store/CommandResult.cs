using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;

namespace Pipeline.IncidentStore;

/// <summary>What came of a command.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>It holds.</summary>
    /// <param name="Stored">The incident afterwards.</param>
    /// <param name="Facts">What is new; empty when it held already.</param>
    public sealed record Accepted(StoredIncident Stored, IReadOnlyList<IncidentEvent> Facts) : CommandResult;

    /// <summary>It contradicts the incident; nothing was stored.</summary>
    /// <param name="Kind">What kind of contradiction.</param>
    /// <param name="Reason">The reason as a sentence for a person.</param>
    /// <param name="Stored">The incident as it is; null when there is none.</param>
    public sealed record Refused(RefusalKind Kind, string Reason, StoredIncident? Stored) : CommandResult;
}
