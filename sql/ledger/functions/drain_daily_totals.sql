create or replace function bursar.drain_daily_totals(
    p_limit integer default 1000, p_tenant_id bigint default bursar.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $drain_daily_totals$
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    return bursar_ledger.drain_tenant_totals(p_limit, p_tenant_id);
end
$drain_daily_totals$;
comment on function bursar.drain_daily_totals is
$$Adds parked totals to their days and answers how many it added. One whose fault lasts stays
parked.
raises: UC002 tenant_not_allowed$$;
revoke all on function bursar.drain_daily_totals from public;
grant execute on function bursar.drain_daily_totals to bursar_app;
