-- what the detector has learned, by partition: a summary for people, written now and then with the states themselves
create table {schema}.pipeline_model (
    cluster text not null,
    partition int not null,
    since timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    summary jsonb not null,
    primary key (cluster, partition)
);
