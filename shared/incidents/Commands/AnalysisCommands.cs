using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Commands;

public abstract partial record IncidentCommand
{
    /// <summary>Take the analysis on.</summary>
    public sealed record StartAnalysis : IncidentCommand
    {
        /// <summary>How long the analysis may take.</summary>
        public required TimeSpan TimeLimit { get; init; }

        /// <summary>Analyses after which people must take over.</summary>
        public required int MaxAttempts { get; init; }
    }

    /// <summary>Hand the analysis in.</summary>
    public sealed record CompleteAnalysis : IncidentCommand
    {
        /// <summary>The attempt that is handed in; another one's result is refused.</summary>
        public required int Attempt { get; init; }

        /// <summary>Facts gathered.</summary>
        public required IReadOnlyList<Evidence> Evidence { get; init; }

        /// <summary>Hypotheses, best first, refuted ones included.</summary>
        public required IReadOnlyList<Hypothesis> Hypotheses { get; init; }

        /// <summary>Ids of the hypotheses that are ruled out, with the reason.</summary>
        public IReadOnlyDictionary<string, string> Refuted { get; init; } = new Dictionary<string, string>();

        /// <summary>The leading hypothesis; null for none.</summary>
        public string? HypothesisId { get; init; }

        /// <summary>What may be said of it.</summary>
        public required Certainty Certainty { get; init; }

        /// <summary>The conclusion in words.</summary>
        public required string Conclusion { get; init; }

        /// <summary>What is not known.</summary>
        public IReadOnlyList<string> Missing { get; init; } = [];

        /// <summary>The plan; null when nothing safe can be done.</summary>
        public RemediationPlan? Plan { get; init; }

        /// <summary>Who must act instead and on what; needed when there is no plan.</summary>
        public string? WhoMustAct { get; init; }
    }

    /// <summary>Give the analysis up for now.</summary>
    public sealed record FailAnalysis : IncidentCommand
    {
        /// <summary>The attempt that failed.</summary>
        public required int Attempt { get; init; }

        /// <summary>What went wrong.</summary>
        public required string Reason { get; init; }

        /// <summary>Pause before the next attempt.</summary>
        public required TimeSpan RetryAfter { get; init; }
    }

    /// <summary>Conclude whether the action helped, if that can be said yet.</summary>
    public sealed record Verify : IncidentCommand;

    /// <summary>Add the summary of a closed incident.</summary>
    public sealed record Summarise : IncidentCommand
    {
        /// <summary>The summary.</summary>
        public required string Text { get; init; }
    }
}
