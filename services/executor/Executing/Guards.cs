using Pipeline.Actions.Guarding;
using Pipeline.Actions.Performing;

namespace Pipeline.Executor.Executing;

/// <summary>All guards as one: the strictest word counts.</summary>
/// <param name="guards">Every guard of this executor.</param>
/// <param name="looking">Bounds each question.</param>
public sealed class Guards(IEnumerable<IActionGuard> guards, Looking looking)
{
    /// <summary>What the guards say of a step now.</summary>
    public async Task<GuardVerdict> AskAsync(ActionRequest request, CancellationToken cancellationToken)
    {
        GuardVerdict strictest = new GuardVerdict.Allows();
        foreach (var guard in guards)
        {
            var verdict = await looking.WithinAsync(token => guard.AskAsync(request, token), cancellationToken);
            if (verdict is GuardVerdict.Forbids)
                return verdict;
            if (verdict is GuardVerdict.Postpones)
                strictest = verdict;
        }

        return strictest;
    }
}
