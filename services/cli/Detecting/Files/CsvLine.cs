namespace Pipeline.Cli.Detecting.Files;

/// <summary>One record of a CSV file, cut into its fields.</summary>
internal static class CsvLine
{
    /// <summary>The fields without the quotes and blanks around them; a doubled quote inside quotes is one.</summary>
    public static void Split(string line, List<string> fields)
    {
        fields.Clear();
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
                quoted = !quoted;
            if (i < line.Length && (quoted || line[i] != ','))
                continue;
            fields.Add(Plain(line[start..i].Trim()));
            start = i + 1;
        }
    }

    /// <summary>A text as a field: quoted when it must be.</summary>
    public static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Plain(string field) => field.Length >= 2 && field[0] == '"' && field[^1] == '"'
        ? field[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
        : field;
}
