using System.Globalization;
using Pipeline.Detection.Series;
using Pipeline.Detection.Streaming.Novelty;

namespace Pipeline.Detection.Streaming;

/// <summary>Why a value has its score, in numbers that can be put into words.</summary>
public sealed record StreamingReason
{
    /// <summary>The value; of a counter its rate per second.</summary>
    public required double Value { get; init; }

    /// <summary>Who saw it most.</summary>
    public required Family Family { get; init; }

    /// <summary>How much: deviations with their sign, or for <see cref="Family.Novelty"/> a share of the range so far.</summary>
    public required double Deviations { get; init; }

    /// <summary>What would have been usual.</summary>
    public required double Expected { get; init; }

    /// <summary>What of the series is newest.</summary>
    public required Aspect Aspect { get; init; }

    /// <summary>The season that is believed; zero when there is none.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Since when it has been an anomaly without a break.</summary>
    public required TimeSpan Lasting { get; init; }

    /// <summary>"412 MiB, 6.1 robust deviations above 120, the level of the last 100 values, for 4 min".</summary>
    /// <param name="unit">Unit to write behind values; empty for none.</param>
    public string Describe(string unit = "")
    {
        var text = $"{Number(Value)}{(unit.Length > 0 ? " " : "")}{unit}, {Finding()}";
        return Lasting > TimeSpan.Zero ? $"{text}, for {Wording.Time(Lasting)}" : text;
    }

    private string Finding()
    {
        var side = Value >= Expected ? "above" : "below";
        return Family switch
        {
            Family.Novelty => $"{Subject()} is new: {Share(Deviations)} of its range so far away from all before, {side} the level {Number(Expected)}",
            Family.Season => $"{Size()} {side} {Number(Expected)}, the usual at this time in a season of {Wording.Time(Period)}",
            Family.Level => $"{Size()} {side} {Number(Expected)}, the level of the last 100 values",
            Family.LevelShift => $"the last values are {Size()} {(Deviations >= 0 ? "above" : "below")} the level of the last 1000",
            Family.VarianceShift => $"the series jumps {(Deviations >= 0 ? "more" : "less")} than it used to ({Size()})",
            Family.Recurrence => $"{Size()} {(Deviations >= 0 ? "above" : "below")} what the last 24 values let expect",
            _ => $"stands out of the spectrum of the last 32 values ({Size()})",
        };
    }

    private string Subject() => Aspect switch
    {
        Aspect.Value => "the value",
        Aspect.Magnitude => "its order of magnitude",
        Aspect.ShortAverage => "the average of the last 12 values",
        Aspect.Average => "the average of the last 30 values",
        Aspect.LongAverage => "the average of the last 300 values",
        Aspect.ShortLow => "the lowest of the last 12 values",
        Aspect.Low => "the lowest of the last 48 values",
        Aspect.High => "the highest of the last 12 values",
        _ => "the scatter of the last 8 values",
    };

    private string Size() => Math.Abs(Deviations) >= 1000
        ? "more than 1000 robust deviations"
        : $"{Math.Abs(Deviations).ToString("0.0", CultureInfo.InvariantCulture)} robust deviations";

    private static string Share(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
