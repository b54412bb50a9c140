using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>A layer of settings that a person wrote: it knows where each one stands, and what could not be read.</summary>
/// <remarks>It never throws while loading: <see cref="PipelineSettings"/> reports all problems of all layers together.</remarks>
public abstract class SettingsProvider : ConfigurationProvider
{
    private readonly Dictionary<string, string> _origins = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingProblem> _problems = [];

    /// <summary>What could not be read at all.</summary>
    public IReadOnlyList<SettingProblem> Problems => _problems;

    /// <summary>The keys of this layer, in the order in which they were written.</summary>
    public IReadOnlyCollection<string> Keys => _origins.Keys;

    /// <summary>Where a key of this layer was written; null for a key that it does not have.</summary>
    public string? OriginOf(string key) => _origins.GetValueOrDefault(key);

    /// <summary>Adds a setting; one that is there already is a problem.</summary>
    protected void Add(string key, string value, string origin)
    {
        if (!_origins.TryAdd(key, origin))
            Report(origin, $"{SettingKey.Written(key)} is given twice, also at {_origins[key]}; keep one of them");
        else
            Data[key] = value;
    }

    /// <summary>Adds a problem.</summary>
    protected void Report(string origin, string message) => _problems.Add(new SettingProblem(origin, message));
}
