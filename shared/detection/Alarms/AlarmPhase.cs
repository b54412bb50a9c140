namespace Pipeline.Detection.Alarms;

/// <summary>How far an alarm has come.</summary>
public enum AlarmPhase
{
    /// <summary>Nothing unusual.</summary>
    Normal,

    /// <summary>Abnormal samples, but not yet enough or not yet for long enough.</summary>
    Pending,

    /// <summary>A symptom.</summary>
    Firing,

    /// <summary>Still a symptom: healthy samples, but not yet for long enough.</summary>
    Clearing,
}
