using MassTransit;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Detector.Correlation;

/// <summary>Empties the intake of a cluster when told that something waits in it. The message is a hint: the rows are the truth.</summary>
public sealed class CorrelateIntakeConsumer(IntakeCorrelator correlator) : IConsumer<IntakeWaiting>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<IntakeWaiting> context) =>
        correlator.DrainAsync(context.Message.Cluster, context.CancellationToken);
}
