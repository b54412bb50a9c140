using Npgsql;
using NpgsqlTypes;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Work;

namespace Pipeline.IncidentStore.Writing;

/// <summary>What is stored beside an incident's new events, in their transaction: its row, its claim, its next step.</summary>
internal static class IncidentRows
{
    /// <summary>Kind of the claims that make an incident's key unique among those that go on.</summary>
    public const string ClaimKind = "incident";

    /// <summary>How long the outbox has before the sweep says the same once more.</summary>
    private static readonly TimeSpan SweepGrace = TimeSpan.FromSeconds(10);

    public static void Write(StoreTransaction transaction, Incident? before, Incident after, long version, DateTimeOffset now)
    {
        WriteClaim(transaction, before, after);
        WriteTargetClaim(transaction, before, after);
        WriteRow(transaction, after, version, now);
        WriteWork(transaction, before, after, now);
    }

    /// <summary>Makes one incident answer for the keys of another.</summary>
    public static void HandOverClaims(StoreTransaction transaction, Guid from, Guid into) => transaction.Execute(
        "update {schema}.pipeline_claims set holder = $3 where kind = $1 and holder = $2",
        StoreParameter.Text(ClaimKind), StoreParameter.Uuid(from), StoreParameter.Uuid(into));

    private static void WriteClaim(StoreTransaction transaction, Incident? before, Incident after)
    {
        var (held, holds) = (before?.HoldsKey() ?? false, after.HoldsKey());
        if (holds && !held)
            transaction.TakeClaim(ClaimKind, after.Key.ToString(), after.Id);
        else if (held && !holds) // with the keys of incidents that it took over
            transaction.Execute(
                "delete from {schema}.pipeline_claims where kind = $1 and holder = $2",
                StoreParameter.Text(ClaimKind), StoreParameter.Uuid(after.Id));
    }

    /// <summary>An incident holds its action's target from the intent until the outcome is known, whoever says what it was.</summary>
    private static void WriteTargetClaim(StoreTransaction transaction, Incident? before, Incident after)
    {
        var (held, holds) = (TargetOf(before), TargetOf(after));
        if (held == holds)
            return;
        if (held is not null)
            transaction.ReleaseClaim(TargetClaim.Kind, held.Key, held.Holder);
        if (holds is not null)
            transaction.TakeClaim(TargetClaim.Kind, holds.Key, holds.Holder);
    }

    private static TargetClaim? TargetOf(Incident? incident)
    {
        var action = incident?.Phase switch
        {
            IncidentPhase.Executing p => p.InFlight,
            IncidentPhase.OutcomeUnknown p => p.Action,
            IncidentPhase.Escalated p => p.InDoubt,
            _ => null,
        };
        return action is null ? null : TargetClaim.Of(action.Target, incident!.Id);
    }

    private static void WriteRow(StoreTransaction transaction, Incident after, long version, DateTimeOffset now)
    {
        var waiting = after.Phase as IncidentPhase.AwaitingApproval;
        transaction.Execute(
            """
            insert into {schema}.pipeline_incidents as row
                (id, cluster, key, episode, state, closed, severity, title, entity, owner, failure_class, symptom_keys,
                 plan_hash, expires_at, opened_at, updated_at, version, owners)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            on conflict (id) do update set
                state = excluded.state, closed = excluded.closed, severity = excluded.severity,
                symptom_keys = excluded.symptom_keys, owners = excluded.owners, plan_hash = excluded.plan_hash, expires_at = excluded.expires_at,
                updated_at = excluded.updated_at, version = excluded.version
            where row.version < excluded.version
            """,
            StoreParameter.Uuid(after.Id), StoreParameter.Text(after.Key.Cluster()), StoreParameter.Text(after.Key.ToString()),
            StoreParameter.Bigint(after.Episode), StoreParameter.Text(IncidentState.NameOf(after.Phase)),
            new NpgsqlParameter<bool> { TypedValue = after.Phase.IsClosed }, StoreParameter.Text(after.Severity().ToString()),
            StoreParameter.Text(after.Title), StoreParameter.Text(EntityOf(after)), StoreParameter.Text(after.Key.Owner.ToString()),
            StoreParameter.Text(after.Key.FailureClass), StoreParameter.Many(NpgsqlDbType.Text, after.Symptoms.Keys),
            StoreParameter.Text(ClosingDecisions.PendingPlan(after.Phase)?.Hash), StoreParameter.Instant(waiting?.ExpiresAt),
            StoreParameter.Instant(after.OpenedAt), StoreParameter.Instant(now), StoreParameter.Bigint(version),
            StoreParameter.Many(NpgsqlDbType.Text, OwnersOf(after)));
    }

    private static void WriteWork(StoreTransaction transaction, Incident? before, Incident after, DateTimeOffset now)
    {
        var (had, has) = (before is null ? null : IncidentWork.Of(before), IncidentWork.Of(after));
        if (has == had && before?.Phase == after.Phase)
            return;
        if (has is null)
        {
            transaction.Execute(
                "delete from {schema}.pipeline_work where incident_id = $1", StoreParameter.Uuid(after.Id));
            return;
        }

        var wait = has.DueAt > now ? has.DueAt - now : TimeSpan.Zero;
        transaction.Execute(
            """
            insert into {schema}.pipeline_work (incident_id, cluster, stage, due_at, emit_at)
            values ($1, $2, $3, $4, now() + $5)
            on conflict (incident_id) do update set
                stage = excluded.stage, due_at = excluded.due_at, emit_at = excluded.emit_at, emitted = 0
            """,
            StoreParameter.Uuid(after.Id), StoreParameter.Text(after.Key.Cluster()), StoreParameter.Text(HintMessages.NameOf(has.Stage)),
            StoreParameter.Instant(has.DueAt), StoreParameter.Interval(wait > TimeSpan.Zero ? wait : SweepGrace));
        if (wait == TimeSpan.Zero)
            transaction.Send(HintMessages.Of(has.Stage, after.Key.Cluster(), after.Id, now));
    }

    private static IEnumerable<string> OwnersOf(Incident incident) =>
        incident.Owners.Values.Select(resolved => resolved.Owner).Append(incident.Key.Owner).Select(owner => owner.ToString()).Distinct();

    private static string EntityOf(Incident incident) =>
        incident.Symptoms.Values.MinBy(s => s.First.StartedAt)?.First.Entity.ToString() ?? incident.Key.Owner.ToString();
}
