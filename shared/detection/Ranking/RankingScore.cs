namespace Pipeline.Detection.Ranking;

/// <summary>How good rankings are on cases whose cause is known.</summary>
/// <remarks>AC@k is the share of cases whose service is among the first k; Avg@5 the mean of AC@1 to AC@5. A database counts as its service.</remarks>
public sealed class RankingScore
{
    private const int Places = 5;
    private readonly int[] _within = new int[Places];

    /// <summary>Cases so far.</summary>
    public int Cases { get; private set; }

    /// <summary>Mean of AC@1 to AC@5.</summary>
    public double Average => _within.Sum() / (double)(Places * Math.Max(1, Cases));

    /// <summary>Share of cases whose service is among the first.</summary>
    /// <param name="places">1 to 5.</param>
    public double Within(int places) => _within[places - 1] / (double)Math.Max(1, Cases);

    /// <summary>Adds a case.</summary>
    /// <param name="services">As ranked, the first first.</param>
    /// <param name="cause">The true one.</param>
    public void Add(IEnumerable<string> services, string cause)
    {
        var place = services.Select(name => name.Replace("-db", "", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList().IndexOf(cause);
        Cases++;
        for (var i = 0; i < Places; i++)
            _within[i] += place >= 0 && place <= i ? 1 : 0;
    }
}
