namespace Pipeline.Simulator.Clusters;

/// <summary>Random ends of names, as the real server makes them: no vowels and nothing that looks like another letter.</summary>
internal static class NameGenerator
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestBase = 63 - SuffixLength;

    /// <summary>A name that begins with a given text.</summary>
    public static string Generate(string generateName, Random random) =>
        (generateName.Length > LongestBase ? generateName[..LongestBase] : generateName) + Suffix(random);

    /// <summary>Five random letters.</summary>
    public static string Suffix(Random random)
    {
        lock (random)
            return string.Create(SuffixLength, random, static (span, r) => r.GetItems(Letters, span));
    }
}
