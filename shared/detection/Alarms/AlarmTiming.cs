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
}
