namespace Pipeline.Detection.Alarms;

/// <summary>How many samples, and for how long, an alarm wants to see; all in the time of the data.</summary>
/// <param name="Votes">Abnormal samples among the newest <paramref name="OutOf"/> that are needed to fire; 1 or more.</param>
/// <param name="OutOf">How many samples are looked at; <paramref name="Votes"/> to 32.</param>
/// <param name="For">Time from the first abnormal sample to the one that fires, at least.</param>
/// <param name="ClearFor">Time from the first healthy sample to the one that clears, at least.</param>
public sealed record AlarmTiming(int Votes, int OutOf, TimeSpan For, TimeSpan ClearFor)
{
    /// <summary>Healthy samples in a row that are needed to clear: a single one never does.</summary>
    public const int HealthySamples = 2;

    /// <summary>An alarm that fires so soon after it cleared is flapping.</summary>
    public static readonly TimeSpan FlappingWithin = TimeSpan.FromHours(1);

    /// <summary>The longest that flapping makes <see cref="ClearFor"/>, where that is not longer by itself.</summary>
    public static readonly TimeSpan LongestClearFor = TimeSpan.FromMinutes(30);

    /// <summary>Time of health that clears the alarm: twice as long for each time that it fired in a row.</summary>
    /// <param name="fired">How often it fired, each time within <see cref="FlappingWithin"/> of the end before; 1 or more.</param>
    public TimeSpan ClearForAfter(int fired)
    {
        var damped = ClearFor * (1 << Math.Clamp(fired - 1, 0, 10));
        return damped <= LongestClearFor ? damped : ClearFor > LongestClearFor ? ClearFor : LongestClearFor;
    }
}
