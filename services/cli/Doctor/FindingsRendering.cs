using Pipeline.Cli.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Doctor;

/// <summary>The doctor's findings for people.</summary>
internal static class FindingsRendering
{
    public static IRenderable Render(IReadOnlyList<Finding> findings)
    {
        var grid = new Grid().AddColumns(3);
        grid.Columns[0].NoWrap = grid.Columns[1].NoWrap = true;
        foreach (var finding in findings)
        {
            grid.AddRow(Mark(finding.Health), $"[bold]{Untrusted.Markup(finding.Subject)}[/]", Untrusted.Markup(finding.Detail));
            if (finding.WayOut is { } wayOut)
                grid.AddRow("", "", $"[yellow]→[/] {Untrusted.Markup(wayOut)}");
        }

        var wrong = findings.Count(finding => finding.Health == Health.Wrong);
        return new Rows(grid, Text.Empty, new Markup(wrong switch
        {
            0 => "[green]Nothing is wrong.[/]",
            1 => "[red]1 thing must be repaired.[/]",
            _ => $"[red]{wrong} things must be repaired.[/]",
        }));
    }

    private static string Mark(Health health) => health switch
    {
        Health.Well => "[green]✓[/]",
        Health.Wrong => "[red]✗[/]",
        _ => "[grey]·[/]",
    };
}
