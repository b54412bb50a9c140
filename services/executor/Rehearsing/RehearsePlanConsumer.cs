using MassTransit;
using Pipeline.Contracts.Hints;

namespace Pipeline.Executor.Rehearsing;

/// <summary>Answers "this incident wants its plan rehearsed" with findings on its stream.</summary>
public sealed class RehearsePlanConsumer(PlanRehearsal rehearsal) : IConsumer<IncidentWantsPreflight>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<IncidentWantsPreflight> context) =>
        rehearsal.RehearseAsync(context.Message.IncidentId, context.MessageId?.ToString(), context.CancellationToken);
}
