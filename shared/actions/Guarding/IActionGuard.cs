using Pipeline.Actions.Performing;

namespace Pipeline.Actions.Guarding;

/// <summary>Something that can keep any action from running, whatever was approved. Asked at the rehearsal and again before each intent.</summary>
public interface IActionGuard
{
    /// <summary>What the guard says of a step now. Touches nothing.</summary>
    Task<GuardVerdict> AskAsync(ActionRequest request, CancellationToken cancellationToken);
}
