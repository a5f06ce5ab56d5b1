-- The shards, found and judged. Whatever changes the catalogue queues at its table of shards.

create or replace function tolsel_cluster.lock_shard(p_name text)
returns tolsel_cluster.shard
language plpgsql
volatile
as $lock_shard$
declare
    v_shard tolsel_cluster.shard;
begin
    select * into v_shard from tolsel_cluster.shard s where s.name = p_name for no key update;
    if not found then
        perform tolsel_core.refuse('US001', format('Shard %L.', left(p_name, 200)));
    end if;
    return v_shard;
end
$lock_shard$;
comment on function tolsel_cluster.lock_shard is
$$Locks a shard and answers with it.
raises: US001 shard_not_found$$;

create or replace function tolsel_cluster.check_shard(p_name text, p_dsn text)
returns void
language plpgsql
stable
as $check_shard$
begin
    if (p_name ~ '^[a-z][a-z0-9_-]{0,49}$') is not true then
        perform tolsel_core.refuse('US002', format('Name %L.', left(p_name, 200)));
    end if;
    perform tolsel_core.check_text(p_dsn, 'dsn', 1000);
    -- Not said in the refusal: it may be a real one.
    if p_dsn ~* 'password' or p_dsn ~ '://[^/?#]*:[^/?#@]*@' then
        perform tolsel_core.refuse('US002', 'The connection string has a password.');
    end if;
end
$check_shard$;
comment on function tolsel_cluster.check_shard is
$$Checks how a shard is named and reached.
raises: UC016 text_not_usable, US002 shard_not_usable$$;
