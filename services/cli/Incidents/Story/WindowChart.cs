using System.Globalization;
using Pipeline.Cli.Rendering;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>A symptom's window as a small chart, with its extremes, what is normal, and the limit beside it.</summary>
internal static class WindowChart
{
    private const int Width = 60;
    private const int Height = 4;

    /// <summary>Lines of markup; none for a symptom without a window.</summary>
    public static IReadOnlyList<string> Of(SymptomReport report)
    {
        if (report.Window is not { } window)
            return [];
        var known = window.Samples.OfType<double>().ToList();
        if (known.Count == 0)
            return [$"[grey]no data from {Times.Full(window.Start)} to {Times.Full(window.End())}[/]"];
        var marks = Marks(report, known).ToList();
        var (low, high) = (marks.Min(m => m.Value), marks.Max(m => m.Value));
        var rows = BrailleChart.Draw(window.Samples, low, high, Width, Height);
        var missing = window.Samples.Count - known.Count;
        return
        [
            .. rows.Select((row, y) => $"[blue]{row}[/] [grey]{LabelsAt(y)}[/]".Replace(" [grey][/]", "", StringComparison.Ordinal)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"[grey]{Times.Full(window.Start)} to {Times.Clock(window.End())}, every {Times.Length(window.Step)}{(missing > 0 ? $", {missing} of {window.Samples.Count} samples missing" : "")}[/]"),
        ];

        string LabelsAt(int row) => string.Join(", ", marks.Where(m => RowOf(m.Value, low, high) == row)
            .OrderByDescending(m => m.Value).Select(m => $"{m.Name} {Untrusted.Markup(Quantities.Show(m.Value, window.Unit))}"));
    }

    private static IEnumerable<(string Name, double Value)> Marks(SymptomReport report, IReadOnlyList<double> known)
    {
        yield return ("max", known.Max());
        yield return ("min", known.Min());
        if (report.Threshold is { } threshold && double.IsFinite(threshold))
            yield return ("limit", threshold);
        if (report.Baseline is { } baseline && double.IsFinite(baseline))
            yield return ("normal", baseline);
    }

    private static int RowOf(double value, double low, double high) =>
        Height - 1 - (high > low ? (int)Math.Round((value - low) / (high - low) * ((Height * 4) - 1)) / 4 : 0);
}
