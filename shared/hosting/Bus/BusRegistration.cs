using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Auditing;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Recovery;
using Pipeline.Hosting.Sending;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;

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
        services.AddSendObserver<MessageSizeLimit>();
        services.AddPublishObserver<MessageSizeLimit>();
        services.AddSingleton<StagePulse>();
        services.AddReceiveObserver(provider => provider.GetRequiredService<StagePulse>());
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var endpoint in services.Stages().SelectMany(stage => stage.Endpoints))
                bus.AddConsumer(endpoint.Consumer, endpoint.Definition);
            bus.SetBusFactory(new TransportBusFactory());
        });
        services.Remove(services.Single(service => service.ImplementationType == typeof(MassTransitHostedService))); // see BusHost
        services.AddHostedService<BusHost>();
        services.AddSingleton<BusState>();
        services.AddHealthChecks().AddCheck<BusCheck>("bus", null, [HealthEndpoints.Ready]);
        if (services.HasPipelineStore())
            AddStoreWorkers(builder);
        return builder;
    }

    private static void AddStoreWorkers(IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<OutboxOptions>("Outbox");
        builder.AddPipelineOptions<RecoveryOptions>("Recovery");
        builder.AddPipelineOptions<WatchdogOptions>("Watchdog");
        builder.AddPipelineOptions<AuditOptions>("Audit");
        var services = builder.Services;
        services.AddSingleton<StageHealth>();
        services.AddSingleton<OutboxSignal>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxSignal>());
        if (services.Stages().Any(stage => stage.Endpoints.Count > 0))
            services.AddHostedService<OutboxRelay>(); // only queues of its own tell a process that the broker is there
        services.AddHostedService<Sweeps>();
        services.AddHostedService<StageHeart>();
        services.AddHostedService<StageWatch>();
        services.AddHostedService<AuditAnchoring>();
    }
}
