using System.Globalization;
using Pipeline.EventStore;
using Pipeline.EventStore.Claiming;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore.Writing;
using Pipeline.Masking;

namespace Pipeline.IncidentStore;

/// <summary>The incidents' streams in PostgreSQL.</summary>
/// <param name="events">The event store.</param>
/// <param name="masker">Masks every text of a command before it is decided, so nothing unmasked is ever stored.</param>
/// <param name="clock">Gives a merge its time.</param>
public sealed class PostgresIncidentStore(PostgresEventStore events, Masker masker, TimeProvider clock) : IIncidentStore
{
    /// <summary>Marten's alias of the aggregate.</summary>
    private const string Aggregate = "incident";

    private const int Tries = 10;

    /// <inheritdoc/>
    public async Task<StoredIncident?> LoadAsync(Guid incidentId, CancellationToken cancellationToken) =>
        Stored(await events.ReadStreamAsync(incidentId, cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedIncidentEvent>> ReadAsync(Guid incidentId, CancellationToken cancellationToken)
    {
        var slice = await events.ReadStreamAsync(incidentId, cancellationToken);
        return [.. slice.Events.Select(Recorded)];
    }

    /// <inheritdoc/>
    public Task<CommandResult> ApplyAsync(
        Guid incidentId, IncidentCommand command, CommandContext context,
        Action<Incident, StoreTransaction>? attach, CancellationToken cancellationToken)
    {
        var masked = CommandMasking.Mask(command, masker.ForIncident(incidentId));
        return RetryingAsync(() => TryApplyAsync(incidentId, masked, context, attach, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommandResult> MergeAsync(
        Guid from, Guid into, string reason, CommandContext context, CancellationToken cancellationToken) =>
        RetryingAsync(() => TryMergeAsync(from, into, reason, context, cancellationToken), cancellationToken);

    private async Task<CommandResult> TryApplyAsync(
        Guid incidentId, IncidentCommand command, CommandContext context,
        Action<Incident, StoreTransaction>? attach, CancellationToken cancellationToken)
    {
        var before = Stored(await events.ReadStreamAsync(incidentId, cancellationToken));
        var decision = IncidentDecider.Decide(before?.Incident, command);
        if (decision is not Decision.Accepted accepted)
            return Refused((Decision.Refused)decision, before);
        var transaction = new StoreTransaction();
        var change = new Change(incidentId, before, accepted.Facts);
        attach?.Invoke(change.After!, transaction);
        change.AddTo(transaction, context, command.Now);
        if (transaction.IsEmpty)
            return new CommandResult.Accepted(before!, []);
        try
        {
            return change.Outcome(await events.CommitAsync(transaction, cancellationToken));
        }
        catch (ClaimTakenException taken) when (taken.Kind == IncidentRows.ClaimKind)
        {
            return new CommandResult.Refused(
                RefusalKind.AlreadyDecided, $"Incident {taken.Holder} holds the key {taken.Key}: the symptom belongs there.", before);
        }
    }

    private async Task<CommandResult> TryMergeAsync(
        Guid from, Guid into, string reason, CommandContext context, CancellationToken cancellationToken)
    {
        var ending = Stored(await events.ReadStreamAsync(from, cancellationToken));
        var staying = Stored(await events.ReadStreamAsync(into, cancellationToken));
        var now = clock.GetUtcNow();
        var mergeInto = new IncidentCommand.MergeInto { Now = now, Into = into, Reason = reason };
        var end = IncidentDecider.Decide(ending?.Incident, CommandMasking.Mask(mergeInto, masker.ForIncident(from)));
        if (end is not Decision.Accepted ends)
            return Refused((Decision.Refused)end, ending);
        if (ends.Facts.Count == 0)
            return new CommandResult.Accepted(ending!, []);
        var absorb = new IncidentCommand.Absorb
        {
            Now = now,
            From = from,
            Reason = reason,
            Symptoms = [.. ending!.Incident.Symptoms.Values.Select(s => s.Latest)],
            Owners = [.. ending.Incident.Owners.Values],
        };
        var stay = IncidentDecider.Decide(staying?.Incident, CommandMasking.Mask(absorb, masker.ForIncident(into)));
        if (stay is not Decision.Accepted stays)
            return Refused((Decision.Refused)stay, staying);
        var transaction = new StoreTransaction();
        var (fromChange, intoChange) = (new Change(from, ending, ends.Facts), new Change(into, staying, stays.Facts));
        IncidentRows.HandOverClaims(transaction, from, into); // later symptoms of the key go there
        fromChange.AddTo(transaction, context, now);
        intoChange.AddTo(transaction, context, now);
        var recorded = await events.CommitAsync(transaction, cancellationToken);
        return intoChange.Outcome([.. recorded.Where(e => e.StreamId == into)]);
    }

    private static async Task<CommandResult> RetryingAsync(Func<Task<CommandResult>> attempt, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await attempt();
            }
            catch (Exception e) when (e is ConcurrentAppendException or DuplicateStreamException or AppendInDoubtException && tries < Tries)
            {
                // somebody else appended first, or our own append went through unseen: load and decide again
            }
        }
    }

    private static CommandResult.Refused Refused(Decision.Refused refused, StoredIncident? stored) =>
        new(refused.Kind, refused.Reason, stored);

    private static StoredIncident? Stored(StreamSlice slice) =>
        IncidentEvolution.Replay(slice.Events.Select(e => e.Data).OfType<IncidentEvent>()) is { } incident
            ? new StoredIncident(incident, slice.Head.Version, slice.Head.Hash)
            : null;

    private static RecordedIncidentEvent Recorded(RecordedEvent e) => new(
        e.Sequence, e.Version, e.Type, (IncidentEvent)e.Data, e.RecordedAt, EventMetadataOf.Actor(e.Metadata),
        e.Metadata.CorrelationId, e.Metadata.CausationId, EventMetadataOf.Trace(e.Metadata), e.Hash ?? "");

    private sealed class Change(Guid id, StoredIncident? before, IReadOnlyList<IncidentEvent> facts)
    {
        public Incident? After { get; } = facts.Aggregate(before?.Incident, IncidentEvolution.Evolve);

        public void AddTo(StoreTransaction transaction, CommandContext context, DateTimeOffset now)
        {
            if (facts.Count == 0)
                return;
            var metadata = EventMetadataOf.Command(context, id.ToString("D", CultureInfo.InvariantCulture));
            var head = before is null ? StreamHead.None : new StreamHead(before.Version, before.HeadHash);
            IncidentRows.Write(transaction, before?.Incident, After!, head.Version + facts.Count, now);
            transaction.Append(id, Aggregate, head, [.. facts.Select(f => new NewEvent(f, metadata))]);
        }

        public CommandResult.Accepted Outcome(IReadOnlyList<RecordedEvent> recorded) => recorded is [.., var last]
            ? new(new StoredIncident(After!, last.Version, last.Hash!), facts)
            : new(before!, facts);
    }
}
