using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.EventStore.Sending;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Telemetry;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Sending;

/// <summary>Sends what was committed to the outbox, and takes it out when the broker has confirmed it.</summary>
/// <remarks>
/// At least once. Every process relays; rows in work are skipped by the others. A row that cannot be sent (unknown type, no
/// queue yet) waits longer each time and holds up nothing else. While the bus is down no row is touched.
/// </remarks>
internal sealed partial class OutboxRelay(
    IServiceProvider services, Outbox outbox, OutboxSignal signal, IBus bus, BusState state, ClusterNames names,
    PipelineMetrics metrics, IOptions<OutboxOptions> options, TimeProvider clock, ILogger<OutboxRelay> log) : PipelineWorker(services)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var full = state.IsWell && await RelayAsync(cancellationToken);
            if (!full)
                await signal.WaitAsync(options.Value.PollInterval, clock, cancellationToken);
        }
    }

    /// <returns>Whether there may be more at once.</returns>
    private async Task<bool> RelayAsync(CancellationToken cancellationToken)
    {
        var outcome = await outbox.TakeAsync(options.Value.BatchSize, SendAsync, cancellationToken, options.Value.ConfirmTimeout);
        metrics.OutboxSent.Add(outcome.Published);
        foreach (var failure in outcome.Failures)
        {
            metrics.OutboxFailed.Add(1, new KeyValuePair<string, object?>("reason", failure.Error.GetType().Name));
            LogFailed(log, failure.Message.MessageType, failure.Message.Id, failure.Attempts, failure.Delay.TotalSeconds, failure.Error.Message);
        }

        return outcome.Published + outcome.Failures.Count == options.Value.BatchSize;
    }

    private async Task SendAsync(OutboxMessage row, CancellationToken cancellationToken)
    {
        var type = MessageTypes.Find(row.MessageType)
            ?? throw new JsonException($"\"{row.MessageType}\" is no message that this version knows.");
        var message = MessageTypes.Read(type, row.Body.GetRawText());
        using var span = PipelineActivity.Continue(
            $"outbox {row.MessageType}", ActivityKind.Internal, row.Headers.GetValueOrDefault(OutboxMessage.TraceParent));
        void Configure(SendContext context)
        {
            context.MessageId = row.Id;
            Routed.Demand(context);
        }

        try
        {
            if (row.Destination is null)
                await bus.Publish(message, type, context => Configure(context), cancellationToken);
            else
                await (await bus.GetSendEndpoint(new Uri($"exchange:{names.Queue(row.Destination)}")))
                    .Send(message, type, Pipe.Execute<SendContext>(Configure), cancellationToken);
        }
        catch (MessageReturnedException e)
        {
            throw new UnroutableMessageException($"No queue takes {row.MessageType} yet: its consumer has not started.", e);
        }
    }

    [LoggerMessage(131, LogLevel.Warning, "{MessageType} {MessageId} could not be sent (attempt {Attempt}) and waits {Seconds} s: {Reason}")]
    private static partial void LogFailed(ILogger logger, string messageType, Guid messageId, int attempt, double seconds, string reason);
}
