using Pipeline.Cli.Running;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Configuration;

/// <summary>A section of the settings with all that a reference says of it.</summary>
/// <param name="Section">The section.</param>
/// <param name="Readers">The services that read it.</param>
/// <param name="Settings">Its settings, in the order of the source.</param>
internal sealed record CataloguedSection(SettingsSection Section, IReadOnlyList<string> Readers, IReadOnlyList<DescribedSetting> Settings);

/// <summary>All settings of all services.</summary>
internal static class SettingsCatalogue
{
    /// <summary>The sections by name, first the settings without one.</summary>
    public static IReadOnlyList<CataloguedSection> Read() =>
    [
        .. ServiceModule.All
            .SelectMany(module => SettingsCheck.Sections(module).Select(section => (Section: section, module.Name)))
            .GroupBy(read => read.Section, read => read.Name)
            .OrderBy(section => section.Key.Name, StringComparer.Ordinal)
            .Select(section => new CataloguedSection(section.Key, [.. section.Distinct()], [.. DescribedSetting.Of(section.Key)])),
    ];
}
