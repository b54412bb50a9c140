using System.Runtime.InteropServices;

namespace Pipeline.Simulator.Metrics;

/// <summary>What one scrape brings: samples by family, in order. Filled on the loop; whoever holds it then reads it anywhere.</summary>
public sealed class ScrapePage
{
    private readonly Dictionary<MetricFamily, List<ScrapedSample>> _families = new(ReferenceEqualityComparer.Instance);

    /// <summary>The families that have samples, in the order of their names.</summary>
    public IEnumerable<(MetricFamily Family, IReadOnlyList<ScrapedSample> Samples)> Families =>
        _families.Where(f => f.Value.Count > 0)
            .OrderBy(f => f.Key.Name, StringComparer.Ordinal)
            .Select(f => (f.Key, (IReadOnlyList<ScrapedSample>)f.Value));

    /// <summary>Number of samples.</summary>
    public int Count => _families.Values.Sum(s => s.Count);

    /// <summary>Adds a sample.</summary>
    /// <param name="family">One object per metric.</param>
    /// <param name="labels">With the metric's name; the same object at each scrape saves time.</param>
    public void Add(MetricFamily family, LabelSet labels, double value)
    {
        ref var samples = ref CollectionsMarshal.GetValueRefOrAddDefault(_families, family, out _);
        (samples ??= []).Add(new ScrapedSample(labels, value));
    }

    /// <summary>Empties the page, keeping its memory for the next scrape.</summary>
    public void Clear()
    {
        foreach (var samples in _families.Values)
            samples.Clear();
    }
}

/// <summary>A value of a series.</summary>
public readonly record struct ScrapedSample(LabelSet Labels, double Value);
