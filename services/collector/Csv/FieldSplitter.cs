using System.Text;

namespace Pipeline.Collector.Csv;

/// <summary>Splits a record into its fields.</summary>
internal static class FieldSplitter
{
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <summary>The candidate that splits the header into most fields; a comma when none splits it.</summary>
    public static char DetectDelimiter(string header) => Candidates.MaxBy(c => Split(header, c).Count);

    /// <summary>Fields without their quotes and the blanks around them.</summary>
    public static List<string> Split(string record, char delimiter)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var (inQuotes, wasQuoted) = (false, false);
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (inQuotes && c == '"' && i + 1 < record.Length && record[i + 1] == '"')
                field.Append(record[i++]);
            else if (inQuotes && c == '"')
                inQuotes = false;
            else if (inQuotes || c != delimiter)
            {
                if (!inQuotes && c == '"' && !wasQuoted && string.IsNullOrWhiteSpace(field.ToString()))
                {
                    (inQuotes, wasQuoted) = (true, true);
                    field.Clear();
                }
                else
                    field.Append(c);
            }
            else
                Take();
        }
        Take();
        return fields;

        void Take()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
            (inQuotes, wasQuoted) = (false, false);
        }
    }
}
