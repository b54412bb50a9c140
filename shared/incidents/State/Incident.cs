using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Identity;

namespace Pipeline.Incidents.State;

/// <summary>What the facts so far add up to.</summary>
public sealed record Incident
{
    /// <summary>The incident's id, which is also the stream's.</summary>
    public required Guid Id { get; init; }

    /// <summary>Cluster, owner and failure class.</summary>
    public required IncidentKey Key { get; init; }

    /// <summary>Which incident of the key it is, from 1.</summary>
    public required int Episode { get; init; }

    /// <summary>One line for lists.</summary>
    public required string Title { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required IncidentPhase Phase { get; init; }

    /// <summary>Its symptoms by key.</summary>
    public ImmutableSortedDictionary<string, TrackedSymptom> Symptoms { get; init; } =
        ImmutableSortedDictionary.Create<string, TrackedSymptom>(StringComparer.Ordinal);

    /// <summary>Owners as they were resolved, by entity.</summary>
    public ImmutableDictionary<EntityRef, OwnerResolution> Owners { get; init; } =
        ImmutableDictionary<EntityRef, OwnerResolution>.Empty;

    /// <summary>Evidence in the order in which it was gathered.</summary>
    public ImmutableList<Evidence> Evidence { get; init; } = [];

    /// <summary>Hypotheses that are not refuted, in the order in which they were put forward.</summary>
    public ImmutableList<Hypothesis> Hypotheses { get; init; } = [];

    /// <summary>What the last analysis concluded; null before the first.</summary>
    public string? Conclusion { get; init; }

    /// <summary>Actions of this incident that took effect, refuted ones included: not proposed again.</summary>
    public ImmutableList<string> ActionsDone { get; init; } = [];

    /// <summary>Whether the closed incident has its summary.</summary>
    public bool Summarised { get; init; }

    /// <summary>Number of analyses begun.</summary>
    public int Analyses { get; init; }

    /// <summary>The most urgent severity of its symptoms.</summary>
    public Severity Severity() => Symptoms.IsEmpty ? Contracts.Severity.Info : Symptoms.Values.Max(s => s.First.Severity);

    /// <summary>Whether any symptom is still there or cannot be told.</summary>
    public bool HasSymptoms() => Symptoms.Values.Any(s => s.Status != SymptomStatus.Cleared);

    /// <summary>
    /// Whether new symptoms of the key belong here rather than open another incident: while it goes on, and after a
    /// dismissal for as long as what was dismissed is still there.
    /// </summary>
    public bool HoldsKey() => !Phase.IsClosed || (Phase is IncidentPhase.Dismissed && HasSymptoms());
}
