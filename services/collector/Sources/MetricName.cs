using System.Text;

namespace Pipeline.Collector.Sources;

/// <summary>Kebab-case of whatever people call things.</summary>
public static class MetricName
{
    /// <summary>"Network Receive (B/s)" and "networkReceive_B" become "network-receive-b-s" and "network-receive-b".</summary>
    /// <returns>Lower-case letters, digits and single hyphens; "unnamed" when nothing of that is left.</returns>
    public static string Kebab(string text)
    {
        var name = new StringBuilder(text.Length + 4);
        var previous = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var wordStarts = char.IsUpper(c) &&
                (char.IsLower(previous) || (char.IsUpper(previous) && i + 1 < text.Length && char.IsLower(text[i + 1])));
            if ((wordStarts || !char.IsLetterOrDigit(c)) && name.Length > 0 && name[^1] != '-')
                name.Append('-');
            if (char.IsLetterOrDigit(c))
                name.Append(char.ToLowerInvariant(c));
            previous = c;
        }
        var result = name.ToString().Trim('-');
        return result.Length > 0 ? result : "unnamed";
    }
}
