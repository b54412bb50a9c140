namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>What published detectors reach on data of the same sets.</summary>
/// <remarks>
/// NAB's from its leaderboard; the others were computed for this project with the same scorers, on the parts of the sets that are kept back:
/// near the numbers on the rest, not the same.
/// </remarks>
internal static class PublishedNumbers
{
    private static readonly Dictionary<(string Set, string Measure), string> Known = new()
    {
        [("nab", "standard")] = "ARTime 74.9, CAD OSE 67.0",
        [("nab", "reward_low_FP_rate")] = "ARTime 65.2",
        [("nab", "reward_low_FN_rate")] = "ARTime 80.4",
        [("cloud-monitoring", "vus_pr")] = "isolation forest .507",
        [("cloud-monitoring", "average_precision")] = "robust z .398",
        [("cloud-monitoring", "point_f1")] = "seasonal .475",
        [("smd", "vus_pr")] = "window-PCA .627",
        [("asd", "vus_pr")] = "window-PCA .402",
        [("asd", "average_precision")] = "k-means .291",
        [("nezha", "vus_pr")] = "isolation forest .727",
        [("nezha", "average_precision")] = "isolation forest .634",
        [("nezha", "event_f1")] = "isolation forest .924",
    };

    /// <summary>The best published number; null when none is known.</summary>
    public static string? Of(string set, string measure) => Known.GetValueOrDefault((set, measure));
}
