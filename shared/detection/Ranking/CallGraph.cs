namespace Pipeline.Detection.Ranking;

/// <summary>Who calls whom.</summary>
/// <param name="Calls">Caller and called.</param>
public sealed record CallGraph(IReadOnlyList<(string Caller, string Called)> Calls)
{
    /// <summary>A graph that knows nothing.</summary>
    public static CallGraph Unknown { get; } = new([]);
}
