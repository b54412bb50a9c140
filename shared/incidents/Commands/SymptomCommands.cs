using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Identity;

namespace Pipeline.Incidents.Commands;

public abstract partial record IncidentCommand
{
    /// <summary>Begin an incident with its first symptom.</summary>
    public sealed record OpenIncident : IncidentCommand
    {
        /// <summary>Cluster, owner and failure class.</summary>
        public required IncidentKey Key { get; init; }

        /// <summary>Which incident of the key it is, from 1.</summary>
        public required int Episode { get; init; }

        /// <summary>The first symptom; firing.</summary>
        public required SymptomReport Report { get; init; }

        /// <summary>Who answers for the symptom's entity.</summary>
        public required OwnerResolution Owner { get; init; }
    }

    /// <summary>An observation of a symptom that belongs to the incident.</summary>
    public sealed record ReportSymptom : IncidentCommand
    {
        /// <summary>The observation.</summary>
        public required SymptomReport Report { get; init; }

        /// <summary>Who answers for the symptom's entity.</summary>
        public required OwnerResolution Owner { get; init; }

        /// <summary>Why it belongs here; kept when it is new.</summary>
        public required string Because { get; init; }

        /// <summary>How long after its end a symptom that comes back reopens the incident.</summary>
        public required TimeSpan ReopenWindow { get; init; }
    }

    /// <summary>End this incident as part of another.</summary>
    public sealed record MergeInto : IncidentCommand
    {
        /// <summary>The incident that goes on.</summary>
        public required Guid Into { get; init; }

        /// <summary>Why they are one.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>Take another incident's symptoms over; given together with its <see cref="MergeInto"/>.</summary>
    public sealed record Absorb : IncidentCommand
    {
        /// <summary>The incident that ends.</summary>
        public required Guid From { get; init; }

        /// <summary>Its symptoms, as last seen.</summary>
        public required IReadOnlyList<SymptomReport> Symptoms { get; init; }

        /// <summary>Who answers for the entities of those symptoms.</summary>
        public IReadOnlyList<OwnerResolution> Owners { get; init; } = [];

        /// <summary>Why they are one.</summary>
        public required string Reason { get; init; }
    }
}
