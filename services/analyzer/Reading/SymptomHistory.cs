using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Analyzer.Reading;

/// <summary>One symptom with all that was recorded of it.</summary>
public sealed class SymptomHistory
{
    private readonly IReadOnlyList<SymptomReport> _reports;

    /// <param name="reports">Of one symptom, in the order in which they were recorded; the first is the one that joined it.</param>
    public SymptomHistory(IReadOnlyList<SymptomReport> reports)
    {
        _reports = reports;
        First = reports[0];
        Window = First.Window is { } window ? WindowReading.Of(window, First.StartedAt, First.Baseline) : null;
    }

    /// <summary>The observation that joined the symptom.</summary>
    public SymptomReport First { get; }

    /// <summary>The newest observation.</summary>
    public SymptomReport Latest => _reports[^1];

    /// <summary>What its window shows; null for alerts, and when the window does not reach the onset.</summary>
    public WindowReading? Window { get; }

    /// <summary>When it began, on its source's clock.</summary>
    public DateTimeOffset Onset => First.StartedAt;

    /// <summary>How long it lasted up to its newest observation.</summary>
    public TimeSpan Duration => Latest.ObservedAt - Onset;

    /// <summary>Whether it is an alert that somebody else's rules raised, rather than a series that the pipeline judged.</summary>
    public bool IsAlert => First.SymptomKey.StartsWith("alert:", StringComparison.Ordinal);

    /// <summary>Whether it is a state that an object was seen in, rather than a value.</summary>
    public bool IsState => First.SymptomKey.StartsWith("object:", StringComparison.Ordinal);

    /// <summary>Whether the newest observation shows it gone.</summary>
    public bool IsGone => Latest.Status == SymptomStatus.Cleared;

    /// <summary>Observations for which there were no data.</summary>
    public IReadOnlyList<SymptomReport> Missing => [.. _reports.Where(r => r.Status == SymptomStatus.Missing)];

    /// <summary>The value that is farthest from normal, in the window or in a later observation; null for what has no values.</summary>
    public double? Extreme
    {
        get
        {
            var seen = _reports.Where(r => r.Status == SymptomStatus.Firing && r.Value is not null).Select(r => r.Value!.Value);
            var values = (Window is null ? seen : seen.Append(Window.Peak)).ToList();
            return values.Count == 0 ? null : Rises ? values.Max() : values.Min();
        }
    }

    /// <summary>Whether the value is above what would be normal.</summary>
    public bool Rises => Window?.Rises ?? (First.Value is not { } value || value >= (First.Threshold ?? First.Baseline ?? value));

    /// <summary>Time between two samples where it is known, else one minute: onsets that are closer than this came together.</summary>
    public TimeSpan Resolution => First.Window?.Step ?? TimeSpan.FromMinutes(1);

    /// <summary>Whether times of the two can be compared: a recording's clock says nothing about the present's.</summary>
    public bool SharesClockWith(SymptomHistory other) =>
        First.Clock == other.First.Clock && (First.Clock == SourceClock.Live || First.Source == other.First.Source);
}
