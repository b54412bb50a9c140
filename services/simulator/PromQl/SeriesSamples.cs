using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl;

/// <summary>A series with some of its samples.</summary>
/// <param name="Labels">Its name.</param>
/// <param name="Samples">Oldest first; <see cref="Staleness.Marker"/> where the series ends.</param>
public sealed record SeriesSamples(LabelSet Labels, IReadOnlyList<Sample> Samples);
