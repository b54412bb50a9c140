using System.Globalization;
using System.Text;

namespace Pipeline.Simulator.Images;

/// <summary>The variables of a running script: its own before those of the environment.</summary>
internal sealed class ShellVariables(IReadOnlyDictionary<string, string> environment)
{
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);

    public void Set(string name, string value) => _set[name] = value;

    /// <summary>A word with the variables in it replaced; those that nobody has set are empty.</summary>
    /// <param name="status">What $? stands for.</param>
    public string Expand(string word, int status)
    {
        if (!word.Contains('$'))
            return word;
        var text = new StringBuilder();
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] != '$' || i + 1 == word.Length)
            {
                text.Append(word[i]);
                continue;
            }
            var braces = word[i + 1] == '{';
            var begin = i + (braces ? 2 : 1);
            var end = begin;
            while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] is '_' || (end == begin && word[end] == '?')))
                end++;
            var name = word[begin..end];
            text.Append(name == "?" ? status.ToString(CultureInfo.InvariantCulture)
                : _set.GetValueOrDefault(name) ?? environment.GetValueOrDefault(name) ?? "");
            i = braces && end < word.Length ? end : end - 1;
        }
        return text.ToString();
    }
}
