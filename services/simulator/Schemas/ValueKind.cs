namespace Pipeline.Simulator.Schemas;

/// <summary>What a value of a field is in JSON and in the server's memory.</summary>
public enum ValueKind
{
    Text,

    /// <summary>An integer of 32 bits.</summary>
    Whole32,

    /// <summary>An integer of 64 bits.</summary>
    Whole64,

    Number,
    Boolean,

    /// <summary>"500m", "1Gi"; a bare number is accepted.</summary>
    Quantity,

    /// <summary>8080 or "25%".</summary>
    IntOrString,

    /// <summary>RFC 3339 in whole seconds.</summary>
    Time,

    /// <summary>RFC 3339 in microseconds.</summary>
    MicroTime,

    /// <summary>Base64.</summary>
    Bytes,

    /// <summary>Any JSON, kept as it is.</summary>
    Any,

    /// <summary>An object with named fields.</summary>
    Structure,

    List,

    /// <summary>An object with keys of the user's choice.</summary>
    Map,
}
