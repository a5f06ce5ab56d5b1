create or replace function tolsel.set_usage_setting(
    p_late_days integer default null,
    p_closing_days integer default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.usage_setting
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_usage_setting$
declare
    v_setting tolsel_wallet.usage_setting;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: settings are made one after the other.
    perform tolsel_core.lock_tenant(p_tenant_id);
    v_setting := tolsel_wallet.get_usage_setting(p_tenant_id);
    -- Refuse:
    if p_late_days not between 0 and 366 or p_closing_days not between 0 and 27 then
        perform tolsel_core.refuse('UW020', format(
            'Late by %s days, closed after %s.', coalesce(p_late_days, v_setting.late_days),
            coalesce(p_closing_days, v_setting.closing_days)));
    end if;
    -- Write:
    insert into tolsel_wallet.usage_setting (tenant_id, late_days, closing_days)
    values (
        p_tenant_id, coalesce(p_late_days, v_setting.late_days),
        coalesce(p_closing_days, v_setting.closing_days))
    on conflict (tenant_id) do update
    set late_days = excluded.late_days, closing_days = excluded.closing_days
    returning * into v_setting;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_usage_setting', 'tenant ' || p_tenant_id, to_jsonb(v_setting), p_tenant_id);
    return v_setting;
end
$set_usage_setting$;
comment on function tolsel.set_usage_setting is
$$Sets how many days late usage may be told, and how many days after its end a month of wallets is
closed; null: as it is, at first 31 and 3.
raises: UC002 tenant_not_allowed, UW020 usage_setting_not_usable$$;
revoke all on function tolsel.set_usage_setting from public;
grant execute on function tolsel.set_usage_setting to tolsel_app, tolsel_manager;
