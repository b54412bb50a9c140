using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl.Matching;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>label_replace and label_join: what they make of a set of labels.</summary>
internal static class LabelFunctions
{
    /// <summary>Sets a label to a template filled from a match of another one; labels that do not match stay.</summary>
    public static Func<LabelSet, LabelSet> Replace(string destination, string template, string source, string pattern)
    {
        Regex regex;
        try
        {
            regex = Re2Pattern.Anchored(pattern);
        }
        catch (FormatException)
        {
            throw new QueryException(QueryFailure.Execution, $"invalid regular expression in label_replace(): {pattern}");
        }
        if (!IsLabelName(destination))
            throw new QueryException(QueryFailure.Execution, $"invalid destination label name in label_replace(): {destination}");
        return labels => regex.Match(labels[source]) is { Success: true } match ? labels.With(destination, Expand(template, match)) : labels;
    }

    /// <summary>Sets a label to the values of others with something between.</summary>
    public static Func<LabelSet, LabelSet> Join(string destination, string separator, IReadOnlyList<string> sources)
    {
        if (sources.FirstOrDefault(s => !IsLabelName(s)) is { } wrong)
            throw new QueryException(QueryFailure.Execution, $"invalid source label name in label_join(): {wrong}");
        if (!IsLabelName(destination))
            throw new QueryException(QueryFailure.Execution, $"invalid destination label name in label_join(): {destination}");
        return labels => labels.With(destination, string.Join(separator, sources.Select(s => labels[s])));
    }

    /// <summary>The labels that a selector asks for by "=", each once: what an absent series would have.</summary>
    public static LabelSet OfAbsent(Expression argument)
    {
        var matchers = argument switch
        {
            Expression.Selector selector => selector.Matchers,
            Expression.RangeSelector range => range.Series.Matchers,
            _ => [],
        };
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var matcher in matchers.Where(m => m.Name != LabelSet.MetricName))
            known[matcher.Name] = matcher.Kind == MatchKind.Equal && !known.ContainsKey(matcher.Name) ? matcher.Value : "";
        return LabelSet.Of([.. known.Select(l => (l.Key, l.Value))]);
    }

    /// <summary>Whether a text can name a label.</summary>
    public static bool IsLabelName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => c == '_' || char.IsAsciiLetterOrDigit(c));

    /// <summary>Fills $1, ${1}, $name and ${name} as Go's Regexp.Expand does: the longest name counts, an unknown one is empty, $$ is a dollar.</summary>
    private static string Expand(string template, Match match)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$' || i + 1 == template.Length)
            {
                text.Append(template[i]);
                continue;
            }
            if (template[i + 1] == '$')
            {
                text.Append('$');
                i++;
                continue;
            }
            var braced = template[i + 1] == '{';
            var start = i + (braced ? 2 : 1);
            var end = start;
            while (end < template.Length && (template[end] == '_' || char.IsLetterOrDigit(template[end])))
                end++;
            if (end == start || (braced && (end == template.Length || template[end] != '}')))
            {
                text.Append('$'); // no name: stands for itself
                continue;
            }
            text.Append(match.Groups[template[start..end]].Value);
            i = braced ? end : end - 1;
        }
        return text.ToString();
    }
}
