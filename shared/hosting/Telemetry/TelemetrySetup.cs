using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Telemetry;

/// <summary>OpenTelemetry by hand: OpenTelemetry.Extensions.Hosting is not to be had, and would do the same.</summary>
internal static class TelemetrySetup
{
    public static void AddPipelineTelemetry(this IHostApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddPipelineOptions<TelemetryOptions>("Telemetry");
        var services = builder.Services;
        services.AddMetrics();
        services.AddSingleton<PipelineMetrics>();
        services.AddSingleton<PrometheusExporter>();
        var telemetry = new TelemetryBuilder(services);
        telemetry
            .ConfigureResource(resource => resource.AddService(service.Name, "incident-pipeline", service.Version, false, service.Instance))
            .WithTracing(traces => traces
                .AddSource(PipelineActivity.SourceName, "Microsoft.AspNetCore", "System.Net.Http", "MassTransit", "Npgsql"))
            .WithMetrics(metrics => metrics
                .AddMeter(
                    PipelineMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Net.Http", "System.Runtime", "MassTransit", "Npgsql")
                .AddReader(provider => new PrometheusReader(provider.GetRequiredService<PrometheusExporter>())));
        var options = Early(builder.Configuration);
        if (options.OtlpEndpoint is not null)
            telemetry.WithLogging().UseOtlpExporter(options.ExportProtocol, options.OtlpEndpoint);
        services.AddHostedService<TelemetryStart>();
    }

    // The exporter is chosen while services are registered, before settings are checked: what is wrong is reported later.
    private static TelemetryOptions Early(IConfiguration configuration) =>
        new PipelineSettings(configuration, [new SettingsSection("Telemetry", typeof(TelemetryOptions))]).Peek<TelemetryOptions>();

    private sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }

    /// <summary>Providers are made when somebody asks for them.</summary>
    private sealed class TelemetryStart(MeterProvider metrics, TracerProvider traces, IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            GC.KeepAlive(metrics);
            GC.KeepAlive(traces);
            _ = services.GetService<OpenTelemetry.Logs.LoggerProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
