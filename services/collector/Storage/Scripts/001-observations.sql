-- What the failure scans have told and is not over, so that a collector that takes over goes on from it.
create table {schema}.pipeline_observations (
    cluster text not null,
    symptom_key text not null,
    state jsonb not null,
    updated_at timestamptz not null default now(),
    primary key (cluster, symptom_key)
);

-- The last known facets of objects whose changes are told, so that a change while nobody watched is not lost.
create table {schema}.pipeline_object_marks (
    cluster text not null,
    object_key text not null,
    facets jsonb not null,
    updated_at timestamptz not null default now(),
    primary key (cluster, object_key)
);

-- Windows of sources that have no history themselves: a bounded log to answer backfills from.
create table {schema}.pipeline_window_log (
    cluster text not null,
    source text not null,
    at timestamptz not null,
    windows bytea not null, -- JSON, compressed with Brotli
    primary key (cluster, source, at)
);
