using Microsoft.Extensions.Options;
using Pipeline.Incidents.Governance;

namespace Pipeline.Approver.Activation;

/// <summary>The policy that decides, which stands in its stream before it decides anything, as the mode does.</summary>
public sealed partial class PolicyInForce(
    PolicySource source, GovernanceLog governance, IOptions<ApproverOptions> options, TimeProvider clock, ILogger<PolicyInForce> log)
    : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private PolicyState? _recorded;
    private bool _modeRecorded;

    /// <summary>The policy as the file has it now, recorded; the fail-safe one while the file cannot be used.</summary>
    public async Task<PolicyState> CurrentAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = await source.ReadAsync(cancellationToken);
            await RecordModeAsync(cancellationToken);
            if (now != _recorded)
                await RecordPolicyAsync(now, cancellationToken);
            return now;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task RecordModeAsync(CancellationToken cancellationToken)
    {
        if (_modeRecorded)
            return;
        var mode = options.Value.Mode.ToString().ToLowerInvariant();
        if (await governance.RecordAsync(new GovernanceEvent.ModeChanged { At = clock.GetUtcNow(), Mode = mode }, cancellationToken))
            ModeChanged(log, mode);
        _modeRecorded = true;
    }

    private async Task RecordPolicyAsync(PolicyState state, CancellationToken cancellationToken)
    {
        var policy = state.Policy;
        if (state.Problem is not null)
            Unusable(log, state.Problem);
        if (await governance.RecordAsync(
            new GovernanceEvent.PolicyActivated
            {
                At = clock.GetUtcNow(),
                PolicyHash = policy.Hash,
                Text = policy.Text,
                Origin = policy.Origin,
            },
            cancellationToken))
        {
            Activated(log, policy.Origin, policy.Hash, policy.Rules.Count);
        }

        _recorded = state;
    }

    [LoggerMessage(4001, LogLevel.Information, "Policy {Origin} is in force: {PolicyHash}, {Rules} rules")]
    private static partial void Activated(ILogger logger, string origin, string policyHash, int rules);

    [LoggerMessage(4002, LogLevel.Error, "The policy cannot be used, so people are asked about everything: {Problem}")]
    private static partial void Unusable(ILogger logger, string problem);

    [LoggerMessage(4003, LogLevel.Information, "The mode is {Mode} from now on")]
    private static partial void ModeChanged(ILogger logger, string mode);
}
