namespace Pipeline.Detection;

/// <summary>What holds for all series.</summary>
public sealed record DetectionSettings
{
    /// <summary>Robust z-score from which a sample is abnormal, before <see cref="Sensitivity"/>; dimensionless.</summary>
    public double Score { get; init; } = 5;

    /// <summary>The one knob: 2 sees half as large changes, 0.5 only twice as large ones. Fixed limits stay.</summary>
    public double Sensitivity { get; init; } = 1;

    /// <summary>Samples in the baseline of a series, 8 or more.</summary>
    public int BaselineSamples { get; init; } = 120;

    /// <summary>Samples that must be known before a series is scored, 8 to <see cref="BaselineSamples"/>.</summary>
    public int MinimumHistory { get; init; } = 20;

    /// <summary>Newest samples kept to show why, at most 240.</summary>
    public int ShownSamples { get; init; } = 60;

    /// <summary>Time between two reports of a symptom that goes on; zero reports every sample.</summary>
    public TimeSpan ObservationInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time without data from which a series, or a source, is missing; four steps when they are longer.</summary>
    public TimeSpan MissingAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time after which a series that ended, and stays away, is accepted as gone.</summary>
    public TimeSpan AcceptMissingAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Fixed limits by metric name; each takes the place of the built-in ones of its metric.</summary>
    public IReadOnlyDictionary<string, GivenLimit> Limits { get; init; } = new Dictionary<string, GivenLimit>();

    /// <summary>Time after which a level that departed from the median, and is steady, is the new normal.</summary>
    public TimeSpan AcceptAfter { get; init; } = TimeSpan.FromHours(6);
}
