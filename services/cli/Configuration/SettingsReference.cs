using System.Text;
using Pipeline.Cli.Running;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Configuration;

/// <summary>The reference of all settings, as the file in docs/ has it.</summary>
internal static class SettingsReference
{
    private const string Preface = """
        # Configuration

        Every setting of every service. This page is made of the code: `pipeline config reference`.

        - A setting is given as a flag (`--bus:prefetch 32`), as an environment variable (`PIPELINE__BUS__PREFETCH=32`) or in
          `pipeline.yaml`, in this order of strength. The file is `--config FILE`, else `PIPELINE__CONFIG`, else `pipeline.yaml` in the
          working folder. One file serves all services: each leaves alone the sections that only others read.
        - A wrong value or unknown key stops the start, and all of them are named at once, with their origin and the way out.
          `pipeline config check` does the same without starting anything.
        - `NAME` stands for a name of your choice, `N` for a place in a list, from 0. A list of single values can be written as `a,b,c`.
        - Durations have a unit: `500ms`, `15s`, `5m`, `1h30m`, `7d`.
        - A *secret* can come from a file: its key with `File` after it (`database:passwordFile`). No message shows its value.

        """;

    /// <summary>The whole page.</summary>
    public static string Markdown(IReadOnlyList<CataloguedSection> sections)
    {
        var (page, docs) = (new StringBuilder(Preface), new XmlDocumentation());
        foreach (var section in sections)
            Append(page, section, docs);
        return page.ToString();
    }

    private static void Append(StringBuilder page, CataloguedSection section, XmlDocumentation docs)
    {
        var name = section.Section.Name.Length == 0 ? "Without a section" : Key(section.Section.Name);
        var readers = section.Readers.Count == ServiceModule.All.Count ? "all services" : string.Join(", ", section.Readers);
        page.Append($"\n## {name}\n\n{docs.SummaryOf(section.Section.Type)} Read by {readers}.\n\n");
        page.Append("| key | default | allowed | what |\n| --- | --- | --- | --- |\n");
        foreach (var setting in section.Settings)
            page.Append($"| `{setting.Key}` | {Default(setting)} | {Cell(setting.Allowed)} | {Cell(docs.SummaryOf(setting.Property))} |\n");
    }

    private static string Default(DescribedSetting setting)
    {
        var value = setting.Default is { } text ? $"`{Cell(text)}`" : setting.IsRequired ? "**required**" : "–";
        return setting.IsSecret ? $"{value} *secret*" : value;
    }

    private static string Key(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
