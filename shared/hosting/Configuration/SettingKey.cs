using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>A setting's key: "Section:Key:0" inside, "section:key:0" for people, as after "--" on the command line.</summary>
internal static class SettingKey
{
    /// <summary>The key as people write it: each part starts with a small letter.</summary>
    public static string Written(string key) =>
        string.Join(ConfigurationPath.KeyDelimiter, key.Split(ConfigurationPath.KeyDelimiter).Select(CamelCase));

    /// <summary>The key under a section; the root's name is empty.</summary>
    public static string Under(string section, string key) =>
        section.Length == 0 ? key : ConfigurationPath.Combine(section, key);

    /// <summary>The candidate that differs from a misspelt word by least, when that is little.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var (nearest, least) = ((string?)null, Math.Max(2, word.Length / 3) + 1);
        foreach (var candidate in candidates)
        {
            var distance = Distance(Bare(word), Bare(candidate));
            if (distance < least)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    private static string CamelCase(string part) =>
        part.Length == 0 || part.All(char.IsUpper) ? part.ToLowerInvariant() : char.ToLowerInvariant(part[0]) + part[1..];

    private static string Bare(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Levenshtein's distance: insertions, deletions and substitutions.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var substituted = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
