using Pipeline.Canonical;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Identity;

namespace Pipeline.Incidents.Events;

public abstract partial record IncidentEvent
{
    /// <summary>The incident begins: always the first event of its stream.</summary>
    [EventAlias("incident_opened")]
    public sealed record IncidentOpened : IncidentEvent
    {
        /// <summary>The incident's id, which is also the stream's.</summary>
        public required Guid IncidentId { get; init; }

        /// <summary>The resolved owner; with the failure class the incident's key.</summary>
        public required EntityRef Owner { get; init; }

        /// <summary>The kind of failure.</summary>
        public required string FailureClass { get; init; }

        /// <summary>Which incident of this key it is, from 1.</summary>
        public required int Episode { get; init; }

        /// <summary>One line for lists.</summary>
        public required string Title { get; init; }
    }

    /// <summary>Who answers for an entity, as it was found then: later look-ups do not change the identity.</summary>
    [EventAlias("owner_resolved")]
    public sealed record OwnerResolved : IncidentEvent
    {
        /// <summary>Entity, owner and what that rests on.</summary>
        public required OwnerResolution Resolution { get; init; }
    }

    /// <summary>A symptom belongs to the incident from here on: the first one, or a further one of the same cause.</summary>
    [EventAlias("symptom_joined")]
    public sealed record SymptomJoined : IncidentEvent
    {
        /// <summary>The observation, with the window that shows it.</summary>
        public required SymptomReport Report { get; init; }

        /// <summary>Why it belongs to this incident.</summary>
        public required string Because { get; init; }
    }

    /// <summary>A known symptom was seen again; summarised, without its window.</summary>
    [EventAlias("symptom_observed")]
    public sealed record SymptomObserved : IncidentEvent
    {
        /// <summary>The observation.</summary>
        public required SymptomReport Report { get; init; }
    }

    /// <summary>A symptom is gone.</summary>
    [EventAlias("symptom_cleared")]
    public sealed record SymptomCleared : IncidentEvent
    {
        /// <summary>The observation that shows it.</summary>
        public required SymptomReport Report { get; init; }
    }

    /// <summary>A symptom's data are missing: it is neither there nor gone.</summary>
    [EventAlias("symptom_data_missing")]
    public sealed record SymptomDataMissing : IncidentEvent
    {
        /// <summary>What was looked for in vain.</summary>
        public required SymptomReport Report { get; init; }
    }
}
