create or replace function tolsel.open_customer(
    p_name text,
    p_code text default null,
    p_email text default null,
    p_phone text default null,
    p_currency text default null,
    p_owed_limit numeric default null,
    p_metadata jsonb default '{}',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $open_customer$
declare
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_customer_id bigint;
    v_account tolsel_ledger.account;
    v_customer tolsel_billing.customer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    perform tolsel_core.check_metadata(v_metadata);
    if p_code is not null then
        perform tolsel_core.check_text(p_code, 'code', 100);
    end if;
    perform tolsel_billing.check_contact(p_email, p_phone);
    -- Refuse:
    select c.currency, c.scale into v_account.currency, v_account.scale
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = coalesce(p_currency, t.currency)
    where t.tenant_id = p_tenant_id;
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    end if;
    perform tolsel_billing.check_owed_limit(p_owed_limit, v_account.scale);
    -- Write: the accounts that its documents may need are opened before the first of them.
    v_account.parent_account_id := tolsel_ledger.purpose_account(
        'receivables', v_account.currency, p_tenant_id);
    if v_account.parent_account_id is null then
        perform tolsel_core.lock_tenant(p_tenant_id);
        perform tolsel_ledger.open_purpose_account(p, v_account.currency, p_tenant_id)
        from unnest(array['undeposited_funds', 'opening_balance', 'revenue', 'write_off']) p;
        v_account.parent_account_id := tolsel_ledger.open_purpose_account(
            'receivables', v_account.currency, p_tenant_id);
    end if;
    v_customer_id := nextval('tolsel_billing.customer_customer_id_seq');
    v_account.tenant_id := p_tenant_id;
    v_account.name := p_name;
    v_account.type := 'asset';
    v_account.managed_by := 'billing';
    v_account.slots := 1;
    v_account.has_daily_totals := false;
    v_account.metadata := '{}';
    v_account.code := 'customer:' || v_customer_id;
    v_account := tolsel_ledger.create_account(v_account, null);
    insert into tolsel_billing.customer (
        tenant_id, customer_id, name, code, email, phone, account_id, currency, scale, owed_limit,
        payment_total, metadata)
    overriding system value
    values (
        p_tenant_id, v_customer_id, p_name, p_code, p_email, p_phone, v_account.account_id,
        v_account.currency, v_account.scale,
        tolsel_core.at_scale(p_owed_limit, v_account.scale),
        tolsel_core.at_scale(0, v_account.scale), v_metadata)
    on conflict do nothing
    returning * into v_customer;
    if not found then
        perform tolsel_core.refuse('UC019', format('Customer code %L.', p_code));
    end if;
    return v_customer;
end
$open_customer$;
comment on function tolsel.open_customer is
$$Opens a customer and its receivable account, in the tenant's currency unless another is named.
No invoice may bring what is owed above p_owed_limit, null for no limit.
raises: UB024 owed_limit_not_usable, UC002 tenant_not_allowed, UC007 currency_unknown,
UC013 metadata_not_usable, UC016 text_not_usable, UC019 name_taken$$;
revoke all on function tolsel.open_customer from public;
grant execute on function tolsel.open_customer to tolsel_app, tolsel_clerk;
