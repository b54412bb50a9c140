using MassTransit;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Detector.Scoring;

/// <summary>Scores the metric windows of a partition; acknowledged when what follows from them is stored.</summary>
public sealed class ScoreWindowsConsumer(PartitionScorer scorer) : IConsumer<MetricWindowsCollected>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<MetricWindowsCollected> context) =>
        scorer.ScoreAsync(context.Message, context.CancellationToken);
}
