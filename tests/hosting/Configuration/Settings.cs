using System.Collections;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Tests.Configuration;

/// <summary>Settings of layers that a test writes down.</summary>
internal static class Settings
{
    public static PipelineSettings Read(
        IEnumerable<SettingsSection> sections, string? yaml = null, (string, string)[]? environment = null, string[]? arguments = null)
    {
        var configuration = new ConfigurationManager();
        IConfigurationBuilder builder = configuration;
        if (yaml is not null)
            builder.Add(new YamlSettings(Write(yaml)));
        builder.Add(new EnvironmentSettings(new Hashtable((environment ?? []).ToDictionary(v => v.Item1, v => v.Item2))));
        builder.Add(GivenSettings.Parse(arguments ?? []));
        return new PipelineSettings(configuration, sections);
    }

    /// <summary>The problems, with the file's folder taken away.</summary>
    public static IReadOnlyList<string> Problems(this PipelineSettings settings) =>
        [.. settings.Problems.Select(problem => problem.ToString().Replace(Folder, "", StringComparison.Ordinal))];

    private static string Folder { get; } = Directory.CreateTempSubdirectory("pipeline-settings-").FullName + "/";

    private static string Write(string yaml)
    {
        var path = Path.Combine(Folder, "pipeline.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
