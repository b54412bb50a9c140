using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.PromQl;

/// <summary>Where a query's samples come from.</summary>
public interface ISampleSource
{
    /// <summary>The series that satisfy all matchers, with their samples from one time to another, both included; those without any are left out.</summary>
    IEnumerable<SeriesSamples> Read(IReadOnlyList<LabelMatcher> matchers, long since, long until);
}
