-- What happened in the cluster: changes, events, findings. An analysis asks for a stretch of time, of one owner or of all.
create table {schema}.pipeline_timeline (
    id bigint generated always as identity primary key,
    cluster text not null,
    entry_key text not null,
    kind text not null,
    namespace text not null,
    owner text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    entry jsonb not null,
    unique (cluster, entry_key)
);

create index pipeline_timeline_time on {schema}.pipeline_timeline (cluster, last_at);
create index pipeline_timeline_owner on {schema}.pipeline_timeline (cluster, owner, last_at);
