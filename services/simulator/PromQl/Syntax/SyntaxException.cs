namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>A query that is none; the message names line and column as Prometheus does: "1:7: parse error: …".</summary>
/// <param name="query">The whole query.</param>
/// <param name="position">Where, in characters from its start.</param>
/// <param name="problem">What is wrong.</param>
public sealed class SyntaxException(string query, int position, string problem)
    : Exception($"{Place(query, position)} parse error: {problem}")
{
    private static string Place(string query, int position)
    {
        var before = query.AsSpan(0, Math.Min(position, query.Length));
        return $"{before.Count('\n') + 1}:{position - before.LastIndexOf('\n')}:";
    }
}
