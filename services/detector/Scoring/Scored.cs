using Pipeline.Contracts.Symptoms;

namespace Pipeline.Detector.Scoring;

/// <summary>What a message changed.</summary>
/// <param name="Source">Its source, with the new position.</param>
/// <param name="Changed">Series whose state changed.</param>
/// <param name="Reports">What is to be reported, in the order in which it was seen.</param>
/// <param name="Refused">New series that found no place.</param>
public sealed record Scored(
    SourceProgress Source, IReadOnlyList<SeriesId> Changed, IReadOnlyList<SymptomReport> Reports, int Refused);
