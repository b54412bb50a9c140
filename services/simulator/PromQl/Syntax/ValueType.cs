namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>What an expression gives.</summary>
public enum ValueType
{
    /// <summary>A number.</summary>
    Scalar,

    /// <summary>One sample of each of some series.</summary>
    Vector,

    /// <summary>Several samples of each of some series.</summary>
    Matrix,

    /// <summary>A text.</summary>
    Text,
}

/// <summary>The types' names in messages.</summary>
internal static class ValueTypeNames
{
    /// <summary>As the language's documentation calls it: "instant vector".</summary>
    public static string Documented(this ValueType type) => type switch
    {
        ValueType.Vector => "instant vector",
        ValueType.Matrix => "range vector",
        _ => type.Short(),
    };

    /// <summary>As answers call it: "vector".</summary>
    public static string Short(this ValueType type) => type switch
    {
        ValueType.Scalar => "scalar",
        ValueType.Vector => "vector",
        ValueType.Matrix => "matrix",
        _ => "string",
    };
}
