namespace Pipeline.Detection;

/// <summary>What a number measures, so that one limit fits series in different units.</summary>
public enum Measure
{
    /// <summary>A share of a whole: "1" and "%".</summary>
    Ratio,

    /// <summary>A time: "s", "ms", "us", "min".</summary>
    Duration,

    /// <summary>Processor time per time: "{core}".</summary>
    Cores,

    /// <summary>An amount of data: "By", "kBy", "MBy", "KiBy", "MiBy", "GiBy".</summary>
    Bytes,

    /// <summary>Events per time: "1/s", "1/min".</summary>
    Rate,

    /// <summary>A number of things: "1" and UCUM annotations such as "{restart}".</summary>
    Count,
}
