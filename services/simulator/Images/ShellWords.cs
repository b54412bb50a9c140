using System.Text;

namespace Pipeline.Simulator.Images;

/// <summary>Cuts a script into words and marks: quotes are taken off, comments left out, and a new line is a semicolon.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Of(string script)
    {
        var (words, word, quote, any) = (new List<string>(), new StringBuilder(), '\0', false);
        void End()
        {
            if (any || word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
            any = false;
        }
        for (var i = 0; i < script.Length; i++)
        {
            var c = script[i];
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
                else
                    word.Append(c);
            }
            else if (c is '\'' or '"')
            {
                (quote, any) = (c, true);
            }
            else if (c is ' ' or '\t' or '\r')
            {
                End();
            }
            else if (c is '\n' or ';')
            {
                End();
                words.Add(";");
            }
            else if (c is '&' or '|' && i + 1 < script.Length && script[i + 1] == c)
            {
                End();
                words.Add(new string(c, 2));
                i++;
            }
            else if (c is '&' or '>' && !(c == '&' && word.Length > 0 && word[^1] == '>'))
            {
                End();
                words.Add(c.ToString());
            }
            else if (c == '#' && word.Length == 0)
            {
                while (i + 1 < script.Length && script[i + 1] != '\n')
                    i++;
            }
            else
            {
                word.Append(c);
            }
        }
        End();
        return words;
    }
}
