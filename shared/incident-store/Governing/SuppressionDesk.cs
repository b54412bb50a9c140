using System.Globalization;
using Pipeline.Incidents;
using Pipeline.Incidents.Governance;
using Pipeline.IncidentStore.Deciding;
using Pipeline.Masking;

namespace Pipeline.IncidentStore.Governing;

/// <summary>Where symptoms are suppressed, and suppressions ended. What holds is read from the stream.</summary>
public sealed class SuppressionDesk(GovernanceLedger streams, Masker masker, TimeProvider clock)
{
    /// <summary>No suppression lasts longer: what nobody looks at for a month is forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>Suppressions of one cluster that hold at once, at most.</summary>
    public const int Most = 500;

    /// <summary>Those that hold now, oldest first.</summary>
    public async Task<IReadOnlyList<Suppression>> ActiveAsync(string cluster, CancellationToken cancellationToken) =>
        Suppression.Active(await streams.ReadAsync(GovernanceStreams.Suppressions(cluster), cancellationToken), clock.GetUtcNow());

    /// <summary>Begins one.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="scope">Which symptoms.</param>
    /// <param name="reason">Why; masked before it is stored.</param>
    /// <param name="lasting">How long at most.</param>
    /// <param name="untilClear">Whether it also ends with the first symptom in its scope that is over.</param>
    /// <param name="by">Who, authenticated.</param>
    /// <param name="cancellationToken">Cancels; what was stored stays.</param>
    public async Task<SuppressionAnswer> StartAsync(
        string cluster, SuppressionScope scope, string? reason, TimeSpan lasting, bool untilClear, Actor by, CancellationToken cancellationToken)
    {
        var fault = scope.Fault() ?? Fault(reason) ?? (lasting <= TimeSpan.Zero || lasting > Longest
            ? string.Create(CultureInfo.InvariantCulture, $"It must last longer than nothing and at most {Longest.TotalDays:0} days; {lasting} was given.")
            : null);
        if (fault is not null)
            return new SuppressionAnswer.Denied(DenialKind.Invalid, fault);
        var id = Guid.CreateVersion7();
        await streams.AppendAsync(GovernanceStreams.Suppressions(cluster), new CommandContext(by), Started, cancellationToken);
        return (await ActiveAsync(cluster, cancellationToken)).FirstOrDefault(suppression => suppression.Id == id) is { } begun
            ? new SuppressionAnswer.Taken(begun)
            : new SuppressionAnswer.Denied(DenialKind.Conflict, $"{Most} suppressions hold already: end some first.");

        GovernanceEvent? Started(IReadOnlyList<GovernanceEvent> before)
        {
            var now = clock.GetUtcNow();
            var active = Suppression.Active(before, now);
            return active.Count >= Most || active.Any(suppression => suppression.Id == id) // an append in doubt went through
                ? null
                : new GovernanceEvent.SuppressionStarted
                {
                    At = now,
                    SuppressionId = id,
                    Scope = scope,
                    Reason = masker.Text(reason!.Trim()),
                    By = by,
                    Until = now + lasting,
                    UntilClear = untilClear,
                };
        }
    }

    /// <summary>Ends one before its time.</summary>
    public async Task<SuppressionAnswer> EndAsync(string cluster, Guid id, string? reason, Actor by, CancellationToken cancellationToken)
    {
        if (Fault(reason) is { } fault)
            return new SuppressionAnswer.Denied(DenialKind.Invalid, fault);
        Suppression? ended = null;
        await streams.AppendAsync(
            GovernanceStreams.Suppressions(cluster), new CommandContext(by),
            before =>
            {
                var now = clock.GetUtcNow();
                var found = Suppression.Active(before, now).FirstOrDefault(suppression => suppression.Id == id);
                ended ??= found;
                return found is null
                    ? null
                    : new GovernanceEvent.SuppressionEnded { At = now, SuppressionId = id, Reason = masker.Text(reason!.Trim()), By = by };
            },
            cancellationToken);
        return ended is null
            ? new SuppressionAnswer.Denied(DenialKind.NotFound, $"No suppression {id} holds now: it ended already, or never was.")
            : new SuppressionAnswer.Taken(ended);
    }

    private static string? Fault(string? reason) => reason switch
    {
        _ when string.IsNullOrWhiteSpace(reason) => "reason is missing: say why, the auditors read it.",
        { Length: > ApprovalDesk.LongestWord } => string.Create(
            CultureInfo.InvariantCulture, $"reason has {reason.Length} characters; at most {ApprovalDesk.LongestWord}."),
        _ => reason.Contains('\0', StringComparison.Ordinal) ? "reason contains a NUL character; leave it out." : null,
    };
}
