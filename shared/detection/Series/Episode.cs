using Pipeline.Contracts;

namespace Pipeline.Detection.Series;

/// <summary>One symptom of a series from its first firing to its end, whatever detectors see it meanwhile.</summary>
internal sealed record Episode
{
    /// <summary>Time of the first abnormal sample.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Time of the newest report.</summary>
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>Failure class, fixed when the symptom began.</summary>
    public required string FailureClass { get; init; }

    /// <summary>The worst seen so far.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Median before the symptom; null when too little was known.</summary>
    public required double? Baseline { get; init; }

    /// <summary>True from the report that data are missing to the next sample.</summary>
    public bool IsMissing { get; init; }

    public void Write(BinaryWriter writer)
    {
        writer.Write(StartedAt.UtcTicks);
        writer.Write(ReportedAt.UtcTicks);
        writer.Write(FailureClass);
        writer.Write((byte)Severity);
        writer.Write(Baseline ?? double.NaN);
        writer.Write(IsMissing);
    }

    public static Episode Read(BinaryReader reader)
    {
        var (started, reported) = (reader.ReadInt64(), reader.ReadInt64());
        var (failureClass, severity, baseline) = (reader.ReadString(), (Severity)reader.ReadByte(), reader.ReadDouble());
        return new Episode
        {
            StartedAt = new DateTimeOffset(started, TimeSpan.Zero),
            ReportedAt = new DateTimeOffset(reported, TimeSpan.Zero),
            FailureClass = failureClass,
            Severity = severity,
            Baseline = double.IsNaN(baseline) ? null : baseline,
            IsMissing = reader.ReadBoolean(),
        };
    }
}
