namespace Pipeline.Simulator.Schemas;

/// <summary>Reads one field of the catalogue's texts.</summary>
internal static class CatalogueLine
{
    public static FieldSchema Read(string line, Func<string, TypeSchema> resolve)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var value = Type(words[1], resolve);
        var field = new FieldSchema(words[0].TrimEnd('!'), value) { Required = words[0][^1] == '!', Topology = Usual(value) };
        return words.Skip(2).Aggregate(field, Apply);
    }

    private static FieldSchema Apply(FieldSchema field, string rule) => rule.Split('=', 2) switch
    {
        ["merge"] => field with { Merges = true },
        ["merge", var key] => field with { Merges = true, MergeKey = key },
        ["retainKeys"] => field with { RetainsKeys = true },
        ["replace"] => field with { Replaces = true },
        ["set"] => field with { Topology = Topology.Set },
        ["map", var keys] => field with { Topology = Topology.Map, ListKeys = keys.Split(',') },
        ["atomic"] => field with { Topology = Topology.Atomic },
        ["granular"] => field with { Topology = Topology.Granular },
        _ => throw new FormatException($"The catalogue of types has no rule \"{rule}\"."),
    };

    private static Topology Usual(ValueSchema value) => value.Kind switch
    {
        ValueKind.Structure when !value.Type!.IsAtomic => Topology.Granular,
        ValueKind.Map => Topology.Granular,
        _ => Topology.Atomic,
    };

    private static ValueSchema Type(string word, Func<string, TypeSchema> resolve) => word switch
    {
        ['[', .. var element, ']'] => new ValueSchema(ValueKind.List, Element: Type(element, resolve)),
        ['{', .. var element, '}'] => new ValueSchema(ValueKind.Map, Element: Type(element, resolve)),
        "string" => new ValueSchema(ValueKind.Text),
        "int32" => new ValueSchema(ValueKind.Whole32),
        "int64" => new ValueSchema(ValueKind.Whole64),
        "number" => new ValueSchema(ValueKind.Number),
        "bool" => new ValueSchema(ValueKind.Boolean),
        "quantity" => new ValueSchema(ValueKind.Quantity),
        "intOrString" => new ValueSchema(ValueKind.IntOrString),
        "time" => new ValueSchema(ValueKind.Time),
        "microTime" => new ValueSchema(ValueKind.MicroTime),
        "bytes" => new ValueSchema(ValueKind.Bytes),
        "json" => new ValueSchema(ValueKind.Any),
        _ => new ValueSchema(ValueKind.Structure, resolve(word)),
    };
}
