namespace Pipeline.Detection;

/// <summary>Where a sample lies for one detector. The zone between is what makes hysteresis.</summary>
public enum Zone
{
    /// <summary>Clearly normal: counts towards clearing.</summary>
    Healthy,

    /// <summary>Neither: it starts nothing and ends nothing.</summary>
    Between,

    /// <summary>Beyond the limit: counts towards firing.</summary>
    Abnormal,
}
