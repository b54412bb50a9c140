namespace Pipeline.Cli.Detecting;

/// <summary>What holds for all files of an invocation.</summary>
/// <param name="Sensitivity">The one knob; 1 is shipped.</param>
/// <param name="Step">Seconds between rows; null to find it from the times.</param>
/// <param name="Columns">Columns to watch; empty for all.</param>
internal sealed record DetectSettings(double Sensitivity, double? Step, IReadOnlyList<string> Columns);
