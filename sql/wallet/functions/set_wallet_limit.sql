create or replace function tolsel.set_wallet_limit(
    p_wallet_id bigint,
    p_credit_limit numeric,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.wallet
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_wallet_limit$
declare
    v_wallet tolsel_wallet.wallet;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: what is provisioned meanwhile waits, and is judged by the new limit.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Refuse, and write: what is used already stays covered.
    perform tolsel_wallet.check_open(v_wallet);
    if p_credit_limit is null then
        perform tolsel_core.refuse('UL014', 'A wallet has a limit: 0 or more.');
    end if;
    perform tolsel_ledger.limit_account(v_wallet.account_id, p_credit_limit, p_tenant_id);
    -- Hand on:
    perform tolsel_core.record_activity(
        'set_wallet_limit', 'wallet ' || p_wallet_id,
        jsonb_build_object('credit_limit', p_credit_limit), p_tenant_id);
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_wallet;
end
$set_wallet_limit$;
comment on function tolsel.set_wallet_limit is
$$Sets how far below nothing a wallet may go: 0 where what it spends is prepaid, above 0 where it is
invoiced. What is used or held already is not lowered away. A month that it cannot cover any more is
refused at its turn.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC010 amount_too_precise,
UC011 amount_too_large, UL005 insufficient_funds, UL014 credit_limit_not_usable,
UW001 wallet_not_found, UW011 wallet_closed$$;
revoke all on function tolsel.set_wallet_limit from public;
grant execute on function tolsel.set_wallet_limit to tolsel_app, tolsel_supervisor;
