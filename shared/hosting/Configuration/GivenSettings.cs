using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>The strongest layer: flags ("--section:key value", "--section:key=value") and what a host decides.</summary>
public sealed record GivenSettings : IConfigurationSource
{
    private static readonly string[] HostFlags = ["environment", "contentRoot", "applicationName"]; // read by the web host

    /// <summary>The settings file; null to look at the environment, and then for "pipeline.yaml" in the working folder.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The settings; a key at most once.</summary>
    public IReadOnlyList<GivenSetting> Settings { get; init; } = [];

    /// <summary>What could not be understood.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; init; } = [];

    /// <summary>Reads a command line; "--config" names the settings file.</summary>
    public static GivenSettings Parse(IEnumerable<string> arguments)
    {
        var (settings, problems, configFile) = (new List<GivenSetting>(), new List<SettingProblem>(), (string?)null);
        using var words = arguments.GetEnumerator();
        while (words.MoveNext())
        {
            var word = words.Current;
            if (!word.StartsWith("--", StringComparison.Ordinal) || word.Length == 2)
            {
                problems.Add(new SettingProblem("command line", $"\"{word}\" is no flag; settings are given as --section:key value"));
                continue;
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? word[2..] : word[2..equals];
            var value = equals >= 0 ? word[(equals + 1)..] : words.MoveNext() ? words.Current : null;
            if (value is null)
                problems.Add(new SettingProblem($"flag --{key}", $"has no value; write --{key} VALUE"));
            else if (key.Equals("config", StringComparison.OrdinalIgnoreCase))
                configFile = value;
            else if (!HostFlags.Contains(key, StringComparer.OrdinalIgnoreCase))
                settings.Add(new GivenSetting(key, value, $"flag --{key}"));
        }

        return new GivenSettings { ConfigFile = configFile, Settings = settings, Problems = problems };
    }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new GivenSettingsProvider(this);
}

internal sealed class GivenSettingsProvider(GivenSettings given) : SettingsProvider
{
    public override void Load()
    {
        foreach (var problem in given.Problems)
            Report(problem.Origin, problem.Message);
        foreach (var setting in given.Settings)
            Add(setting.Key, setting.Value, setting.Origin);
    }

    public override string ToString() => "command line";
}
