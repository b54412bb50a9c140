using Microsoft.Extensions.Options;
using Pipeline.Actions.Guarding;
using Pipeline.Actions.Performing;
using Pipeline.Hosting;

namespace Pipeline.Executor.Executing;

/// <summary>Keeps an executor from acting in a cluster that is not its own.</summary>
public sealed class OwnClusterGuard(IOptions<PipelineOptions> pipeline) : IActionGuard
{
    /// <inheritdoc/>
    public Task<GuardVerdict> AskAsync(ActionRequest request, CancellationToken cancellationToken)
    {
        var (target, own) = (request.Action.Target, pipeline.Value.Cluster);
        GuardVerdict verdict = target.Cluster == own && request.Incident.Key.Cluster() == own
            ? new GuardVerdict.Allows()
            : new GuardVerdict.Forbids($"The target {target} belongs to the cluster {target.Cluster}; this executor acts in {own} only.");
        return Task.FromResult(verdict);
    }
}
