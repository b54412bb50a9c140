using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Pipeline.Incidents.Plans;
using Pipeline.Masking;

namespace Pipeline.Executor.Notifying;

/// <summary>Tells people through the configured webhook.</summary>
public sealed class NotifyOnlyAction(WebhookSender sender, Masker masker, IOptions<ActionOptions> options) : IAction
{
    private const string NoAddress =
        "No webhook is configured. Set Actions:Notify:Url, or Actions:Notify:UrlFile with the path of a file that holds the address.";

    private readonly NotifyOptions _options = options.Value.Notify;

    /// <inheritdoc/>
    public ActionDefinition Definition { get; } = options.Value.Notify.ReceiverHonoursKeys
        ? NotifyOnly.Definition
        : NotifyOnly.Definition with { Proof = ActionProof.Unprovable };

    /// <inheritdoc/>
    public Task<Rehearsal> RehearseAsync(ActionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(_options.Address is { } address
            ? new Rehearsal(PreflightVerdict.Ready, Described(request, address))
            : new Rehearsal(PreflightVerdict.MeansMissing, NoAddress));

    /// <inheritdoc/>
    public Task<TargetReading> ReadTargetAsync(ActionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(TargetReading.None);

    /// <inheritdoc/>
    public async Task<ActionOutcome> ExecuteAsync(ActionAttempt attempt, CancellationToken cancellationToken) =>
        _options.Address is { } address
            ? await sender.PostAsync(
                address, attempt.Request.EffectKey, Notification.BodyOf(attempt.Request, _options, masker), cancellationToken)
            : new ActionOutcome.Failed(NoAddress, Retryable: false);

    /// <inheritdoc/>
    public Task<EffectCheck> CheckEffectAsync(ActionAttempt attempt, CancellationToken cancellationToken) =>
        Task.FromResult<EffectCheck>(new EffectCheck.CannotTell("a webhook cannot be asked what it received"));

    private string Described(ActionRequest request, Uri address)
    {
        var body = Encoding.UTF8.GetString(Notification.BodyOf(request, _options, masker));
        var names = RequestHeaders.Read(_options.Headers).Select(h => h.Name);
        var further = (_options.SigningKey is null ? names : names.Append(WebhookSender.SignatureHeader)).ToList();
        return $"Would send POST {address.Scheme}://{address.Authority}/… with {WebhookSender.KeyHeader} {request.EffectKey}"
            + (further.Count == 0 ? "" : $" and the headers {string.Join(", ", further)}")
            + $" and the body {body}";
    }
}
