create or replace function tolsel.change_shard(
    p_name text, p_dsn text default null, p_is_open boolean default null
)
returns tolsel_cluster.shard
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $change_shard$
declare
    v_shard tolsel_cluster.shard;
begin
    perform tolsel_core.check_session();
    -- Lock:
    v_shard := tolsel_cluster.lock_shard(p_name);
    -- Refuse:
    perform tolsel_cluster.check_shard(p_name, coalesce(p_dsn, v_shard.dsn));
    -- Write:
    update tolsel_cluster.shard s
    set dsn = coalesce(p_dsn, s.dsn), is_open = coalesce(p_is_open, s.is_open)
    where s.shard_no = v_shard.shard_no
    returning * into v_shard;
    return v_shard;
end
$change_shard$;
comment on function tolsel.change_shard is
$$Changes how a shard is reached, or whether new tenants are opened there; null leaves a value as it
is.
raises: UC016 text_not_usable, US001 shard_not_found, US002 shard_not_usable$$;
revoke all on function tolsel.change_shard from public;
grant execute on function tolsel.change_shard to tolsel_admin;
