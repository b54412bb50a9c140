using System.Buffers;
using System.Text.RegularExpressions;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Matching;

/// <summary>A condition on a label's value; a label that is not there has the empty value.</summary>
public sealed class LabelMatcher
{
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create(@"\.+*?()[]{}^$");
    private readonly Regex? _pattern;
    private readonly HashSet<string>? _words; // of "a|b|c", by far the most frequent pattern

    /// <param name="value">The value, or the pattern of the whole value.</param>
    /// <exception cref="FormatException">The pattern is none.</exception>
    public LabelMatcher(string name, MatchKind kind, string value)
    {
        (Name, Kind, Value) = (name, kind, value);
        if (kind is not (MatchKind.Matches or MatchKind.DoesNotMatch))
            return;
        _pattern = Re2Pattern.Anchored(value);
        if (!value.AsSpan().ContainsAny(PatternCharacters))
            _words = [.. value.Split('|')];
    }

    /// <summary>Name of the label.</summary>
    public string Name { get; }

    /// <summary>How it is compared.</summary>
    public MatchKind Kind { get; }

    /// <summary>With what.</summary>
    public string Value { get; }

    /// <summary>Whether a series has the label as wanted.</summary>
    public bool Accepts(LabelSet labels) => Accepts(labels[Name]);

    /// <summary>Whether a value is as wanted.</summary>
    public bool Accepts(string value) => Kind switch
    {
        MatchKind.Equal => value == Value,
        MatchKind.NotEqual => value != Value,
        MatchKind.Matches => IsMatch(value),
        _ => !IsMatch(value),
    };

    public override string ToString() => $"{Name}{Sign}{GoString.Quote(Value)}";

    private string Sign => Kind switch
    {
        MatchKind.Equal => "=",
        MatchKind.NotEqual => "!=",
        MatchKind.Matches => "=~",
        _ => "!~",
    };

    private bool IsMatch(string value) => _words?.Contains(value) ?? _pattern!.IsMatch(value);
}
