using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;

namespace Pipeline.Hosting.Bus;

/// <summary>Registers the bus with the consumers of all stages.</summary>
public static class BusRegistration
{
    /// <summary>Adds the bus. Call it after the stages: it takes the consumers that they have named.</summary>
    public static IHostApplicationBuilder AddPipelineBus(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<BusOptions>("Bus");
        var services = builder.Services;
        services.AddSingleton(provider => new ClusterNames(provider.GetRequiredService<IOptions<PipelineOptions>>().Value.Cluster));
        services.AddSingleton<EndpointSetup>();
        services.AddSingleton<RabbitMqSetup>();
        services.AddSingleton<PartitionSender>();
        services.AddSingleton<BusStarted>();
        services.AddBusObserver(provider => provider.GetRequiredService<BusStarted>());
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<PipelineOptions>>((host, pipeline) =>
        {
            host.WaitUntilStarted = false; // the health endpoints must answer while the broker is away; see BusStarted
            host.StopTimeout = pipeline.Value.ShutdownTimeout;
            host.ConsumerStopTimeout = pipeline.Value.ShutdownTimeout;
        });
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var endpoint in services.Stages().SelectMany(stage => stage.Endpoints))
                bus.AddConsumer(endpoint.Consumer, endpoint.Definition);
            bus.SetBusFactory(new TransportBusFactory());
        });
        return builder;
    }
}
