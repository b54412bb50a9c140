-- one row for each incident, written with its events: what lists and look-ups read
create table {schema}.pipeline_incidents (
    id uuid primary key,
    cluster text not null,
    key text not null,
    episode integer not null,
    state text not null,
    closed boolean not null,
    severity text not null,
    title text not null,
    entity text not null,
    owner text not null,
    failure_class text not null,
    symptom_keys text[] not null,
    plan_hash text,
    expires_at timestamptz,
    opened_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    unique (key, episode)
);

create index pipeline_incidents_newest on {schema}.pipeline_incidents (opened_at desc, id desc);
create index pipeline_incidents_going_on on {schema}.pipeline_incidents (cluster, owner) where not closed;
create index pipeline_incidents_symptoms on {schema}.pipeline_incidents using gin (symptom_keys);

-- what each unfinished incident waits for: the durable timers, and what the recovery sweep goes by
create table {schema}.pipeline_work (
    incident_id uuid primary key,
    cluster text not null,
    stage text not null,
    due_at timestamptz not null,
    emit_at timestamptz not null,
    emitted integer not null default 0
);

create index pipeline_work_due on {schema}.pipeline_work (emit_at);
