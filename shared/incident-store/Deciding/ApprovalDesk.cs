using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;

namespace Pipeline.IncidentStore.Deciding;

/// <summary>Where people say yes or no to a plan, over whatever channel. What they say is for the hash of the plan that they saw.</summary>
/// <remarks>The actor must be authenticated already; its name is taken from there and never from the request.</remarks>
public sealed partial class ApprovalDesk(IIncidentStore incidents, TimeProvider clock, ILogger<ApprovalDesk> log)
{
    /// <summary>Characters of a comment or reason.</summary>
    public const int LongestWord = 2_000;

    private const int HashDigits = 64;
    private const int LongestChannel = 32;

    /// <summary>A person agrees. Twice counts once while others are still needed; afterwards it is a conflict.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="planHash">The whole hash of the plan that the person saw.</param>
    /// <param name="by">Who, authenticated.</param>
    /// <param name="channel">Over what: "cli", "http", "web".</param>
    /// <param name="comment">What they say; null or empty for nothing. Masked before it is stored.</param>
    /// <param name="requestId">The request, kept with the events.</param>
    /// <param name="cancellationToken">Cancels; what was stored stays.</param>
    public Task<DeskAnswer> ApproveAsync(
        Guid incidentId, string planHash, Actor by, string channel, string? comment, string? requestId,
        CancellationToken cancellationToken) =>
        DecideAsync(
            new Request("approve", incidentId, planHash, by, channel, comment, requestId),
            new IncidentCommand.Approve
            {
                Now = clock.GetUtcNow(),
                PlanHash = planHash,
                By = by,
                Channel = channel,
                Comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(),
            },
            cancellationToken);

    /// <summary>A person says no; one is enough.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="planHash">The whole hash of the plan that the person saw.</param>
    /// <param name="by">Who, authenticated.</param>
    /// <param name="channel">Over what: "cli", "http", "web".</param>
    /// <param name="reason">Why; not empty. Masked before it is stored.</param>
    /// <param name="requestId">The request, kept with the events.</param>
    /// <param name="cancellationToken">Cancels; what was stored stays.</param>
    public Task<DeskAnswer> RejectAsync(
        Guid incidentId, string planHash, Actor by, string channel, string reason, string? requestId,
        CancellationToken cancellationToken) =>
        DecideAsync(
            new Request("reject", incidentId, planHash, by, channel, reason, requestId),
            new IncidentCommand.Reject { Now = clock.GetUtcNow(), PlanHash = planHash, By = by, Channel = channel, Reason = reason.Trim() },
            cancellationToken);

    private async Task<DeskAnswer> DecideAsync(Request request, IncidentCommand command, CancellationToken cancellationToken)
    {
        if (Fault(request) is { } fault)
            return Deny(request, new DeskAnswer.Denied(DenialKind.Invalid, fault, null));
        var result = await incidents.ApplyAsync(
            request.IncidentId, command, new CommandContext(request.By, request.RequestId), attach: null, cancellationToken);
        switch (result)
        {
            case CommandResult.Accepted accepted:
                Decided(log, request.IncidentId, request.By.Name, request.By.AuthenticatedBy, request.Verb, request.PlanHash, request.Channel);
                return new DeskAnswer.Taken(accepted.Stored, accepted.Facts.Count > 0);
            case CommandResult.Refused refused:
                return Deny(request, new DeskAnswer.Denied(Denials.Of(refused.Kind), refused.Reason, refused.Stored));
            default:
                throw new InvalidOperationException($"Nobody answers {result.GetType().Name}.");
        }
    }

    private DeskAnswer.Denied Deny(Request request, DeskAnswer.Denied denied)
    {
        Denied(log, request.IncidentId, request.By.Name, request.By.AuthenticatedBy, request.Verb, Shown(request.PlanHash), Shown(request.Channel), denied.Kind, denied.Reason);
        return denied;
    }

    private static string? Fault(Request request)
    {
        if (request.PlanHash.Length != HashDigits || !request.PlanHash.All(char.IsAsciiHexDigitLower))
            return $"planHash is \"{Shown(request.PlanHash)}\"; it must be the whole hash of the plan, {HashDigits} hex digits in lower case, as the incident shows it.";
        if (request.Channel.Length is 0 or > LongestChannel || !request.Channel.All(c => char.IsAsciiLetterLower(c) || c == '-'))
            return $"channel is \"{Shown(request.Channel)}\"; it must be 1 to {LongestChannel} small letters or dashes: cli, http, web.";
        if (request.Words is { Length: > LongestWord } words)
            return string.Create(CultureInfo.InvariantCulture, $"The words have {words.Length} characters; at most {LongestWord}. Put what is longer where people keep it, and name the place.");
        return request.Words?.Contains('\0', StringComparison.Ordinal) == true ? "The words contain a NUL character; leave it out." : null;
    }

    private static string Shown(string text) => text.Length <= 80 ? text : $"{text[..80]}…";

    [LoggerMessage(4101, LogLevel.Information, "Incident {IncidentId}: {Actor} ({AuthenticatedBy}) said {Verb} to plan {PlanHash} over {Channel}")]
    private static partial void Decided(
        ILogger logger, Guid incidentId, string actor, string authenticatedBy, string verb, string planHash, string channel);

    [LoggerMessage(4102, LogLevel.Warning, "Incident {IncidentId}: {Actor} ({AuthenticatedBy}) was denied to {Verb} plan {PlanHash} over {Channel}: {Denial}: {Reason}")]
    private static partial void Denied(
        ILogger logger, Guid incidentId, string actor, string authenticatedBy, string verb, string planHash, string channel,
        DenialKind denial, string reason);

    private sealed record Request(
        string Verb, Guid IncidentId, string PlanHash, Actor By, string Channel, string? Words, string? RequestId);
}
