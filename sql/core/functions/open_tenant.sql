create or replace function tolsel.open_tenant(
    p_name text, p_currency text, p_time_zone text, p_day_starts_at time default '00:00'
)
returns tolsel_core.tenant
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_tenant$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_tenant tolsel_core.tenant;
begin
    perform tolsel_core.check_session();
    perform tolsel_core.check_text(p_name, 'name', 200);
    -- Refuse:
    perform from tolsel_core.currency c where c.currency = p_currency;
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    end if;
    -- Write: where nothing is written, the name is taken.
    insert into tolsel_core.tenant (tenant_id, name, currency, opened_at)
    overriding system value
    values (tolsel_core.next_tenant_id(), p_name, p_currency, v_now)
    on conflict do nothing
    returning * into v_tenant;
    if not found then
        perform tolsel_core.refuse('UC019', format('Tenant %L.', p_name));
    end if;
    insert into tolsel_core.branch (tenant_id, name, time_zone, day_starts_at, is_main, opened_at)
    values (
        v_tenant.tenant_id, 'Main', p_time_zone, coalesce(p_day_starts_at, '00:00'), true, v_now);
    -- Hand on:
    perform tolsel_core.plan_jobs(v_tenant.tenant_id);
    perform tolsel_core.record_activity(
        'open_tenant', 'tenant ' || v_tenant.tenant_id, to_jsonb(v_tenant), v_tenant.tenant_id);
    return v_tenant;
end
$open_tenant$;
comment on function tolsel.open_tenant is
$$Opens a business: its row, its main branch and its chart of accounts.
raises: UC006 time_zone_unknown, UC007 currency_unknown, UC016 text_not_usable,
UC017 day_start_not_usable, UC019 name_taken$$;
revoke all on function tolsel.open_tenant from public;
grant execute on function tolsel.open_tenant to tolsel_admin;
