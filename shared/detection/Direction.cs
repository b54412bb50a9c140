namespace Pipeline.Detection;

/// <summary>On which side of normal a metric is sick.</summary>
public enum Direction
{
    /// <summary>Only high values are: utilization, latency, errors.</summary>
    Upper,

    /// <summary>Only low values are: a success ratio.</summary>
    Lower,

    /// <summary>Both are: traffic.</summary>
    Both,
}
