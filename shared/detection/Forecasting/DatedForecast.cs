namespace Pipeline.Detection.Forecasting;

/// <summary>Forecasts of what ends at a known date, such as certificates: nothing is estimated.</summary>
public static class DatedForecast
{
    /// <summary>The time until a date.</summary>
    /// <param name="end">When it ends, such as a certificate's <c>notAfter</c>.</param>
    /// <param name="now">The time of the sample.</param>
    /// <returns>A forecast whose interval is a point; zero left when the date has passed.</returns>
    public static Forecast Of(DateTimeOffset end, DateTimeOffset now)
    {
        var left = end > now ? end - now : TimeSpan.Zero;
        return new Forecast(left, left, left, 0, TimeSpan.Zero, ForecastBasis.Date);
    }
}
