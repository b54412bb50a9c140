using Pipeline.Contracts;

namespace Pipeline.Incidents.Identity;

/// <summary>The right to act on a target: one incident has it at a time, from an intent until its outcome is known.</summary>
/// <param name="Key">Stored, so its form may not change: "cluster|namespace/Kind/name".</param>
/// <param name="Holder">The incident.</param>
/// <remarks>The store takes it with the intent and gives it back with the outcome, in their transactions; doubt keeps it.</remarks>
public sealed record TargetClaim(string Key, Guid Holder)
{
    /// <summary>The kind of claim that it is in the store.</summary>
    public const string Kind = "target";

    /// <summary>The claim of an incident on a target.</summary>
    public static TargetClaim Of(EntityRef target, Guid incidentId) => new($"{target.Cluster}|{target}", incidentId);
}
