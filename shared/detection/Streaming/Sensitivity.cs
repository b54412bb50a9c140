using Pipeline.Detection.Calibration;

namespace Pipeline.Detection.Streaming;

/// <summary>The one knob: what a score must reach to be an anomaly.</summary>
public static class Sensitivity
{
    /// <summary>Score from which a value is an anomaly as shipped: news only.</summary>
    private const double Shipped = ScoreScale.News;

    /// <summary>Exponent of the knob on what lies between the shipped threshold and the end of the scale.</summary>
    private const double Steepness = 1;

    /// <summary>The threshold in [0, 1] for a sensitivity.</summary>
    /// <param name="sensitivity">Above 0; 1 is shipped, 2 lets the threshold fall by half, 0.5 halves the way to 1.</param>
    public static double Threshold(double sensitivity) => sensitivity >= 1
        ? Shipped / Math.Pow(sensitivity, Steepness)
        : 1 - ((1 - Shipped) * Math.Pow(sensitivity, Steepness));
}
