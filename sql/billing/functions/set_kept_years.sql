create or replace function tolsel.set_kept_years(
    p_kept_years integer, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_kept_years$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Refuse:
    if (p_kept_years between 0 and 100) is not true then
        perform tolsel_core.refuse('UB066', format('%s years.', coalesce(p_kept_years, -1)));
    end if;
    -- Write:
    insert into tolsel_billing.retention as r (tenant_id, kept_years)
    values (p_tenant_id, p_kept_years)
    on conflict (tenant_id) do update set kept_years = excluded.kept_years;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_kept_years', 'tenant ' || p_tenant_id,
        jsonb_build_object('kept_years', p_kept_years), p_tenant_id);
    return p_kept_years;
end
$set_kept_years$;
comment on function tolsel.set_kept_years is
$$Sets for how many years after its last entry a customer is not forgotten, 10 where nothing is set,
and answers with it.
raises: UB066 kept_years_not_usable, UC002 tenant_not_allowed$$;
revoke all on function tolsel.set_kept_years from public;
grant execute on function tolsel.set_kept_years to tolsel_admin, tolsel_manager;
