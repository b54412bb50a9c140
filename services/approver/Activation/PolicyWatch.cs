using Microsoft.Extensions.Options;
using Pipeline.Hosting.Workers;

namespace Pipeline.Approver.Activation;

/// <summary>Looks at the policy file from time to time, so that a change, or a mistake in it, is seen before the next decision.</summary>
public sealed class PolicyWatch(
    PolicyInForce policy, IOptions<ApproverOptions> options, TimeProvider clock, IServiceProvider services) : PipelineWorker(services)
{
    /// <inheritdoc/>
    protected override bool NeedsBus => false;

    /// <inheritdoc/>
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await policy.CurrentAsync(cancellationToken);
            await Task.Delay(options.Value.PolicyPoll, clock, cancellationToken);
        }
    }
}
