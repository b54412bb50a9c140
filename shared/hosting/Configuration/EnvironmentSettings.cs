using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>Settings of environment variables: PIPELINE__SECTION__KEY, and PIPELINE__KEY for those without a section.</summary>
/// <param name="Variables">The environment's names and values.</param>
public sealed record EnvironmentSettings(IDictionary Variables) : IConfigurationSource
{
    /// <summary>What the names of our variables start with.</summary>
    public const string Prefix = "PIPELINE__";

    /// <summary>Names the settings file, unless the flag does.</summary>
    public const string ConfigFile = Prefix + "CONFIG";

    /// <summary>Variables of the command line: where the settings file is, and which running pipeline is meant.</summary>
    internal static readonly string[] NoSettings = [ConfigFile, Prefix + "SERVER", Prefix + "TOKEN", Prefix + "TOKENFILE"];

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new EnvironmentSettingsProvider(Variables);
}

internal sealed class EnvironmentSettingsProvider(IDictionary variables) : SettingsProvider
{
    public override void Load()
    {
        var ours = variables.Cast<DictionaryEntry>()
            .Select(variable => (Name: (string)variable.Key, Value: (string?)variable.Value ?? ""))
            .Where(v => v.Name.StartsWith(EnvironmentSettings.Prefix, StringComparison.OrdinalIgnoreCase))
            .Where(v => !EnvironmentSettings.NoSettings.Contains(v.Name, StringComparer.OrdinalIgnoreCase))
            .OrderBy(v => v.Name, StringComparer.Ordinal);
        foreach (var (name, value) in ours)
        {
            var key = name[EnvironmentSettings.Prefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            Add(key, value, $"environment variable {name}");
        }
    }

    public override string ToString() => "environment";
}
