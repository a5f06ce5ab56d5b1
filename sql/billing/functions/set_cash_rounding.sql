create or replace function tolsel.set_cash_rounding(
    p_step numeric,
    p_account_id bigint default null,
    p_currency text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.cash_rounding
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_cash_rounding$
declare
    v_currency tolsel_core.currency;
    v_account_id bigint;
    v_rounding tolsel_billing.cash_rounding;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Refuse:
    select c.* into v_currency
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = coalesce(p_currency, t.currency)
    where t.tenant_id = p_tenant_id;
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    end if;
    if p_step is not null then
        p_step := tolsel_core.check_positive_amount(p_step, v_currency.scale, 'The step');
    end if;
    v_account_id := coalesce(p_account_id, tolsel_ledger.purpose_account(
        'over_short', v_currency.currency, p_tenant_id));
    perform tolsel_channel.check_counter_account(v_account_id, v_currency.currency, p_tenant_id);
    -- Write:
    insert into tolsel_billing.cash_rounding as r (tenant_id, currency, step_amount, account_id)
    values (p_tenant_id, v_currency.currency, p_step, v_account_id)
    on conflict (tenant_id, currency)
    do update set step_amount = excluded.step_amount, account_id = excluded.account_id
    returning * into v_rounding;
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_cash_rounding', 'currency ' || v_currency.currency,
        jsonb_build_object('step', p_step, 'account_id', v_account_id), p_tenant_id);
    return v_rounding;
end
$set_cash_rounding$;
comment on function tolsel.set_cash_rounding is
$$Sets to what cash is rounded in a currency (null: the tenant's), such as 0.05, and the account
for the differences (null: cash over and short); a step of null: cash is not rounded.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large, UC025 amount_not_positive,
UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed$$;
revoke all on function tolsel.set_cash_rounding from public;
grant execute on function tolsel.set_cash_rounding to tolsel_app, tolsel_manager;
