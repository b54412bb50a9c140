namespace Pipeline.Executor.Executing;

/// <summary>Pauses between attempts.</summary>
internal static class BackOff
{
    private const int LargestExponent = 20;

    /// <summary>The first pause doubled with each attempt, up to the longest.</summary>
    /// <param name="first">Pause after the first attempt.</param>
    /// <param name="longest">No pause is longer.</param>
    /// <param name="attempt">The attempt that is over, from 1.</param>
    /// <param name="asked">What the other side asked for; never shortens the pause.</param>
    public static TimeSpan Pause(TimeSpan first, TimeSpan longest, int attempt, TimeSpan? asked = null)
    {
        var doubled = first * Math.Pow(2, Math.Min(attempt - 1, LargestExponent));
        var wanted = asked > doubled ? asked.Value : doubled;
        return wanted < longest ? wanted : longest;
    }
}
