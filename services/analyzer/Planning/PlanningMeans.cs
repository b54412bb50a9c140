namespace Pipeline.Analyzer.Planning;

/// <summary>What this installation can do, beyond what the catalogue allows.</summary>
/// <param name="CanNotify">Whether a webhook is configured that notifications can go to.</param>
public sealed record PlanningMeans(bool CanNotify);
