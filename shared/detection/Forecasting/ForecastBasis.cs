namespace Pipeline.Detection.Forecasting;

/// <summary>What a forecast is taken from.</summary>
public enum ForecastBasis
{
    /// <summary>The limit is reached: nothing is foreseen, it is so.</summary>
    Reached,

    /// <summary>The days to come grow as the last day did, hour by hour.</summary>
    DailyPattern,

    /// <summary>A growth that the days before did not have goes on in a line.</summary>
    NewGrowth,

    /// <summary>Teeth of a saw whose peaks rise.</summary>
    RisingPeaks,

    /// <summary>A date that is written down, such as a certificate's.</summary>
    Date,
}
