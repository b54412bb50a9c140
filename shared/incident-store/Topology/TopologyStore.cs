using Npgsql;
using NpgsqlTypes;
using Pipeline.Contracts;
using Pipeline.Contracts.Topology;
using Pipeline.EventStore.Connecting;

namespace Pipeline.IncidentStore.Topology;

/// <summary>What depends on what in the clusters, as it is and as it was within <see cref="Memory"/>.</summary>
public sealed class TopologyStore(StoreDatabase database)
{
    /// <summary>How long an edge that is gone still counts: the pod of a symptom may be gone when its symptom is correlated.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>Calls followed from a workload, in either direction: farther away, everything depends on everything.</summary>
    private const int Reach = 2;

    /// <summary>Makes these the edges of one relation that are there now; others of the relation are gone from now on.</summary>
    public async Task ReplaceAsync(
        string cluster, TopologyRelation relation, IReadOnlyCollection<TopologyEdge> edges, CancellationToken cancellationToken)
    {
        var distinct = edges.Where(e => e.Relation == relation).DistinctBy(e => (e.Source, e.Target)).ToList();
        await database.ExecuteAsync(
            """
            with present as (select * from unnest($3::text[], $4::text[], $5::text[]) as p(source, source_owner, target)),
            gone as (
                update {schema}.pipeline_topology t set gone_at = now()
                where t.cluster = $1 and t.relation = $2 and t.gone_at is null
                    and not exists (select from present p where p.source = t.source and p.target = t.target)),
            forgotten as (
                delete from {schema}.pipeline_topology t where t.cluster = $1 and t.relation = $2 and t.gone_at < now() - $6
                    and not exists (select from present p where p.source = t.source and p.target = t.target))
            insert into {schema}.pipeline_topology as known (cluster, relation, source, source_owner, target)
            select $1, $2, source, source_owner, target from present
            on conflict (cluster, relation, source, target) do update set
                source_owner = excluded.source_owner, gone_at = null, since = case when known.gone_at is null then known.since else now() end
            where known.gone_at is not null or known.source_owner <> excluded.source_owner
            """,
            cancellationToken, StoreParameter.Text(cluster), StoreParameter.Text(relation.ToString()),
            Texts(distinct, e => e.Source), Texts(distinct, e => e.SourceOwner), Texts(distinct, e => e.Target), StoreParameter.Interval(Memory));
    }

    /// <summary>All that an entity depends on and that depends on it, the nearest first.</summary>
    /// <param name="entity">What is asked about.</param>
    /// <param name="owner">Who answers for it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Relative>> RelativesAsync(EntityRef entity, EntityRef owner, CancellationToken cancellationToken)
    {
        var relatives = await database.QueryAsync(
            """
            with recursive alive as (
                select * from {schema}.pipeline_topology where cluster = $1 and (gone_at is null or gone_at > now() - $4)),
            callees (owner, distance, since) as (
                select target, 1, since from alive where relation = 'Calls' and source_owner = $3
                union
                select a.target, c.distance + 1, a.since from callees c join alive a on a.relation = 'Calls' and a.source_owner = c.owner
                where c.distance < $5),
            callers (owner, distance, since) as (
                select source_owner, 1, since from alive where relation = 'Calls' and target = $3
                union
                select a.source_owner, c.distance + 1, a.since from callers c join alive a on a.relation = 'Calls' and a.target = c.owner
                where c.distance < $5)
            select 'Node', target, 1, min(since) from alive
            where relation = 'RunsOn' and (source = $2 or (source_owner = $3 and not exists (select from alive e where e.relation = 'RunsOn' and e.source = $2)))
            group by target
            union all
            select 'Guest', source_owner, 1, max(since) from alive where relation = 'RunsOn' and target = $2 group by source_owner
            union all
            select 'Callee', owner, min(distance), min(since) from callees where owner <> $3 group by owner
            union all
            select 'Caller', owner, min(distance), min(since) from callers where owner <> $3 group by owner
            """,
            row => new Relative(Enum.Parse<Kinship>(row.GetString(0)), row.GetString(1), row.GetInt32(2), row.GetFieldValue<DateTimeOffset>(3)),
            cancellationToken, StoreParameter.Text(entity.Cluster), StoreParameter.Text(entity.ToString()), StoreParameter.Text(owner.ToString()),
            StoreParameter.Interval(Memory), StoreParameter.Bigint(Reach));
        return [.. relatives.OrderBy(r => r.Distance).ThenBy(r => r.Kinship).ThenBy(r => r.Owner, StringComparer.Ordinal)];
    }

    private static NpgsqlParameter Texts(IEnumerable<TopologyEdge> edges, Func<TopologyEdge, EntityRef> entity) =>
        StoreParameter.Many(NpgsqlDbType.Text, edges.Select(e => entity(e).ToString()));
}
