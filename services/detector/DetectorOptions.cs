using System.ComponentModel.DataAnnotations;
using Pipeline.Contracts;
using Pipeline.Detection;
using Pipeline.Detection.Alarms;
using Pipeline.Detection.Thresholds;

namespace Pipeline.Detector;

/// <summary>What the detector finds abnormal, and what belongs together.</summary>
public sealed class DetectorOptions : IValidatableObject
{
    /// <summary>The one knob: 2 sees half as large changes, 0.5 only twice as large ones. Fixed limits stay. 1 by default.</summary>
    [Range(0.1, 10)]
    public double Sensitivity { get; init; } = 1;

    /// <summary>Robust z-score from which a sample is abnormal, dimensionless. 5 by default.</summary>
    [Range(1.0, 100)]
    public double Score { get; init; } = 5;

    /// <summary>Samples in the baseline of a series. 120 by default.</summary>
    [Range(8, 1440)]
    public int BaselineSamples { get; init; } = 120;

    /// <summary>Samples that must be known before a series is scored. 20 by default.</summary>
    [Range(8, 1440)]
    public int MinimumHistory { get; init; } = 20;

    /// <summary>Time between two reports of a symptom that goes on, in the time of the data; with a longer step every sample is reported. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ObservationInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time without data from which a series or source is missing; four steps when they are longer. 5 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan MissingAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time, in the time of the data, after which a series that was reported as ended is accepted as gone. 1 hour by default.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan AcceptMissingAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time after which a steady new level is the new normal. 6 hours by default.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan AcceptAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Fixed limits by metric name, in the unit of its series; each takes the place of the built-in ones of its metric.</summary>
    public IReadOnlyDictionary<string, LimitOptions> Limits { get; init; } = new Dictionary<string, LimitOptions>();

    /// <summary>Time without a sample, in the time of the data, after which a series is forgotten. 1 day by default.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan SeriesRetention { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Series of one partition at most; new ones beyond are not watched, and that is logged. 20,000 by default.</summary>
    [Range(100, 1_000_000)]
    public int MostSeries { get; init; } = 20_000;

    /// <summary>Time between two requests for a lost message. 30 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BackfillInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which a lost message is given up and scoring goes on behind it. 10 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan GapPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between the beginnings of two symptoms of one owner within which they are one incident. 10 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan JoinWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time after its end within which a symptom that comes back reopens its incident. 30 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan ReopenWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time after a rollout or a change of scale within which an unusual load of its workload is no incident; what fails is one at once. 15 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ContextTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinimumHistory > BaselineSamples)
            yield return new ValidationResult(
                $"detector:minimumHistory ({MinimumHistory}) is more than detector:baselineSamples ({BaselineSamples}): nothing would ever be scored",
                [nameof(MinimumHistory)]);
        if (GapPatience < BackfillInterval)
            yield return new ValidationResult(
                "detector:gapPatience is shorter than detector:backfillInterval: a lost message would be given up before it is asked for again",
                [nameof(GapPatience)]);
    }

    /// <summary>The part that scoring goes by.</summary>
    public DetectionSettings Settings() => new()
    {
        Score = Score,
        Sensitivity = Sensitivity,
        BaselineSamples = BaselineSamples,
        MinimumHistory = MinimumHistory,
        ObservationInterval = ObservationInterval,
        MissingAfter = MissingAfter,
        AcceptMissingAfter = AcceptMissingAfter,
        AcceptAfter = AcceptAfter,
        Limits = Limits.ToDictionary(entry => entry.Key, entry => entry.Value.Limit(), StringComparer.Ordinal),
    };
}

/// <summary>A fixed limit for one metric.</summary>
public sealed class LimitOptions
{
    /// <summary>A sample at or beyond it is abnormal. Required.</summary>
    [Required]
    public double? Enter { get; init; }

    /// <summary>A sample on the near side of it is healthy again; above <see cref="Enter"/> it makes a lower limit. As <see cref="Enter"/> by default.</summary>
    public double? Leave { get; init; }

    /// <summary>How long the breach must last, in the time of the data. 2 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan For { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long its end must last. 2 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ClearFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How urgent it is: info, warning or critical. Warning by default.</summary>
    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>The limit as scoring takes it.</summary>
    public GivenLimit Limit() => new(
        new ThresholdRule("given", Enter!.Value, Leave ?? Enter.Value, Severity),
        For == TimeSpan.Zero ? new AlarmTiming(1, 1, For, ClearFor) : new AlarmTiming(2, 3, For, ClearFor));
}
