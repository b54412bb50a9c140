-- What depends on what in the cluster, as it is and as it lately was: pods on nodes, workloads on those they call.
create table {schema}.pipeline_topology (
    cluster text not null,
    relation text not null,
    source text not null,
    source_owner text not null,
    target text not null,
    since timestamptz not null default now(),
    gone_at timestamptz,
    primary key (cluster, relation, source, target)
);

create index pipeline_topology_owner on {schema}.pipeline_topology (cluster, source_owner);
create index pipeline_topology_target on {schema}.pipeline_topology (cluster, target);

-- everybody whose symptoms an incident has: it is found by any of them
alter table {schema}.pipeline_incidents add column owners text[] not null default '{}';
update {schema}.pipeline_incidents set owners = array[owner];
create index pipeline_incidents_owners on {schema}.pipeline_incidents using gin (owners) where not closed;
