create or replace function tolsel.add_shard(p_name text, p_dsn text)
returns tolsel_cluster.shard
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $add_shard$
declare
    v_shard tolsel_cluster.shard;
begin
    perform tolsel_core.check_session();
    perform tolsel_cluster.check_shard(p_name, p_dsn);
    -- Lock: two that are added at once have numbers of their own.
    lock table tolsel_cluster.shard in share row exclusive mode;
    -- Repeat:
    select * into v_shard from tolsel_cluster.shard s where s.name = p_name;
    if v_shard.dsn = p_dsn then
        return v_shard;
    end if;
    -- Refuse:
    if found then
        perform tolsel_core.refuse('US003', format(
            'Shard %s (%s): %s.', v_shard.name, v_shard.shard_no, v_shard.dsn));
    end if;
    v_shard.shard_no := coalesce((select max(s.shard_no) from tolsel_cluster.shard s), 0) + 1;
    if v_shard.shard_no > 999 then
        perform tolsel_core.refuse('US006', format('Shard %s.', p_name));
    end if;
    -- Write:
    insert into tolsel_cluster.shard (shard_no, name, dsn, added_at, login)
    values (
        v_shard.shard_no, p_name, p_dsn, tolsel_core.clock_at(), tolsel_core.acting_login())
    returning * into v_shard;
    return v_shard;
end
$add_shard$;
comment on function tolsel.add_shard is
$$Adds a database to the catalogue under a name, and gives it the next number; the same name and
connection string answer the same. tolsel cluster add tells the database, too.
raises: UC016 text_not_usable, US002 shard_not_usable, US003 shard_added_differently,
US006 cluster_is_full$$;
revoke all on function tolsel.add_shard from public;
grant execute on function tolsel.add_shard to tolsel_admin;
