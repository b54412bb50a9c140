using System.Diagnostics.CodeAnalysis;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.Metrics;

/// <summary>The labels that name a series, its metric's name among them as "__name__". Immutable; ordered by name; an empty value is no label.</summary>
/// <remarks>Equality is by value, with the hash computed once: sets are keys everywhere. A set of n labels takes 40 + 16 n bytes beside its texts.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The word of Prometheus.")]
[SuppressMessage("Design", "CA1036:Override methods on comparable types", Justification = "Ordered only to be shown.")]
public sealed class LabelSet : IEquatable<LabelSet>, IComparable<LabelSet>
{
    /// <summary>The label that holds the metric's name.</summary>
    public const string MetricName = "__name__";

    private readonly string[] _pairs; // name, value, name, value …
    private readonly int _hash;

    private LabelSet(string[] pairs)
    {
        _pairs = pairs;
        var hash = default(HashCode);
        foreach (var text in pairs)
            hash.Add(string.GetHashCode(text));
        _hash = hash.ToHashCode();
    }

    /// <summary>No label at all.</summary>
    public static LabelSet Empty { get; } = new([]);

    /// <summary>Number of labels.</summary>
    public int Count => _pairs.Length / 2;

    /// <summary>The metric's name; empty when there is none.</summary>
    public string Name => this[MetricName];

    /// <summary>The value of a label; empty when there is no such label.</summary>
    public string this[string name]
    {
        get
        {
            for (var i = 0; i < _pairs.Length; i += 2)
            {
                if (string.Equals(_pairs[i], name, StringComparison.Ordinal))
                    return _pairs[i + 1];
            }
            return "";
        }
    }

    /// <summary>A set of labels in any order. A name that comes twice keeps its last value.</summary>
    public static LabelSet Of(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var pairs = new (string Name, string Value)[labels.Length];
        var count = 0;
        foreach (var label in labels)
        {
            var at = 0;
            while (at < count && string.CompareOrdinal(pairs[at].Name, label.Name) < 0)
                at++;
            if (at < count && pairs[at].Name == label.Name)
            {
                pairs[at] = label;
                continue;
            }
            Array.Copy(pairs, at, pairs, at + 1, count - at);
            pairs[at] = label;
            count++;
        }
        var texts = new List<string>(count * 2);
        foreach (var (name, value) in pairs.AsSpan(0, count))
        {
            if (value.Length > 0)
                texts.AddRange([name, value]);
        }
        return texts.Count == 0 ? Empty : new LabelSet([.. texts]);
    }

    /// <summary>The name of the i-th label.</summary>
    public string NameAt(int index) => _pairs[index * 2];

    /// <summary>The value of the i-th label.</summary>
    public string ValueAt(int index) => _pairs[(index * 2) + 1];

    /// <summary>The set with one label set, or taken away by an empty value.</summary>
    public LabelSet With(string name, string value) => Of([.. Pairs(), (name, value)]);

    /// <summary>The set without some labels.</summary>
    public LabelSet Without(params ReadOnlySpan<string> names) => Filter(names, keep: false);

    /// <summary>Only some labels of the set.</summary>
    public LabelSet Only(params ReadOnlySpan<string> names) => Filter(names, keep: true);

    /// <summary>The labels in the order of their names.</summary>
    public IEnumerable<(string Name, string Value)> Pairs()
    {
        for (var i = 0; i < _pairs.Length; i += 2)
            yield return (_pairs[i], _pairs[i + 1]);
    }

    /// <inheritdoc/>
    public bool Equals(LabelSet? other) =>
        ReferenceEquals(this, other) || (other is not null && other._hash == _hash && other._pairs.AsSpan().SequenceEqual(_pairs));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public int CompareTo(LabelSet? other)
    {
        if (other is null)
            return 1;
        var shared = Math.Min(_pairs.Length, other._pairs.Length);
        for (var i = 0; i < shared; i++)
        {
            var order = string.CompareOrdinal(_pairs[i], other._pairs[i]);
            if (order != 0)
                return order;
        }
        return _pairs.Length.CompareTo(other._pairs.Length);
    }

    /// <summary>As Prometheus' messages show it: <c>{__name__="up", job="node"}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", Pairs().Select(p => $"{p.Name}={GoString.Quote(p.Value)}"))}}}";

    private LabelSet Filter(ReadOnlySpan<string> names, bool keep)
    {
        var kept = new List<string>(_pairs.Length);
        for (var i = 0; i < _pairs.Length; i += 2)
        {
            if (names.Contains(_pairs[i]) == keep)
                kept.AddRange([_pairs[i], _pairs[i + 1]]);
        }
        return kept.Count == _pairs.Length ? this : kept.Count == 0 ? Empty : new LabelSet([.. kept]);
    }
}
