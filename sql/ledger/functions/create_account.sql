create or replace function tolsel_ledger.create_account(
    p_account tolsel_ledger.account, p_credit_limit numeric
)
returns tolsel_ledger.account
language plpgsql
volatile
as $create_account$
declare
    v_account tolsel_ledger.account;
begin
    -- Lock: a closing of the books waits, or is seen in a later statement.
    perform from tolsel_core.tenant t where t.tenant_id = p_account.tenant_id for share;
    insert into tolsel_ledger.account (
        tenant_id, code, name, type, currency, scale, parent_account_id, purpose, managed_by, slots,
        has_daily_totals, metadata)
    values (
        p_account.tenant_id, p_account.code, p_account.name, p_account.type, p_account.currency,
        (select c.scale from tolsel_core.currency c where c.currency = p_account.currency),
        p_account.parent_account_id, p_account.purpose, p_account.managed_by, p_account.slots,
        p_account.has_daily_totals, p_account.metadata)
    on conflict do nothing
    returning * into v_account;
    if not found then
        perform tolsel_core.refuse('UC019', format('Account code %L.', p_account.code));
    end if;
    insert into tolsel_ledger.balance (
        tenant_id, account_id, slot, sign, slots, currency, scale, is_managed, has_daily_totals,
        credit_limit, closed_through_on)
    select v_account.tenant_id, v_account.account_id, s, v_account.sign, v_account.slots,
        v_account.currency, v_account.scale, v_account.is_managed, v_account.has_daily_totals,
        p_credit_limit, tolsel_ledger.closed_through_on(null, v_account.tenant_id)
    from generate_series(0, v_account.slots - 1) s;
    return v_account;
end
$create_account$;
comment on function tolsel_ledger.create_account is
$$Writes an account and the balance row of each of its slots.
raises: UC019 name_taken$$;
