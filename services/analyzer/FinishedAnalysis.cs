using Pipeline.Incidents.Commands;

namespace Pipeline.Analyzer;

/// <summary>An analysis, ready to be handed in.</summary>
/// <param name="Command">What is handed in.</param>
/// <param name="LongContents">Whole contents of evidence that an event has no room for: payloads, named by their hash.</param>
public sealed record FinishedAnalysis(IncidentCommand.CompleteAnalysis Command, IReadOnlyList<string> LongContents);
