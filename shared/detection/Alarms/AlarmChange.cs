namespace Pipeline.Detection.Alarms;

/// <summary>What a sample did to an alarm.</summary>
public enum AlarmChange
{
    /// <summary>Nothing that others must know.</summary>
    None,

    /// <summary>It was pending and turned out to be noise.</summary>
    Dissolved,

    /// <summary>It fires from now on.</summary>
    Fired,

    /// <summary>Healthy for long enough: it is over.</summary>
    Cleared,

    /// <summary>Unhealthy for so long that it is the new normal: it is over.</summary>
    Accepted,
}
