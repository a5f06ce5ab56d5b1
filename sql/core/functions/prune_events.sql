create or replace function tolsel.prune_events(
    p_before_at timestamptz,
    p_limit integer default 10000,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $prune_events$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if (p_before_at > '-infinity' and p_before_at < 'infinity') is not true then
        perform tolsel_core.refuse('UC014', format(
            'Events delivered before %s.', coalesce(p_before_at::text, 'null')));
    end if;
    return tolsel_core.prune_tenant_events(p_before_at, p_limit, p_tenant_id);
end
$prune_events$;
comment on function tolsel.prune_events is
$$Deletes events that were delivered or expired before a moment, at most p_limit, and answers how
many it deleted. Of each document the last event stays, and everything after one that still waits or
is a dead letter.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.prune_events from public;
grant execute on function tolsel.prune_events to tolsel_admin;
