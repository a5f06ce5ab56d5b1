create or replace function tolsel.open_wallet(
    p_owner_customer_id bigint,
    p_currency text default null,
    p_credit_limit numeric default 0,
    p_metadata jsonb default '{}',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.wallet
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_wallet$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_owner tolsel_billing.customer;
    v_customer tolsel_billing.customer;
    v_account tolsel_ledger.account;
    v_wallet tolsel_wallet.wallet;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_metadata(v_metadata);
    -- Lock: two openings for one customer queue here.
    v_owner := tolsel_billing.lock_customer(p_owner_customer_id, p_tenant_id);
    -- Refuse:
    select coalesce(p_currency, v_owner.currency), c.scale
    into v_account.currency, v_account.scale
    from tolsel_core.currency c
    where c.currency = coalesce(p_currency, v_owner.currency);
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    end if;
    perform tolsel_ledger.check_credit_limit(coalesce(p_credit_limit, 0), 1, v_account.scale);
    select * into v_wallet from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and v_account.currency = w.currency
        and p_owner_customer_id in (w.owner_customer_id, w.customer_id);
    if v_wallet.closed_at is not null and v_wallet.owner_customer_id = p_owner_customer_id then
        return tolsel_wallet.reopen_wallet(v_wallet, coalesce(p_credit_limit, 0));
    elsif found then
        perform tolsel_core.refuse('UW002', format(
            'Customer %s (%s) has wallet %s in %s.', p_owner_customer_id, v_owner.name,
            v_wallet.wallet_id, v_wallet.currency));
    end if;
    -- Write: who owns wallets in several currencies has a customer in each, with debts, invoices
    -- and statements of its own.
    v_customer := v_owner;
    if v_account.currency <> v_owner.currency then
        v_customer := tolsel.open_customer(
            v_owner.name, p_email => v_owner.email, p_phone => v_owner.phone,
            p_currency => v_account.currency, p_tenant_id => p_tenant_id);
    end if;
    v_account.parent_account_id := tolsel_ledger.purpose_account(
        'wallets', v_account.currency, p_tenant_id);
    if v_account.parent_account_id is null then
        perform tolsel_core.lock_tenant(p_tenant_id);
        perform tolsel_ledger.open_purpose_account(p, v_account.currency, p_tenant_id)
        from unnest(array['breakage', 'promotion']) p;
        v_account.parent_account_id := tolsel_ledger.open_purpose_account(
            'wallets', v_account.currency, p_tenant_id);
    end if;
    v_wallet.wallet_id := nextval('tolsel_wallet.wallet_wallet_id_seq');
    v_account.tenant_id := p_tenant_id;
    v_account.code := 'wallet:' || v_wallet.wallet_id;
    v_account.name := v_owner.name;
    v_account.type := 'liability';
    v_account.managed_by := 'wallet';
    v_account.slots := 1;
    v_account.has_daily_totals := false;
    v_account.metadata := '{}';
    v_account := tolsel_ledger.create_account(v_account, coalesce(p_credit_limit, 0));
    insert into tolsel_wallet.wallet (
        tenant_id, wallet_id, owner_customer_id, customer_id, account_id, currency, scale,
        opened_at, metadata)
    overriding system value
    values (
        p_tenant_id, v_wallet.wallet_id, p_owner_customer_id, v_customer.customer_id,
        v_account.account_id, v_account.currency, v_account.scale, tolsel_core.clock_at(),
        v_metadata)
    returning * into v_wallet;
    -- Hand on:
    perform tolsel_core.record_activity(
        'open_wallet', 'wallet ' || v_wallet.wallet_id,
        to_jsonb(v_wallet) || jsonb_build_object('credit_limit', coalesce(p_credit_limit, 0)),
        p_tenant_id);
    return v_wallet;
end
$open_wallet$;
comment on function tolsel.open_wallet is
$$Opens the wallet of a customer in a currency (null: the customer's own; in any other, with a
customer of that currency beside it), or again one that was closed. With a credit limit above 0 it
may go below nothing as far as that, and is invoiced.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC007 currency_unknown,
UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UC013 metadata_not_usable, UL014 credit_limit_not_usable, UW002 wallet_exists$$;
revoke all on function tolsel.open_wallet from public;
grant execute on function tolsel.open_wallet to tolsel_app, tolsel_supervisor;
