using System.Collections.Immutable;

namespace Pipeline.Simulator.Patching;

/// <summary>How a value is merged and owned: which of its parts are apart from each other.</summary>
public sealed class MergeShape
{
    private readonly Func<string, MergeShape?>? _field;
    private readonly Func<MergeShape>? _item;

    private MergeShape(MergeForm form, Func<string, MergeShape?>? field, Func<MergeShape>? item)
    {
        Form = form;
        _field = field;
        _item = item;
    }

    /// <summary>A value without parts.</summary>
    public static MergeShape Scalar { get; } = new(MergeForm.Atomic, null, null);

    /// <summary>A value that nobody described: objects have parts, lists have none.</summary>
    public static MergeShape Unknown { get; } = new(MergeForm.Deduced, _ => Unknown, null);

    /// <summary>What kind of parts it has.</summary>
    public MergeForm Form { get; }

    /// <summary>Fields that identify an item of a <see cref="MergeForm.MapList"/>.</summary>
    public ImmutableArray<string> Keys { get; private init; } = [];

    /// <summary>Values that the keys have when an item leaves them out.</summary>
    public ImmutableDictionary<string, string> KeyDefaults { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The field that strategic merge patches find list items by; null when they replace the list.</summary>
    public string? PatchMergeKey { get; private init; }

    /// <summary>Whether strategic merge patches merge it rather than replace it.</summary>
    public bool PatchMerges { get; private init; }

    /// <summary>Name of the type in messages: "int32", "DeploymentSpec".</summary>
    public string TypeName { get; private init; } = "";

    /// <summary>Whether its fields are declared, unlike the keys of a map.</summary>
    public bool IsStruct => Form == MergeForm.Struct;

    /// <summary>An object with declared fields.</summary>
    /// <param name="field">Null for a field that is not declared.</param>
    public static MergeShape Struct(string typeName, Func<string, MergeShape?> field) =>
        new(MergeForm.Struct, field, null) { TypeName = typeName, PatchMerges = true };

    /// <summary>An object with free keys.</summary>
    public static MergeShape Map(MergeShape value) => new(MergeForm.Map, _ => value, null) { PatchMerges = true };

    /// <summary>A list.</summary>
    public static MergeShape List(MergeForm form, Func<MergeShape> item, params ImmutableArray<string> keys) => new(form, null, item)
    {
        Keys = keys,
        KeyDefaults = keys.Contains("protocol") ? ImmutableDictionary<string, string>.Empty.Add("protocol", "TCP") : [],
    };

    /// <summary>The same, owned and replaced as a whole.</summary>
    public MergeShape AsAtomic() => new(MergeForm.Atomic, _field, _item)
    {
        TypeName = TypeName,
        PatchMerges = PatchMerges,
        PatchMergeKey = PatchMergeKey,
    };

    /// <summary>The same with the rules of strategic merge patches.</summary>
    public MergeShape Patched(bool merges, string? mergeKey) => new(Form, _field, _item)
    {
        Keys = Keys,
        KeyDefaults = KeyDefaults,
        TypeName = TypeName,
        PatchMerges = merges,
        PatchMergeKey = mergeKey,
    };

    /// <summary>A scalar with its name.</summary>
    public static MergeShape Named(string typeName) => new(MergeForm.Atomic, null, null) { TypeName = typeName };

    /// <summary>The shape of a field or of a key's value; null when the field is not declared.</summary>
    public MergeShape? Field(string name) => _field is null ? Unknown : _field(name);

    /// <summary>The shape of a list's items.</summary>
    public MergeShape Item => _item?.Invoke() ?? Unknown;
}

/// <summary>What kind of parts a value has.</summary>
public enum MergeForm
{
    /// <summary>None: it is owned and replaced as a whole.</summary>
    Atomic,

    /// <summary>Objects have a part for each key, all else is atomic.</summary>
    Deduced,

    /// <summary>Declared fields.</summary>
    Struct,

    /// <summary>Free keys.</summary>
    Map,

    /// <summary>Each value once.</summary>
    SetList,

    /// <summary>Items told apart by keys.</summary>
    MapList,
}
