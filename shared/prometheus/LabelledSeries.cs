namespace Pipeline.Prometheus;

/// <summary>The samples of one label set.</summary>
/// <param name="Labels">With "__name__" when the expression kept it.</param>
/// <param name="Samples">Oldest first; one for an instant query. Points without a sample are not there: align by time, never by index.</param>
public sealed record LabelledSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<Sample> Samples);
