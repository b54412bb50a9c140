-- Numbers of mt_events_sequence that no event will ever have: their transactions ended without committing.
create table {schema}.pipeline_holes (
    first_seq bigint primary key,
    last_seq bigint not null,
    proven_at timestamptz not null default now()
);

create table {schema}.pipeline_audit_checkpoints (
    number bigint primary key,
    body jsonb not null,
    hash text not null,
    signature text not null,
    created_at timestamptz not null default now()
);
