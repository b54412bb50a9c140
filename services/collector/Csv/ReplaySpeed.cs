using System.Globalization;

namespace Pipeline.Collector.Csv;

/// <summary>How much faster than it happened a recording runs.</summary>
/// <param name="Factor">Recorded seconds per second; positive; infinite for as fast as possible.</param>
public readonly record struct ReplaySpeed(double Factor)
{
    /// <summary>Recorded time that passes in some real time.</summary>
    public TimeSpan Passed(TimeSpan real)
    {
        var ticks = real.Ticks * Factor;
        return ticks < TimeSpan.MaxValue.Ticks / 4.0 ? TimeSpan.FromTicks((long)ticks) : TimeSpan.MaxValue / 4;
    }

    /// <summary>Real time in which some recorded time passes.</summary>
    public TimeSpan Lasts(TimeSpan recorded) => recorded / Factor;

    /// <summary>"60x", "0.5", "max"; "0" is "max", too.</summary>
    public static bool TryParse(string text, out ReplaySpeed speed)
    {
        var trimmed = text.Trim();
        if (trimmed is "max" or "0")
        {
            speed = new ReplaySpeed(double.PositiveInfinity);
            return true;
        }
        var number = trimmed.EndsWith('x') ? trimmed[..^1] : trimmed;
        var ok = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is >= 0.01 and <= 1e9;
        speed = new ReplaySpeed(factor);
        return ok;
    }
}
