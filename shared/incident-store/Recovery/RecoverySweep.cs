using Npgsql;
using Pipeline.EventStore.Connecting;

namespace Pipeline.IncidentStore.Recovery;

/// <summary>Says the next step of every overdue incident once more: whatever was lost on the way is found here.</summary>
/// <remarks>
/// One statement on the database's clock: it takes the overdue rows, puts their messages into the outbox and sets when
/// each is said again, 10 seconds after the first time, twice as long after each further one, 5 minutes at most.
/// </remarks>
public sealed class RecoverySweep(StoreDatabase database)
{
    /// <summary>Puts the messages of overdue incidents into the outbox.</summary>
    /// <param name="everything">At start: regards every unfinished incident as overdue.</param>
    /// <param name="cancellationToken">Cancels; nothing is half done.</param>
    /// <returns>How many messages; 1,000 at most for each call.</returns>
    public Task<int> EmitOverdueAsync(bool everything, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        with overdue as (
            select incident_id from {schema}.pipeline_work
            where $1 or emit_at <= now()
            order by emit_at limit 1000 for update skip locked
        ), said as (
            update {schema}.pipeline_work work set
                emitted = work.emitted + 1,
                emit_at = greatest(work.due_at, now() + least(interval '5 minutes', interval '10 seconds' * power(2, least(work.emitted, 10))))
            from overdue where work.incident_id = overdue.incident_id
            returning work.incident_id, work.cluster, work.stage
        )
        insert into {schema}.pipeline_outbox (id, message_type, body, headers)
        select gen_random_uuid(), 'incident-wants-' || stage,
               jsonb_build_object('cluster', cluster, 'incidentId', incident_id), '{}'::jsonb
        from said
        """,
        cancellationToken, new NpgsqlParameter<bool> { TypedValue = everything });
}
