using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Configuration;

/// <summary>Registers options classes with their sections.</summary>
public static class SettingsRegistration
{
    /// <summary>
    /// Makes a section of the settings known and its options available as <see cref="IOptions{TOptions}"/>. Ranges and
    /// patterns are validation attributes, contradictions between settings <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="section">"Detector"; empty for settings without a section.</param>
    public static IHostApplicationBuilder AddPipelineOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class, new()
    {
        var services = builder.Services;
        if (services.Any(service => service.ImplementationInstance is SettingsSection known && known.Type == typeof(TOptions)))
            return builder;
        services.TryAddSingleton(provider => new PipelineSettings(
            provider.GetRequiredService<IConfiguration>(), provider.GetServices<SettingsSection>(),
            type => provider.GetServices(typeof(IValidateOptions<>).MakeGenericType(type)).OfType<object>()));
        services.AddOptions();
        services.AddSingleton(new SettingsSection(section, typeof(TOptions)));
        services.AddSingleton<IOptionsFactory<TOptions>, SettingsOptionsFactory<TOptions>>();
        return builder;
    }
}

internal sealed class SettingsOptionsFactory<TOptions>(PipelineSettings settings) : IOptionsFactory<TOptions>
    where TOptions : class
{
    public TOptions Create(string name) => settings.Get<TOptions>();
}
