using System.Globalization;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>Times as the API writes them.</summary>
public static class Timestamps
{
    /// <summary>metav1.Time: whole seconds.</summary>
    public static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>metav1.MicroTime: microseconds.</summary>
    public static string Micros(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds since 1970.</summary>
    public static long UnixNanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
