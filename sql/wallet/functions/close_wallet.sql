create or replace function tolsel.close_wallet(
    p_wallet_id bigint, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.wallet
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $close_wallet$
declare
    v_wallet tolsel_wallet.wallet;
    v_funds record;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Repeat:
    if v_wallet.closed_at is not null then
        return v_wallet;
    end if;
    -- Refuse: what has expired is in it no more.
    perform tolsel_wallet.settle_lots(v_wallet);
    select f.settled_amount, f.held_amount, (
            select count(*) from tolsel_wallet.resource r
            where r.tenant_id = p_tenant_id and r.account_id = v_wallet.account_id
                and r.settled_at is null) as running
    into v_funds
    from tolsel_wallet.judge_funds(v_wallet, 0) f;
    if v_funds.settled_amount <> 0 or v_funds.held_amount <> 0 or v_funds.running > 0 then
        perform tolsel_core.refuse('UW010', format(
            'Wallet %s has %s %s, of which %s is held, and %s resources with hours to pay.',
            p_wallet_id, v_funds.settled_amount, v_wallet.currency, v_funds.held_amount,
            v_funds.running));
    end if;
    -- Write:
    perform tolsel_ledger.limit_account(v_wallet.account_id, 0, p_tenant_id);
    perform tolsel_wallet.end_grants(
        v_wallet.account_id, p_name => null, p_until_at => tolsel_core.clock_at(),
        p_tenant_id => p_tenant_id);
    update tolsel_wallet.wallet w set closed_at = tolsel_core.clock_at()
    where w.tenant_id = p_tenant_id and w.wallet_id = p_wallet_id
    returning * into v_wallet;
    -- Hand on:
    perform tolsel_core.emit_event(
        'wallet.closed', 'wallet', p_wallet_id,
        jsonb_build_object(
            'customer_id', v_wallet.customer_id, 'currency', v_wallet.currency),
        p_tenant_id);
    return v_wallet;
end
$close_wallet$;
comment on function tolsel.close_wallet is
$$Closes a wallet that has nothing, holds nothing and pays for nothing: nothing comes into it any
more, until it is opened again, and what recurs ends. Closing twice answers twice with the same.
raises: UC002 tenant_not_allowed, UW001 wallet_not_found, UW010 wallet_not_empty$$;
revoke all on function tolsel.close_wallet from public;
grant execute on function tolsel.close_wallet to tolsel_app, tolsel_supervisor;
