-- Claims the next versions of a stream; the events follow in the same transaction. The row is written before any number is
-- drawn from mt_events_sequence, so the transaction has an id by then: on that the proof of holes rests.
-- Refusals: IP001 the stream exists, IP002 another version, IP003 archived, IP004 no such stream, IP005 another head hash.
-- The hint holds {"stream", "found"} for the program.
create function {schema}.pipeline_advance_stream(
    stream uuid, alias varchar, expected bigint, additional bigint, expected_hash text) returns void
language plpgsql as $$
declare
    found_version bigint;
    found_archived boolean;
    found_hash text;
begin
    if expected = 0 then
        insert into {schema}.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived)
        values (stream, alias, additional, now(), now(), '*DEFAULT*', false)
        on conflict (id) do nothing;
        if not found then
            raise exception 'stream % exists', stream
                using errcode = 'IP001', hint = jsonb_build_object('stream', stream)::text;
        end if;
        return;
    end if;
    update {schema}.mt_streams s set version = expected + additional, timestamp = now()
    where s.id = stream and s.version = expected and not coalesce(s.is_archived, false);
    if not found then
        select s.version, coalesce(s.is_archived, false) into found_version, found_archived
        from {schema}.mt_streams s where s.id = stream;
        if found_version is null then
            raise exception 'stream % does not exist', stream
                using errcode = 'IP004', hint = jsonb_build_object('stream', stream)::text;
        elsif found_archived then
            raise exception 'stream % is archived', stream
                using errcode = 'IP003', hint = jsonb_build_object('stream', stream)::text;
        end if;
        raise exception 'stream % is at version %, not %', stream, found_version, expected
            using errcode = 'IP002', hint = jsonb_build_object('stream', stream, 'found', found_version)::text;
    end if;
    select e.headers ->> 'hash' into found_hash
    from {schema}.mt_events e where e.stream_id = stream and e.version = expected;
    if found_hash is distinct from expected_hash then
        raise exception 'the head of stream % (version %) has hash %, not %', stream, expected, found_hash, expected_hash
            using errcode = 'IP005', hint = jsonb_build_object('stream', stream, 'found', found_hash)::text;
    end if;
end;
$$;
