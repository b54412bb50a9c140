using Pipeline.Collector.Alerts;
using Pipeline.Collector.Changes;
using Pipeline.Collector.Collection;
using Pipeline.Collector.Delivery;
using Pipeline.Collector.Failures;
using Pipeline.Collector.MetricsApi;
using Pipeline.Collector.Topology;
using Pipeline.Collector.Watching;
using Pipeline.Hosting.Authentication;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;

namespace Pipeline.Collector;

/// <summary>The collector as a part of a host.</summary>
public static class CollectorModule
{
    /// <summary>Adds sources, webhook and the answer to backfills. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddCollector(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<CollectorOptions>(CollectorOptions.Section);
        builder.AddPipelineAccess();
        builder.AddPipelineStore();
        builder.AddPipelineStage(CollectingService.Stage).Consumes<BackfillRequestedConsumer>();
        builder.Services.AddSingleton<IWindowSender, PartitionWindowSender>();
        builder.Services.AddSingleton<ISourcePositions, StoredPositions>();
        builder.Services.AddSingleton<IAlertIntake, StoredAlertIntake>();
        builder.Services.AddSingleton<SourceRunners>();
        builder.Services.AddSingleton<AlertmanagerWebhook>();
        builder.Services.AddHostedService<CollectingService>();
        builder.Services.AddSingleton(CollectorSchema.Part);
        builder.Services.AddSingleton<IObservationStore, StoredObservations>();
        builder.Services.AddSingleton<IChangeMarks, StoredMarks>();
        builder.Services.AddSingleton<ITimeline, StoredTimeline>();
        builder.Services.AddSingleton<SeenOwners>();
        builder.Services.AddSingleton<IWindowLog, StoredWindowLog>();
        builder.Services.AddSingleton<KnownCalls>();
        builder.Services.AddSingleton<ITopology, StoredTopology>();
        builder.Services.AddHostedService<CallGraphWatching>();
        builder.Services.AddHostedService<ClusterWatching>();
        return builder;
    }

    /// <summary>Maps the webhook: POST /api/v1/alertmanager, for callers with the role ingest.</summary>
    public static IEndpointRouteBuilder MapCollector(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/v1/alertmanager", (HttpContext context, AlertmanagerWebhook webhook) => webhook.TakeAsync(context))
            .RequireRole(AccessRole.Ingest);
        return endpoints;
    }
}
