create or replace function tolsel.get_wallet(
    p_wallet_id bigint, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    wallet_id bigint, owner_customer_id bigint, customer_id bigint, currency text, mode text,
    credit_limit numeric, settled_amount numeric, held_amount numeric, available_amount numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_wallet$
#variable_conflict use_column
declare
    v_wallet tolsel_wallet.wallet;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_wallet := tolsel_wallet.get_wallet(p_wallet_id, p_tenant_id);
    return query
    select w.wallet_id, w.owner_customer_id, w.customer_id, w.currency, w.mode,
        w.credit_limit::numeric,
        w.settled_amount - d.hours_amount - d.expired_amount + d.granted_amount,
        w.held_amount - d.hours_amount, w.available_amount - d.expired_amount + d.granted_amount
    from tolsel.wallet w
    cross join tolsel_wallet.judge_due(v_wallet) d
    where w.tenant_id = p_tenant_id and w.wallet_id = p_wallet_id;
end
$get_wallet$;
comment on function tolsel.get_wallet is
$$Answers what a wallet has (settled), what of that is held, and what is available: settled - held +
its credit limit. What has expired since the last run, and the hours before, are taken off, and what
recurs and is due is added.
raises: UC002 tenant_not_allowed, UW001 wallet_not_found$$;
revoke all on function tolsel.get_wallet from public;
grant execute on function tolsel.get_wallet to tolsel_app, tolsel_read, tolsel_clerk;
