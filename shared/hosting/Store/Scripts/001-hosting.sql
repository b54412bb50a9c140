-- a schema belongs to one cluster: its outbox is relayed to that cluster's queues
create table {schema}.pipeline_cluster (
    only_row boolean primary key default true check (only_row),
    name text not null
);

-- wakes the relays; delivered at commit, so the rows are visible
create function {schema}.pipeline_outbox_filled() returns trigger
language plpgsql as $$
begin
    perform pg_notify('{schema}_outbox', '');
    return null;
end;
$$;

create trigger pipeline_outbox_filled after insert on {schema}.pipeline_outbox
for each statement execute function {schema}.pipeline_outbox_filled();
