namespace Pipeline.Cli.Forecasting;

/// <summary>What is written of a forecast.</summary>
internal enum ForecastColumns
{
    /// <summary><c>timestamp,eta_seconds,eta_low,eta_high,alert,reason</c>.</summary>
    All,

    /// <summary><c>timestamp,eta_seconds</c>.</summary>
    Eta,
}
