namespace Pipeline.Cli.Detecting.Files;

/// <summary>One row of a file.</summary>
/// <param name="Time">As the file writes it, or the row's number.</param>
/// <param name="Seconds">The same in Unix seconds.</param>
/// <param name="Texts">The watched fields as the file writes them.</param>
/// <param name="Values">The same as numbers; NaN for a missing one.</param>
internal sealed record MetricRow(string Time, double Seconds, IReadOnlyList<string> Texts, double[] Values);
