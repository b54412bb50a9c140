using Microsoft.Extensions.Options;
using Pipeline.Hosting;
using Pipeline.Incidents;
using Pipeline.Incidents.Governance;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Governing;

namespace Pipeline.Approver.Activation;

/// <summary>Records what the pipeline may do in the cluster, each change once, whichever replica sees it first.</summary>
public sealed class GovernanceLog(GovernanceLedger streams, IOptions<PipelineOptions> pipeline)
{
    private static readonly CommandContext Approver = new(Actor.Service("approver"));

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

    private async Task<bool> RecordAsync(
        Guid stream, GovernanceEvent fact, Func<GovernanceEvent?, bool> isKnown, CancellationToken cancellationToken) =>
        await streams.AppendAsync(stream, Approver, events => isKnown(events is [.., var last] ? last : null) ? null : fact, cancellationToken) is not null;
}
