using Pipeline.Actions.Catalogue;

namespace Pipeline.Actions.Performing;

/// <summary>What carries an entry of the catalogue out. Only the executor has any.</summary>
public interface IAction
{
    /// <summary>Its entry, with the proof that holds as it is configured.</summary>
    ActionDefinition Definition { get; }

    /// <summary>Rehearses it: whether it could run now and exactly what it would send. Touches nothing.</summary>
    Task<Rehearsal> RehearseAsync(ActionRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the target just before the intent is stored.</summary>
    /// <returns><see cref="TargetReading.None"/> for an action that needs no cluster.</returns>
    Task<TargetReading> ReadTargetAsync(ActionRequest request, CancellationToken cancellationToken);

    /// <summary>Carries it out. Called after the intent is stored, at most once for each intent.</summary>
    /// <returns>What came of it. "Failed" is a promise that nothing happened; whoever cannot promise it says "unknown".</returns>
    /// <remarks>An exception counts as unknown.</remarks>
    Task<ActionOutcome> ExecuteAsync(ActionAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Finds out what became of an attempt whose outcome is unknown. Touches nothing.</summary>
    Task<EffectCheck> CheckEffectAsync(ActionAttempt attempt, CancellationToken cancellationToken);
}
