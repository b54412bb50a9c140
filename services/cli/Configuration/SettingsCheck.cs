using Pipeline.Cli.Running;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Configuration;

/// <summary>Reads settings as a host would, without starting it.</summary>
internal static class SettingsCheck
{
    /// <summary>All that is wrong; empty when the services would start.</summary>
    /// <param name="modules">The services.</param>
    /// <param name="given">Flags; they stand above environment and file.</param>
    public static IReadOnlyList<SettingProblem> Problems(IEnumerable<ServiceModule> modules, GivenSettings given)
    {
        using var services = Host(modules, given).Services.BuildServiceProvider();
        return services.GetRequiredService<PipelineSettings>().Problems;
    }

    /// <summary>The sections that a service reads.</summary>
    public static IReadOnlyList<SettingsSection> Sections(ServiceModule module) =>
        [.. Host([module], new GivenSettings()).Services.Select(service => service.ImplementationInstance).OfType<SettingsSection>()];

    private static WebApplicationBuilder Host(IEnumerable<ServiceModule> modules, GivenSettings given)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddPipelineDefaults("config", given);
        foreach (var module in modules)
            module.Add(builder);
        builder.AddPipelineBus(); // knows the settings of its workers
        return builder;
    }
}
