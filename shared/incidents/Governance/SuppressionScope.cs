using System.IO.Enumeration;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Incidents.Governance;

/// <summary>Which symptoms are meant. What is null holds for all; at least one must be given.</summary>
/// <param name="Namespace">Of the sick thing's owner; "*" and "?" stand for any characters and one.</param>
/// <param name="Owner">"Deployment/cart", "Node/n1"; with the same wildcards.</param>
/// <param name="FailureClass">"high-latency".</param>
/// <param name="Metric">Name of the metric, alert or state; with the same wildcards.</param>
public sealed record SuppressionScope(string? Namespace, string? Owner, string? FailureClass, string? Metric)
{
    private const int LongestPart = 253;

    /// <summary>Whether a symptom is meant.</summary>
    public bool Covers(SymptomReport report, EntityRef owner) =>
        Matches(Namespace, owner.Namespace ?? "") && Matches(Owner, $"{owner.Kind}/{owner.Name}")
        && (FailureClass is null || FailureClass == report.FailureClass) && Matches(Metric, report.Metric);

    /// <summary>What is wrong with it, in words; null when nothing is.</summary>
    public string? Fault()
    {
        (string Name, string? Value)[] parts =
            [("namespace", Namespace), ("owner", Owner), ("failureClass", FailureClass), ("metric", Metric)];
        if (parts.All(part => part.Value is null))
            return "The scope is empty: give a namespace, owner, failureClass or metric; everything at once cannot be suppressed.";
        foreach (var (name, value) in parts)
        {
            if (value is not null && (string.IsNullOrWhiteSpace(value) || value.Length > LongestPart || value.Any(char.IsControl)))
                return $"{name} must have 1 to {LongestPart} printable characters; leave it out to mean all.";
        }

        if (parts.All(part => part.Value is null || part.Value.All(c => c is '*' or '?' or '/')))
            return "The scope means everything: say more than wildcards.";
        return Owner is not null && !Owner.Contains('/', StringComparison.Ordinal)
            ? $"owner '{Owner}' must be Kind/name, such as Deployment/cart or */cart-*."
            : null;
    }

    /// <summary>"high-latency of Deployment/cart in shop".</summary>
    public override string ToString() => string.Join(
        ' ',
        new[]
        {
            FailureClass, Metric is null ? null : $"({Metric})", Owner is null ? null : $"of {Owner}", Namespace is null ? null : $"in {Namespace}",
        }.Where(part => part is not null));

    private static bool Matches(string? pattern, string text) =>
        pattern is null || FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
