using System.Globalization;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Pipeline.EventStore.Contents;
using Pipeline.Incidents.Plans;
using Pipeline.Masking;

namespace Pipeline.Executor.Diagnosing;

/// <summary>Keeps what is known of the incident as an artefact among the payloads, named by its content.</summary>
public sealed class CollectDiagnosticsAction(Payloads payloads, Masker masker) : IAction
{
    /// <inheritdoc/>
    public ActionDefinition Definition => CollectDiagnostics.Definition;

    /// <inheritdoc/>
    public Task<Rehearsal> RehearseAsync(ActionRequest request, CancellationToken cancellationToken)
    {
        var artefact = DiagnosticArtefact.Of(request, masker);
        return Task.FromResult(artefact.Content.Length <= Payloads.MaximumBytes
            ? new Rehearsal(PreflightVerdict.Ready, $"Would store {Described(artefact)}. Nothing outside the pipeline is touched.")
            : new Rehearsal(PreflightVerdict.Refused, TooLarge(artefact)));
    }

    /// <inheritdoc/>
    public Task<TargetReading> ReadTargetAsync(ActionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(TargetReading.None);

    /// <inheritdoc/>
    public async Task<ActionOutcome> ExecuteAsync(ActionAttempt attempt, CancellationToken cancellationToken)
    {
        var artefact = DiagnosticArtefact.Of(attempt.Request, masker);
        if (artefact.Content.Length > Payloads.MaximumBytes)
            return new ActionOutcome.Failed(TooLarge(artefact), Retryable: false);
        var hash = await payloads.PutAsync(artefact.Content, DiagnosticArtefact.MediaType, cancellationToken);
        return new ActionOutcome.Succeeded($"Stored {Described(artefact)}.", hash);
    }

    /// <inheritdoc/>
    public async Task<EffectCheck> CheckEffectAsync(ActionAttempt attempt, CancellationToken cancellationToken)
    {
        var artefact = DiagnosticArtefact.Of(attempt.Request, masker);
        return await payloads.GetAsync(artefact.Hash, cancellationToken) is null
            ? new EffectCheck.NoEffect($"There is no artefact {artefact.Hash} among the payloads.")
            : new EffectCheck.TookEffect($"Found {Described(artefact)}.", artefact.Hash);
    }

    private static string Described(DiagnosticArtefact artefact) => string.Create(
        CultureInfo.InvariantCulture,
        $"the artefact {artefact.Hash}, {artefact.Content.Length} bytes of JSON with {artefact.Events} events");

    private static string TooLarge(DiagnosticArtefact artefact) => string.Create(
        CultureInfo.InvariantCulture,
        $"The artefact would have {artefact.Content.Length} bytes, {Payloads.MaximumBytes} are allowed: plan it with windows 'none' or a smaller max_events.");
}
