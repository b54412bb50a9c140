using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Configuration;

/// <summary>All settings of the process, read and checked once, together.</summary>
public sealed class PipelineSettings
{
    private readonly Dictionary<Type, object> _options = [];
    private readonly List<SettingProblem> _problems = [];

    /// <summary>Reads every registered section.</summary>
    /// <param name="configuration">All layers.</param>
    /// <param name="sections">All that there are.</param>
    /// <param name="validators">Further validators of an options class, asked when nothing else is wrong with its section.</param>
    public PipelineSettings(
        IConfiguration configuration, IEnumerable<SettingsSection> sections, Func<Type, IEnumerable<object>>? validators = null)
    {
        var known = sections.ToArray();
        var origins = new SettingsOrigins((IConfigurationRoot)configuration);
        _problems.AddRange(origins.Written.Reverse().SelectMany(layer => layer.Problems));
        RefuseUnknownSections(known, origins);
        var binder = new SettingsBinder(configuration, origins, _problems.Add);
        foreach (var section in known)
        {
            var before = _problems.Count;
            _options.Add(section.Type, binder.Bind(section.Type, section.Name));
            if (_problems.Count == before && validators is not null)
                _problems.AddRange(Failures(section, validators(section.Type), origins));
        }
    }

    /// <summary>Everything that is wrong; empty when the process may start.</summary>
    public IReadOnlyList<SettingProblem> Problems => _problems;

    /// <summary>A section's options.</summary>
    /// <exception cref="InvalidSettingsException">Any setting of any section is wrong: a process starts with all right or not at all.</exception>
    public TOptions Get<TOptions>() where TOptions : class =>
        _problems.Count == 0 ? Peek<TOptions>() : throw new InvalidSettingsException(_problems);

    /// <summary>A section's options as far as they could be read: for the logger that reports what is wrong.</summary>
    public TOptions Peek<TOptions>() where TOptions : class => (TOptions)_options[typeof(TOptions)];

    private IEnumerable<SettingProblem> Failures(SettingsSection section, IEnumerable<object> validators, SettingsOrigins origins)
    {
        foreach (var validator in validators)
        {
            var validate = typeof(IValidateOptions<>).MakeGenericType(section.Type).GetMethod(nameof(IValidateOptions<>.Validate))!;
            var result = (ValidateOptionsResult)validate.Invoke(validator, [Options.DefaultName, _options[section.Type]])!;
            foreach (var failure in result.Failures ?? [])
                yield return new SettingProblem(origins.Of(section.Name), failure);
        }
    }

    private void RefuseUnknownSections(SettingsSection[] known, SettingsOrigins origins)
    {
        var names = known.Where(section => section.Name.Length > 0).Select(section => section.Name.Split(':')[0])
            .Concat(known.Where(section => section.Name.Length == 0)
                .SelectMany(section => SettingProperty.Of(section.Type)).SelectMany(setting => setting.Keys))
            .Concat(ServiceSections.All)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var unknown = origins.Written
            .SelectMany(layer => layer.Keys.Select(key => (Key: key.Split(':')[0], Layer: layer, Full: key)))
            .Where(found => !names.Contains(found.Key, StringComparer.OrdinalIgnoreCase))
            .DistinctBy(found => (found.Key.ToUpperInvariant(), found.Layer));
        foreach (var (key, layer, full) in unknown)
            _problems.Add(new SettingProblem(layer.OriginOf(full)!, SettingsBinder.UnknownKey(key, key, "", names)));
    }
}
