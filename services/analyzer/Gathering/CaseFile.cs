using Pipeline.Analyzer.Reading;
using Pipeline.Incidents.Analysis;

namespace Pipeline.Analyzer.Gathering;

/// <summary>All that an analysis may reason from. What is not in here was not seen.</summary>
public sealed record CaseFile
{
    /// <summary>The incident as recorded.</summary>
    public required IncidentStory Story { get; init; }

    /// <summary>Which analysis it is, from 1: part of all ids.</summary>
    public required int Attempt { get; init; }

    /// <summary>Everything gathered, in the order of the ids.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>The symptoms, earliest onset first.</summary>
    public required IReadOnlyList<Exhibit> Exhibits { get; init; }

    /// <summary>Evidence of the order of the symptoms; null when there is but one.</summary>
    public string? TimelineId { get; init; }

    /// <summary>What could not be seen, in words.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
