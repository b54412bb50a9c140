using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting;
using Pipeline.Incidents;
using Pipeline.Incidents.Governance;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Writing;

namespace Pipeline.Approver.Activation;

/// <summary>Records what the pipeline may do in the cluster, each change once, whichever replica sees it first.</summary>
public sealed class GovernanceLog(PostgresEventStore events, IOptions<PipelineOptions> pipeline)
{
    private const int Tries = 10;

    /// <summary>Records that a policy is in force from here on, unless it is already the last one in the stream.</summary>
    /// <returns>Whether it was news.</returns>
    public Task<bool> RecordAsync(GovernanceEvent.PolicyActivated activated, CancellationToken cancellationToken) => RecordAsync(
        GovernanceStreams.Policy(pipeline.Value.Cluster), activated,
        last => last is GovernanceEvent.PolicyActivated known && known.PolicyHash == activated.PolicyHash, cancellationToken);

    /// <summary>Records the mode, unless it is already the last one in the stream.</summary>
    /// <returns>Whether it was news.</returns>
    public Task<bool> RecordAsync(GovernanceEvent.ModeChanged changed, CancellationToken cancellationToken) => RecordAsync(
        GovernanceStreams.Mode(pipeline.Value.Cluster), changed,
        last => last is GovernanceEvent.ModeChanged known && known.Mode == changed.Mode, cancellationToken);

    private async Task<bool> RecordAsync(Guid stream, GovernanceEvent fact, Func<object?, bool> isKnown, CancellationToken cancellationToken)
    {
        var metadata = EventMetadataOf.Command(new CommandContext(Actor.Service("approver")), stream.ToString());
        for (var tries = 1; ; tries++)
        {
            var slice = await events.ReadStreamAsync(stream, cancellationToken);
            if (isKnown(slice.Events is [.., var last] ? last.Data : null))
                return false;
            try
            {
                var transaction = new StoreTransaction().Append(stream, "governance", slice.Head, [new NewEvent(fact, metadata)]);
                await events.CommitAsync(transaction, cancellationToken);
                return true;
            }
            catch (Exception e) when (tries < Tries && e is ConcurrentAppendException or AppendInDoubtException)
            {
                // another replica was first, or our own went through unseen: look again
            }
        }
    }
}
