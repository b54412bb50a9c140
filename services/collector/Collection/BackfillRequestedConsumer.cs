using MassTransit;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Collection;

/// <summary>Answers "this partition has a gap" with the windows from the source, once more.</summary>
public sealed class BackfillRequestedConsumer(SourceRunners runners, ILogger<BackfillRequestedConsumer> log) : IConsumer<BackfillRequested>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<BackfillRequested> context)
    {
        var request = context.Message;
        if (runners.Find(request.Source) is { } runner)
            return runner.RepeatAsync(request.Partition, request.From, context.CancellationToken);
        log.UnknownSource(request.Source);
        return Task.CompletedTask;
    }
}
