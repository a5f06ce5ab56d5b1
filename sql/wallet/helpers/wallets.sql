-- Wallets, found and locked: whatever moves one locks its row first, then what billing and the
-- ledger lock.

create or replace function tolsel_wallet.lock_wallet(p_wallet_id bigint, p_tenant_id bigint)
returns tolsel_wallet.wallet
language plpgsql
volatile
as $lock_wallet$
declare
    v_wallet tolsel_wallet.wallet;
begin
    select * into v_wallet from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and w.wallet_id = p_wallet_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UW001', format(
            'Wallet %s.', coalesce(p_wallet_id::text, 'null')));
    end if;
    return v_wallet;
end
$lock_wallet$;
comment on function tolsel_wallet.lock_wallet is
$$Locks a wallet and answers with it: all that happens to one wallet queues here.
raises: UW001 wallet_not_found$$;

create or replace function tolsel_wallet.wallet_of(p_account_id bigint, p_tenant_id bigint)
returns tolsel_wallet.wallet
language plpgsql
stable
as $wallet_of$
declare
    v_wallet tolsel_wallet.wallet;
begin
    select * into v_wallet from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and w.account_id = p_account_id;
    return v_wallet;
end
$wallet_of$;
comment on function tolsel_wallet.wallet_of is
    'Answers with the wallet that an account is of, as documents name the account.';

create or replace function tolsel_wallet.check_open(p_wallet tolsel_wallet.wallet)
returns void
language plpgsql
stable
as $check_open$
begin
    if p_wallet.closed_at is not null then
        perform tolsel_core.refuse('UW011', format(
            'Wallet %s was closed at %s.', p_wallet.wallet_id, p_wallet.closed_at));
    end if;
end
$check_open$;
comment on function tolsel_wallet.check_open is
$$Checks that a wallet is open.
raises: UW011 wallet_closed$$;

create or replace function tolsel_wallet.get_wallet(p_wallet_id bigint, p_tenant_id bigint)
returns tolsel_wallet.wallet
language plpgsql
stable
as $get_wallet$
declare
    v_wallet tolsel_wallet.wallet;
begin
    select * into v_wallet from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and w.wallet_id = p_wallet_id;
    if not found then
        perform tolsel_core.refuse('UW001', format(
            'Wallet %s.', coalesce(p_wallet_id::text, 'null')));
    end if;
    return v_wallet;
end
$get_wallet$;
comment on function tolsel_wallet.get_wallet is
$$Answers with a wallet of the tenant.
raises: UW001 wallet_not_found$$;

create or replace function tolsel_wallet.reopen_wallet(
    p_wallet tolsel_wallet.wallet, p_credit_limit numeric
)
returns tolsel_wallet.wallet
language plpgsql
volatile
as $reopen_wallet$
declare
    v_wallet tolsel_wallet.wallet;
begin
    perform tolsel_wallet.lock_wallet(p_wallet.wallet_id, p_wallet.tenant_id);
    update tolsel_wallet.wallet w set closed_at = null
    where w.tenant_id = p_wallet.tenant_id and w.wallet_id = p_wallet.wallet_id
    returning * into v_wallet;
    perform tolsel_ledger.limit_account(v_wallet.account_id, p_credit_limit, v_wallet.tenant_id);
    perform tolsel_core.record_activity(
        'open_wallet', 'wallet ' || v_wallet.wallet_id,
        to_jsonb(v_wallet) || jsonb_build_object('credit_limit', p_credit_limit),
        v_wallet.tenant_id);
    return v_wallet;
end
$reopen_wallet$;
comment on function tolsel_wallet.reopen_wallet is
    'Opens a wallet that was closed, with a limit.';

create or replace function tolsel_wallet.lock_top_up(p_payment_id bigint, p_tenant_id bigint)
returns tolsel_billing.payment
language plpgsql
volatile
as $lock_top_up$
declare
    v_wallet tolsel_wallet.wallet;
    v_payment tolsel_billing.payment;
    v_wallet_id bigint := (
        -- The account of a top-up never changes, so that it may be read before it is locked.
        select w.wallet_id
        from tolsel_billing.payment p
        join tolsel_wallet.wallet w on w.tenant_id = p_tenant_id and w.account_id = p.account_id
        where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id);
begin
    if v_wallet_id is null then
        perform tolsel_core.refuse('UW003', format(
            'Payment %s.', coalesce(p_payment_id::text, 'null')));
    end if;
    v_wallet := tolsel_wallet.lock_wallet(v_wallet_id, p_tenant_id);
    v_payment := tolsel_billing.lock_payment(p_payment_id, p_tenant_id, p_kind => 'top_up');
    perform tolsel_wallet.settle_lots(v_wallet, array[tolsel_wallet.place_of(v_payment)]);
    return v_payment;
end
$lock_top_up$;
comment on function tolsel_wallet.lock_top_up is
$$Locks the wallet of a top-up, its customer, and it, and answers with it; lots of the wallet that
have expired are ended first.
raises: UW003 top_up_not_found$$;
