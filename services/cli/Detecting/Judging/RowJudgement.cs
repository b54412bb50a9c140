namespace Pipeline.Cli.Detecting.Judging;

/// <summary>What is written beside a row.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="IsAnomaly">Whether the sensitivity asks for no more.</param>
/// <param name="Columns">Of many columns those that carry the score, the most important first; empty when none does.</param>
/// <param name="Reason">In words and numbers; empty when there is nothing to say.</param>
internal readonly record struct RowJudgement(double Score, bool IsAnomaly, string Columns, string Reason);
