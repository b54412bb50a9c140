using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>Says where the value of a key was written, and whether one layer overrules another.</summary>
internal sealed class SettingsOrigins(IConfigurationRoot configuration)
{
    private readonly IConfigurationProvider[] _strongestFirst = [.. configuration.Providers.Reverse()];

    /// <summary>The layers that people wrote, strongest first.</summary>
    public IEnumerable<SettingsProvider> Written => _strongestFirst.OfType<SettingsProvider>();

    /// <summary>Where the key was written, or else the first one below it, or else its section; "default" when nobody did.</summary>
    public string Of(string key) =>
        Find(key) ?? (ConfigurationPath.GetParentPath(key) is { } section && Find(section) is { } origin ? origin : "default");

    private string? Find(string key)
    {
        foreach (var provider in _strongestFirst)
        {
            if (provider.TryGet(key, out _))
                return Name(provider, key);
            var below = KeysBelow(provider, key).FirstOrDefault();
            if (below is not null)
                return Name(provider, below);
        }

        return null;
    }

    /// <summary>Whether a list's plain value ("a,b") stands in a stronger layer than its items do.</summary>
    public bool PlainValueWins(string key)
    {
        foreach (var provider in _strongestFirst)
        {
            if (provider.TryGet(key, out var value) && value is not null)
                return true;
            if (KeysBelow(provider, key).Any())
                return false;
        }

        return false;
    }

    private static string Name(IConfigurationProvider provider, string key) =>
        (provider as SettingsProvider)?.OriginOf(key) ?? provider.ToString() ?? "host";

    private static IEnumerable<string> KeysBelow(IConfigurationProvider provider, string key) =>
        provider.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase).Select(child => SettingKey.Under(key, child))
            .SelectMany(child => provider.TryGet(child, out _) ? [child] : KeysBelow(provider, child));
}
