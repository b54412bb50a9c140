using System.Globalization;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Deciding;

namespace Pipeline.Dashboard.Decisions;

/// <summary>Where people say anything else of an incident: that it is none, that it is over, what became of an action.</summary>
/// <remarks>The actor must be authenticated already. Every denied try is logged with who tried.</remarks>
public sealed partial class WordDesk(IIncidentStore incidents, TimeProvider clock, ILogger<WordDesk> log)
{
    /// <summary>Takes a person's word. Saying the same twice is saying it once.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="verb">For the log: "dismiss", "comment".</param>
    /// <param name="text">The reason or note; masked before it is stored.</param>
    /// <param name="by">Who, authenticated.</param>
    /// <param name="requestId">The request, kept with the events.</param>
    /// <param name="command">What is wanted, at a time and with the text.</param>
    /// <param name="cancellationToken">Cancels; what was stored stays.</param>
    public async Task<DeskAnswer> SayAsync(
        Guid incidentId, string verb, string? text, Actor by, string? requestId,
        Func<DateTimeOffset, string, IncidentCommand> command, CancellationToken cancellationToken)
    {
        if (Fault(text) is { } fault)
            return Deny(incidentId, verb, by, new DeskAnswer.Denied(DenialKind.Invalid, fault, null));
        var result = await incidents.ApplyAsync(
            incidentId, command(clock.GetUtcNow(), text!.Trim()), new CommandContext(by, requestId), attach: null, cancellationToken);
        switch (result)
        {
            case CommandResult.Accepted accepted:
                LogSaid(log, incidentId, by.Name, by.AuthenticatedBy, verb);
                return new DeskAnswer.Taken(accepted.Stored, accepted.Facts.Count > 0);
            case CommandResult.Refused refused:
                return Deny(incidentId, verb, by, new DeskAnswer.Denied(Denials.Of(refused.Kind), refused.Reason, refused.Stored));
            default:
                throw new InvalidOperationException($"Nobody answers {result.GetType().Name}.");
        }
    }

    private DeskAnswer.Denied Deny(Guid incidentId, string verb, Actor by, DeskAnswer.Denied denied)
    {
        LogDenied(log, incidentId, by.Name, by.AuthenticatedBy, verb, denied.Kind, denied.Reason);
        return denied;
    }

    private static string? Fault(string? text) => text switch
    {
        null or "" => "text is missing: say why, the auditors read it.",
        { Length: > ApprovalDesk.LongestWord } => string.Create(
            CultureInfo.InvariantCulture,
            $"text has {text.Length} characters; at most {ApprovalDesk.LongestWord}. Put what is longer where people keep it, and name the place."),
        _ when string.IsNullOrWhiteSpace(text) => "text is blank: say why, the auditors read it.",
        _ => text.Contains('\0', StringComparison.Ordinal) ? "text contains a NUL character; leave it out." : null,
    };

    [LoggerMessage(6001, LogLevel.Information, "Incident {IncidentId}: {Actor} ({AuthenticatedBy}) said {Verb}")]
    private static partial void LogSaid(ILogger logger, Guid incidentId, string actor, string authenticatedBy, string verb);

    [LoggerMessage(6002, LogLevel.Warning, "Incident {IncidentId}: {Actor} ({AuthenticatedBy}) was denied to {Verb}: {Denial}: {Reason}")]
    private static partial void LogDenied(
        ILogger logger, Guid incidentId, string actor, string authenticatedBy, string verb, DenialKind denial, string reason);
}
