create or replace function tolsel.set_credit_limit(
    p_account_id bigint,
    p_credit_limit numeric,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.balance
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_credit_limit$
declare
    v_account tolsel_ledger.account;
    v_balance tolsel_ledger.balance;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_account := tolsel_ledger.get_account(p_account_id, p_tenant_id);
    -- Refuse:
    if v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            'Account %s is managed by %s.', v_account.code, v_account.managed_by));
    end if;
    -- Lock and write:
    v_balance := tolsel_ledger.limit_account(p_account_id, p_credit_limit, p_tenant_id);
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_credit_limit', 'account ' || p_account_id,
        jsonb_build_object('credit_limit', p_credit_limit), p_tenant_id);
    return v_balance;
end
$set_credit_limit$;
comment on function tolsel.set_credit_limit is
$$Sets how far beyond nothing an account may go; null: it is guarded no longer.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC010 amount_too_precise,
UC011 amount_too_large, UL003 account_not_found, UL005 insufficient_funds, UL006 account_managed,
UL013 slots_not_usable, UL014 credit_limit_not_usable$$;
revoke all on function tolsel.set_credit_limit from public;
grant execute on function tolsel.set_credit_limit to tolsel_app, tolsel_accountant;
