using System.Globalization;
using Pipeline.Contracts;

namespace Pipeline.Analyzer.Words;

/// <summary>Sentences that the rules' data hold with a place for the entity.</summary>
public static class Sentence
{
    /// <summary>The beginning of a sentence; an entity's name keeps its spelling.</summary>
    /// <param name="pattern">With "{0}" for the entity: "requests to {0} fail".</param>
    /// <param name="entity">What it is about.</param>
    public static string About(string pattern, EntityRef entity) =>
        string.Format(CultureInfo.InvariantCulture, char.ToUpperInvariant(pattern[0]) + pattern[1..], entity);
}
