using System.Collections.Frozen;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>Exchanges in which the simulated server differs from the recorded one, and why that is so.</summary>
internal static class KnownDifferences
{
    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
