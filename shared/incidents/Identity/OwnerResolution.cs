using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Incidents.Identity;

/// <summary>Who answers for an entity, and how that is known.</summary>
/// <param name="Entity">The entity that was looked up.</param>
/// <param name="Owner">Its owner; the entity itself when it has none.</param>
/// <param name="How">What the answer rests on.</param>
public sealed record OwnerResolution(EntityRef Entity, EntityRef Owner, OwnerEvidence How);

/// <summary>What an owner resolution rests on, strongest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OwnerEvidence>))]
public enum OwnerEvidence
{
    /// <summary>The cluster's own owner references lead to it.</summary>
    OwnerReferences,

    /// <summary>The selector of a service leads to the one workload that answers its requests.</summary>
    ServiceSelector,

    /// <summary>Labels of the series or alert name the workload.</summary>
    Labels,

    /// <summary>The pod's name has the form that a controller gives its pods; the kind of the controller is inferred.</summary>
    PodNamePattern,

    /// <summary>Nothing points to an owner: the entity stands for itself.</summary>
    Itself,
}
