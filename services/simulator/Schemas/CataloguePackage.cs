namespace Pipeline.Simulator.Schemas;

/// <summary>One text of the catalogue, cut into types whose fields are not read yet: they may name types of other texts.</summary>
internal sealed record CataloguePackage(string Alias, string Id, IReadOnlyList<(TypeSchema Schema, List<string> Lines)> Types)
{
    public static CataloguePackage Read(string text)
    {
        var (alias, id, apiVersion) = ("", "", (string?)null);
        var types = new List<(TypeSchema Schema, List<string> Lines)>();
        foreach (var line in text.Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words[0])
            {
                case "package":
                    (alias, id, apiVersion) = (words[1], words[2], words[3] == "-" ? null : words[3]);
                    break;
                case "kind" or "type" when line[0] != ' ':
                    types.Add((new TypeSchema($"{id}.{words[1]}", words[0] == "kind" ? apiVersion : null, words.Contains("atomic")), []));
                    break;
                default:
                    types[^1].Lines.Add(line);
                    break;
            }
        }
        return new CataloguePackage(alias, id, types);
    }
}
