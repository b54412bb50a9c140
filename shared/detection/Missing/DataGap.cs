using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Detection.Missing;

/// <summary>Data that were expected and have not come yet.</summary>
/// <param name="Entity">Whose data; the source itself when it gave nothing or did not answer a query.</param>
/// <param name="Metric">The metric; null when the whole source is silent.</param>
/// <param name="Reason">What the collector says, in words.</param>
/// <param name="Since">Since when nothing came.</param>
/// <param name="Until">Up to when it was looked for.</param>
/// <param name="ReportedAt">Time of the newest report; null when it has not lasted long enough to be a symptom.</param>
public sealed record DataGap(
    EntityRef Entity, string? Metric, string Reason, DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset? ReportedAt)
{
    /// <summary>Whether a source, or its answer to a query, is missing: that is repeated while it lasts. Else a series has ended.</summary>
    public bool IsOfSource() => Entity.Kind == MissingData.SourceKind;
}
