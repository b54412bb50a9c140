namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>What an expression gives.</summary>
public enum ResultType
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
internal static class ResultTypeNames
{
    /// <summary>As the language's documentation calls it: "instant vector".</summary>
    public static string Documented(this ResultType type) => type switch
    {
        ResultType.Vector => "instant vector",
        ResultType.Matrix => "range vector",
        _ => type.Short(),
    };

    /// <summary>As answers call it: "vector".</summary>
    public static string Short(this ResultType type) => type switch
    {
        ResultType.Scalar => "scalar",
        ResultType.Vector => "vector",
        ResultType.Matrix => "matrix",
        _ => "string",
    };
}
