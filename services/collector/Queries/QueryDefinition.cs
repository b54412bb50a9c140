using System.Text.RegularExpressions;
using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Queries;

/// <summary>One PromQL expression and what its series are.</summary>
public sealed partial record QueryDefinition
{
    /// <summary>Name of the metric, kebab-case. Several queries may give one metric, of different kinds of entities.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// PromQL. "$selector" stands in braces for the configured matchers, "$window" for the range of rates:
    /// <c>rate(node_cpu_seconds_total{mode="idle",$selector}[$window])</c>.
    /// </summary>
    public required string Query { get; init; }

    /// <summary>UCUM unit of the result.</summary>
    public required string Unit { get; init; }

    /// <summary>The golden signal.</summary>
    public required Signal Signal { get; init; }

    /// <summary>How the entity is found in a series' labels.</summary>
    public required EntityTemplate Entity { get; init; }

    /// <summary>Labels that are kept, to tell series of one entity apart.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>No series at all is reported as missing data.</summary>
    public bool Expected { get; init; }

    /// <summary>Whether it can have an answer where only these metrics exist.</summary>
    /// <remarks>An expression with an "or" needs one of the metrics that it names, another one all of them; one that names none is always asked.</remarks>
    public bool CanAnswer(IReadOnlySet<string> existing)
    {
        var plain = QuotedText().Replace(Query, "\"\"");
        var named = MetricInText().Matches(plain).Select(m => m.Groups[1].Value).Distinct().ToList();
        return named.Count == 0 || (Or().IsMatch(plain) ? named.Any(existing.Contains) : named.All(existing.Contains));
    }

    /// <summary>The metric's definition.</summary>
    public MetricDefinition Definition => new(Metric, Unit, Signal);

    /// <summary>What the server is asked.</summary>
    /// <param name="selector">Matchers without braces, such as <c>cluster="a"</c>; empty for none.</param>
    /// <param name="window">Range of rates.</param>
    public string Render(string selector, TimeSpan window) =>
        (selector.Length > 0
            ? Query.Replace("$selector", selector, StringComparison.Ordinal)
            : Query.Replace(",$selector", "", StringComparison.Ordinal).Replace("$selector", "", StringComparison.Ordinal))
        .Replace("$window", $"{(long)window.TotalMilliseconds}ms", StringComparison.Ordinal);

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.NonBacktracking)]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"([a-zA-Z_:][a-zA-Z0-9_:]*)\s*\{", RegexOptions.NonBacktracking)]
    private static partial Regex MetricInText();

    [GeneratedRegex(@"\bor\b", RegexOptions.NonBacktracking)]
    private static partial Regex Or();
}
