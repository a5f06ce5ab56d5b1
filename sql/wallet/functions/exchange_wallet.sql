create or replace function tolsel.exchange_wallet(
    p_from_wallet_id bigint,
    p_to_wallet_id bigint,
    p_from_amount numeric,
    p_rate numeric default null,
    p_description text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_exchange.exchange
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $exchange_wallet$
declare
    v_from tolsel_wallet.wallet;
    v_to tolsel_wallet.wallet;
    v_exchange tolsel_exchange.exchange;
    v_repeated tolsel_exchange.exchange;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_ledger.check_head(p_description, coalesce(p_metadata, '{}'), p_request_key);
    -- Lock: the wallets, then their customers, each by id.
    perform tolsel_wallet.lock_wallet(w, p_tenant_id)
    from unnest(array[
        least(p_from_wallet_id, p_to_wallet_id), greatest(p_from_wallet_id, p_to_wallet_id)
    ]) w;
    v_from := tolsel_wallet.get_wallet(p_from_wallet_id, p_tenant_id);
    v_to := tolsel_wallet.get_wallet(p_to_wallet_id, p_tenant_id);
    perform tolsel_billing.lock_customer(c, p_tenant_id)
    from unnest(array[
        least(v_from.customer_id, v_to.customer_id), greatest(v_from.customer_id, v_to.customer_id)
    ]) c;
    v_exchange := tolsel_exchange.read_exchange(
        tolsel_ledger.get_account(v_from.account_id, p_tenant_id),
        tolsel_ledger.get_account(v_to.account_id, p_tenant_id), p_metadata, p_request_key);
    -- Repeat:
    v_repeated := tolsel_exchange.find_repeated(
        v_exchange, p_from_amount, p_rate, null, null);
    if v_repeated.exchange_id is not null then
        return v_repeated;
    end if;
    -- Refuse, once what has expired in either of them is ended:
    perform tolsel_wallet.check_open(v_from);
    perform tolsel_wallet.check_open(v_to);
    if v_from.owner_customer_id <> v_to.owner_customer_id then
        perform tolsel_core.refuse('UW022', format(
            'Wallet %s is of customer %s, wallet %s of customer %s.', p_from_wallet_id,
            v_from.owner_customer_id, p_to_wallet_id, v_to.owner_customer_id));
    end if;
    p_from_amount := tolsel_core.check_positive_amount(
        p_from_amount, v_from.scale::integer, 'What goes out');
    v_exchange.from_amount := p_from_amount;
    -- All balances that this will move, in their one order, before any of them is moved.
    perform tolsel_wallet.lock_expiring(
        array[p_from_wallet_id, p_to_wallet_id], p_tenant_id,
        tolsel_exchange.open_clearing(v_exchange));
    perform tolsel_wallet.settle_lots(v_from);
    perform tolsel_wallet.settle_lots(v_to);
    perform tolsel_wallet.check_prepaid(v_from, p_from_amount);
    v_exchange.exchanged_on := greatest(
        (tolsel_core.clock_at() at time zone 'UTC')::date,
        tolsel_ledger.first_open_on(v_from.account_id, p_tenant_id),
        tolsel_ledger.first_open_on(v_to.account_id, p_tenant_id));
    v_exchange := tolsel_exchange.convert_exchange(v_exchange, p_rate, null);
    -- Write:
    v_exchange := tolsel_exchange.add_exchange(v_exchange, p_description);
    perform tolsel_wallet.move_lots(v_exchange);
    -- Hand on:
    perform tolsel_wallet.judge_rule(v_from);
    perform tolsel_wallet.judge_rule(v_to);
    return v_exchange;
end
$exchange_wallet$;
comment on function tolsel.exchange_wallet is
$$Exchanges prepaid money of a wallet into another wallet of its owner, in another currency, at a
rate: units of that for one (null: the last one recorded on the UTC day or at most 7 days before).
What is granted, held, or allowed by a credit limit is not exchanged, and nothing is while the
wallet owes. What goes out is taken from its paid lots in their order; what comes in is a paid lot.
What was wrong is exchanged back.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UL005 insufficient_funds, UL010 balance_out_of_range,
UL027 account_frozen, UW001 wallet_not_found, UW011 wallet_closed, UW015 debt_open,
UW022 another_owner, UX002 rate_not_usable, UX003 rate_not_found, UX004 same_currency,
UX006 converted_to_nothing$$;
revoke all on function tolsel.exchange_wallet from public;
grant execute on function tolsel.exchange_wallet to tolsel_app, tolsel_supervisor;
