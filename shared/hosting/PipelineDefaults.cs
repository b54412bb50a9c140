using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Http;
using Pipeline.Hosting.Logging;
using Pipeline.Hosting.Telemetry;

namespace Pipeline.Hosting;

/// <summary>What every host of the pipeline has: settings, logs, telemetry, health, limits.</summary>
public static class PipelineDefaults
{
    /// <summary>Adds the defaults. Call it first.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">"collector" … "dashboard"; "up" for all in one process.</param>
    /// <param name="given">What stands above environment and file; by default the arguments that the builder was made with.</param>
    public static WebApplicationBuilder AddPipelineDefaults(
        this WebApplicationBuilder builder, string service, GivenSettings? given = null)
    {
        var identity = ServiceIdentity.Of(service);
        AddSettings(builder.Configuration, given);
        builder.Services.AddSingleton(identity);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddPipelineOptions<PipelineOptions>("");
        builder.AddPipelineOptions<HttpOptions>("Http");
        builder.AddPipelineLogging();
        builder.AddPipelineTelemetry(identity);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelSetup>();
        builder.Services.AddOptions<HostOptions>().Configure<PipelineSettings>((host, settings) =>
            host.ShutdownTimeout = settings.Peek<PipelineOptions>().ShutdownTimeout + TimeSpan.FromSeconds(5)); // the bus stops within its own
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        return builder;
    }

    /// <summary>Replaces the builder's own sources of settings by ours: given over environment over file.</summary>
    private static void AddSettings(ConfigurationManager configuration, GivenSettings? given)
    {
        IList<IConfigurationSource> sources = configuration.Sources;
        given ??= GivenSettings.Parse(sources.OfType<CommandLineConfigurationSource>().LastOrDefault()?.Args ?? []);
        foreach (var source in sources.Where(IsGeneral).ToArray())
            sources.Remove(source);
        var environment = Environment.GetEnvironmentVariables();
        var file = given.ConfigFile ?? (string?)environment[EnvironmentSettings.ConfigFile]
            ?? (File.Exists("pipeline.yaml") ? "pipeline.yaml" : null);
        if (file is not null)
            sources.Add(new YamlSettings(file));
        sources.Add(new EnvironmentSettings(environment));
        sources.Add(given);
    }

    private static bool IsGeneral(IConfigurationSource source) =>
        source is JsonConfigurationSource or CommandLineConfigurationSource or EnvironmentVariablesConfigurationSource { Prefix: null or "" };
}
