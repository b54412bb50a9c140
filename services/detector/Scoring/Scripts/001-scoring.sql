-- one row for each partition: who wants to store its state says which version that is based on
create table {schema}.pipeline_scoring_partitions (
    cluster text not null,
    partition int not null,
    version bigint not null,
    updated_at timestamptz not null default now(),
    primary key (cluster, partition)
);

-- how far each source is covered, in ticks of 100 ns since 0001-01-01 UTC: timestamptz would round
create table {schema}.pipeline_scoring_sources (
    cluster text not null,
    partition int not null,
    source text not null,
    covered_ticks bigint not null,
    clock text not null,
    gaps jsonb not null,
    primary key (cluster, partition, source)
);

create table {schema}.pipeline_scoring_series (
    cluster text not null,
    partition int not null,
    source text not null,
    series_key text not null,
    identity jsonb not null,
    newest timestamptz not null,
    state bytea not null,
    primary key (cluster, partition, source, series_key)
);

-- IP201: another instance stored the partition's state in between.
create function {schema}.pipeline_advance_scoring(of_cluster text, of_partition int, expected bigint) returns void
language plpgsql as $$
begin
    insert into {schema}.pipeline_scoring_partitions (cluster, partition, version) values (of_cluster, of_partition, 0)
    on conflict (cluster, partition) do nothing;
    update {schema}.pipeline_scoring_partitions set version = expected + 1, updated_at = now()
    where cluster = of_cluster and partition = of_partition and version = expected;
    if not found then
        raise exception 'partition % of % is not at version %', of_partition, of_cluster, expected using errcode = 'IP201';
    end if;
end;
$$;
