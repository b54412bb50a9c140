using Pipeline.Detector.Correlation;
using Pipeline.Detector.Scoring;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;

namespace Pipeline.Detector;

/// <summary>The detector as a part of a host.</summary>
public static class DetectorModule
{
    /// <summary>Queue of the correlation: one reader among all replicas.</summary>
    public const string CorrelationQueue = "detector-correlation";

    /// <summary>Adds scoring and correlation. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddDetector(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<DetectorOptions>("Detector");
        builder.AddPipelineStore();
        builder.AddPipelineStage("detector")
            .ConsumesPartitions<ScoreWindowsConsumer>(PartitionQueues.Scoring)
            .ConsumesAlone<CorrelateIntakeConsumer>(CorrelationQueue);
        builder.Services.AddSingleton(DetectorSchema.Part);
        builder.Services.AddSingleton<ScoringCheckpoints>();
        builder.Services.AddSingleton<PartitionScorer>();
        builder.Services.AddHostedService<BackfillAtStart>();
        builder.Services.AddSingleton<IncidentSearch>();
        builder.Services.AddSingleton<ContextSearch>();
        builder.Services.AddSingleton<IntakeCorrelator>();
        return builder;
    }
}
