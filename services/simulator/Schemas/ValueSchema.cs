namespace Pipeline.Simulator.Schemas;

/// <summary>The type of a value.</summary>
/// <param name="Kind">Its sort.</param>
/// <param name="Type">Fields of an <see cref="ValueKind.Structure"/>; null for all others.</param>
/// <param name="Element">Elements of a list, values of a map; null for all others.</param>
public sealed record ValueSchema(ValueKind Kind, TypeSchema? Type = null, ValueSchema? Element = null)
{
    /// <summary>The fields of the object it is, or that its elements are at any depth; null when those are no objects.</summary>
    public TypeSchema? Innermost => Type ?? Element?.Innermost;

    /// <summary>The Go type as decoding errors name it: "int32", "[]v1.Container", "map[string]string".</summary>
    public string GoName => Kind switch
    {
        ValueKind.Text => "string",
        ValueKind.Whole32 => "int32",
        ValueKind.Whole64 => "int64",
        ValueKind.Number => "float64",
        ValueKind.Boolean => "bool",
        ValueKind.Quantity => "resource.Quantity",
        ValueKind.IntOrString => "intstr.IntOrString",
        ValueKind.Time => "v1.Time",
        ValueKind.MicroTime => "v1.MicroTime",
        ValueKind.Bytes => "[]uint8",
        ValueKind.List => $"[]{Element!.GoName}",
        ValueKind.Map => $"map[string]{Element!.GoName}",
        ValueKind.Structure => Type!.GoName,
        _ => "interface {}",
    };
}
