using MassTransit;
using Pipeline.Contracts.Hints;

namespace Pipeline.Executor.Executing;

/// <summary>Answers "this incident wants its plan executed" with the next step, as its stream says.</summary>
public sealed class ExecutePlanConsumer(PlanExecutor executor) : IConsumer<IncidentWantsExecution>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<IncidentWantsExecution> context) =>
        executor.ContinueAsync(context.Message.IncidentId, context.MessageId?.ToString(), context.CancellationToken);
}
