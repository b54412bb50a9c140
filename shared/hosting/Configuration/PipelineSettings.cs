using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>All settings of the process, read and checked once, together.</summary>
public sealed class PipelineSettings
{
    private readonly Dictionary<Type, object> _options = [];
    private readonly List<SettingProblem> _problems = [];

    /// <summary>Reads every registered section.</summary>
    public PipelineSettings(IConfiguration configuration, IEnumerable<SettingsSection> sections)
    {
        var known = sections.ToArray();
        var origins = new SettingsOrigins((IConfigurationRoot)configuration);
        _problems.AddRange(origins.Written.Reverse().SelectMany(layer => layer.Problems));
        RefuseUnknownSections(known, origins);
        var binder = new SettingsBinder(configuration, origins, _problems.Add);
        foreach (var section in known)
            _options.Add(section.Type, binder.Bind(section.Type, section.Name));
    }

    /// <summary>Everything that is wrong; empty when the process may start.</summary>
    public IReadOnlyList<SettingProblem> Problems => _problems;

    /// <summary>A section's options.</summary>
    /// <exception cref="InvalidSettingsException">Any setting of any section is wrong: a process starts with all right or not at all.</exception>
    public TOptions Get<TOptions>() where TOptions : class =>
        _problems.Count == 0 ? Peek<TOptions>() : throw new InvalidSettingsException(_problems);

    /// <summary>A section's options as far as they could be read: for the logger that reports what is wrong.</summary>
    public TOptions Peek<TOptions>() where TOptions : class => (TOptions)_options[typeof(TOptions)];

    private void RefuseUnknownSections(SettingsSection[] known, SettingsOrigins origins)
    {
        var names = known.Where(section => section.Name.Length > 0).Select(section => section.Name.Split(':')[0])
            .Concat(known.Where(section => section.Name.Length == 0)
                .SelectMany(section => SettingProperty.Of(section.Type)).SelectMany(setting => setting.Keys))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var unknown = origins.Written
            .SelectMany(layer => layer.Keys.Select(key => (Key: key.Split(':')[0], Layer: layer, Full: key)))
            .Where(found => !names.Contains(found.Key, StringComparer.OrdinalIgnoreCase))
            .DistinctBy(found => (found.Key.ToUpperInvariant(), found.Layer));
        foreach (var (key, layer, full) in unknown)
            _problems.Add(new SettingProblem(layer.OriginOf(full)!, SettingsBinder.UnknownKey(key, key, "", names)));
    }
}
