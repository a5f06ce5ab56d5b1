create or replace function tolsel.drain_daily_totals(
    p_limit integer default 1000, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $drain_daily_totals$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return tolsel_ledger.drain_tenant_totals(p_limit, p_tenant_id);
end
$drain_daily_totals$;
comment on function tolsel.drain_daily_totals is
$$Adds at most p_limit parked totals to their days, and answers how many it added. One whose fault
lasts stays parked.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.drain_daily_totals from public;
grant execute on function tolsel.drain_daily_totals to tolsel_app;
