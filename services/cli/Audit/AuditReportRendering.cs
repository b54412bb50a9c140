using System.Globalization;
using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Rendering;
using Pipeline.EventStore.Verifying;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Audit;

/// <summary>A verification's outcome for people.</summary>
internal static class AuditReportRendering
{
    private const int FindingsShown = 50;

    public static IRenderable Render(AuditReport report)
    {
        var extent = string.Create(CultureInfo.InvariantCulture, $"{report.Events} events in {report.Streams} streams");
        var verdict = report.IsIntact
            ? $"[bold green]sound[/]: {extent}, nothing that was looked at has been changed"
            : $"[bold red]TAMPERED[/]: {report.Findings.Count} finding{(report.Findings.Count == 1 ? "" : "s")} in {extent}";
        var anchored = report.AnchoredThrough > 0
            ? string.Create(
                CultureInfo.InvariantCulture, $"anchored by signed checkpoints up to number {report.AnchoredThrough} (signed {report.AnchoredAt}); chain only after")
            : "not anchored: chain only";
        return new Rows(
        [
            new Markup(verdict), new Markup(Untrusted.Markup(anchored)),
            .. Sections(report).Where(section => !section.IsEmpty).Select(section => section.Render()),
        ]);
    }

    private static IEnumerable<Section> Sections(AuditReport report)
    {
        var findings = new Section("Findings, the first event that was touched at the top");
        foreach (var finding in report.Findings.Take(FindingsShown))
            findings.Add($"[red]{Words.Of(finding.Kind)}[/]: {Untrusted.Markup(finding.Text)}");
        if (report.Findings.Count > FindingsShown)
            findings.Add($"[grey]and {report.Findings.Count - FindingsShown} more: --output json has all[/]");
        yield return findings;
        yield return List("What may be innocent", report.Doubts);
        yield return List("What could not be known", report.Limits);
    }

    private static Section List(string title, IReadOnlyList<string> texts)
    {
        var section = new Section(title);
        foreach (var text in texts)
            section.Add(Untrusted.Markup(text));
        return section;
    }
}
