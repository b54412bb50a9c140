create table {schema}.pipeline_outbox (
    position bigint generated always as identity primary key,
    id uuid not null unique,
    message_type text not null,
    body jsonb not null,
    headers jsonb not null,
    destination text,
    created_at timestamptz not null default now(),
    attempts int not null default 0,
    last_error text,
    not_before timestamptz not null default now()
);

create table {schema}.pipeline_intake (
    id bigint generated always as identity primary key,
    cluster text not null,
    kind text not null,
    dedup_key text not null,
    payload jsonb not null,
    received_at timestamptz not null default now(),
    processed_at timestamptz,
    outcome text,
    unique (cluster, kind, dedup_key)
);

create index pipeline_intake_waiting on {schema}.pipeline_intake (cluster, id) where processed_at is null;

-- IP101: no such row, or another process was first.
create function {schema}.pipeline_mark_intake(row_id bigint, result text) returns void
language plpgsql as $$
begin
    update {schema}.pipeline_intake set processed_at = now(), outcome = result where id = row_id and processed_at is null;
    if not found then
        raise exception 'intake row % is not waiting', row_id using errcode = 'IP101', hint = row_id::text;
    end if;
end;
$$;

create table {schema}.pipeline_claims (
    kind text not null,
    key text not null,
    holder uuid not null,
    taken_at timestamptz not null default now(),
    primary key (kind, key)
);

-- IP102: somebody else holds it; the hint is {"kind", "key", "holder"}.
create function {schema}.pipeline_take_claim(claim_kind text, claim_key text, claimant uuid) returns void
language plpgsql as $$
declare
    found_holder uuid;
begin
    loop
        insert into {schema}.pipeline_claims (kind, key, holder) values (claim_kind, claim_key, claimant)
        on conflict (kind, key) do nothing;
        if found then
            return;
        end if;
        select c.holder into found_holder from {schema}.pipeline_claims c
        where c.kind = claim_kind and c.key = claim_key for update;
        if found_holder = claimant then
            return;
        elsif found_holder is not null then
            raise exception 'claim % % is held by %', claim_kind, claim_key, found_holder using errcode = 'IP102',
                hint = jsonb_build_object('kind', claim_kind, 'key', claim_key, 'holder', found_holder)::text;
        end if; -- released in between: try again
    end loop;
end;
$$;

create table {schema}.pipeline_positions (
    name text primary key,
    position jsonb not null,
    updated_at timestamptz not null default now()
);

create table {schema}.pipeline_projections (
    name text primary key,
    version int not null,
    position bigint not null,
    updated_at timestamptz not null default now()
);

-- IP103: another runner moved the checkpoint; its view is right, the caller's work is thrown away.
create function {schema}.pipeline_advance_projection(
    projection text, program_version bigint, expected bigint, reached bigint) returns void
language plpgsql as $$
begin
    update {schema}.pipeline_projections p set position = reached, updated_at = now()
    where p.name = projection and p.version = program_version and p.position = expected;
    if not found then
        raise exception 'projection % version % is not at %', projection, program_version, expected
            using errcode = 'IP103', hint = projection;
    end if;
end;
$$;

create table {schema}.pipeline_payloads (
    hash text primary key,
    media_type text not null,
    content bytea not null,
    created_at timestamptz not null default now()
);

create table {schema}.pipeline_heartbeats (
    cluster text not null,
    service text not null,
    instance text not null,
    at timestamptz not null,
    detail jsonb not null,
    primary key (cluster, service, instance)
);
