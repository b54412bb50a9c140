using System.Globalization;
using Pipeline.Cli.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>The report as a table: one line for each data set and measure.</summary>
internal static class DetectionTable
{
    public static IRenderable Of(DetectionReport report)
    {
        var table = new Table { Border = TableBorder.Minimal };
        table.AddColumns("data", "cases", "measure", "here", "published", "rows/s");
        table.Columns[3].RightAligned();
        table.Columns[5].RightAligned();
        foreach (var group in report.Groups)
        {
            var first = true;
            foreach (var (measure, value) in group.Mean)
            {
                table.AddRow(
                    first ? Untrusted.Markup(group.Name) : "",
                    first ? group.Cases.Count.ToString(CultureInfo.InvariantCulture) : "",
                    measure,
                    value.ToString(value > 1.5 ? "F1" : "F3", CultureInfo.InvariantCulture),
                    PublishedNumbers.Of(group.Name, measure) ?? "",
                    first ? (group.Rows / Math.Max(group.Seconds, 1e-3)).ToString("N0", CultureInfo.InvariantCulture) : "");
                first = false;
            }
        }
        return table;
    }
}
