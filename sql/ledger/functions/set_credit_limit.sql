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
    v_available numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_account := tolsel_ledger.get_account(p_account_id, p_tenant_id);
    perform tolsel_ledger.check_credit_limit(p_credit_limit, v_account.slots, v_account.scale);
    -- Lock: postings and holds of the account wait until the new limit stands.
    select * into v_balance from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = 0
    for no key update;
    -- Refuse:
    if v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            'Account %s is managed by %s.', v_account.code, v_account.managed_by));
    end if;
    v_available := v_balance.sign * v_balance.balance - v_balance.held_amount + p_credit_limit;
    if v_available < 0 then
        perform tolsel_core.refuse('UL005', format(
            'Account %s (%s): with a limit of %s it would be short by %s %s.', v_account.code,
            v_account.name, p_credit_limit, -v_available, v_account.currency));
    end if;
    -- Write:
    update tolsel_ledger.balance b set credit_limit = p_credit_limit
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = 0
    returning * into v_balance;
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
