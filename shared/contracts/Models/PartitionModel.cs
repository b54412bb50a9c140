namespace Pipeline.Contracts.Models;

/// <summary>What the detector has learned of the series of one partition.</summary>
/// <param name="Series">Series that are watched.</param>
/// <param name="Scored">Those of them that are compared with their past, the others having fixed limits only.</param>
/// <param name="Experienced">Those of the scored that have learned enough to know what they do every now and then.</param>
/// <param name="Values">Values that were learned, of all series together.</param>
/// <param name="Active">Series with a symptom now.</param>
/// <param name="Foreseen">Series that are foreseen to run full.</param>
/// <param name="ByMetric">Series by metric.</param>
/// <param name="Newest">Time of the newest sample; null when there is none.</param>
/// <param name="Sensitivity">The one knob, as it is set.</param>
public sealed record PartitionModel(
    int Series, int Scored, int Experienced, long Values, int Active, int Foreseen, IReadOnlyDictionary<string, int> ByMetric, DateTimeOffset? Newest,
    double Sensitivity);
