using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Protobuf;

/// <summary>The fields of a type by their numbers; structs that Go embeds are branches without a field.</summary>
internal sealed class FieldTree
{
    private readonly Dictionary<int, FieldTree> _branches = [];

    /// <summary>The field that stands here; null where a message leads on to others.</summary>
    public FieldSchema? Field { get; private init; }

    public static FieldTree Of(TypeSchema type)
    {
        var root = new FieldTree();
        foreach (var field in type.Fields.Values.Where(f => f.Numbers.Count > 0))
        {
            var tree = root;
            foreach (var number in field.Numbers.SkipLast(1))
            {
                if (!tree._branches.TryGetValue(number, out var next))
                    tree._branches[number] = next = new FieldTree();
                tree = next;
            }
            tree._branches[field.Numbers[^1]] = new FieldTree { Field = field };
        }
        return root;
    }

    public FieldTree? Find(int number) => _branches.GetValueOrDefault(number);
}
