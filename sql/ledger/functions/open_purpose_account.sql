create or replace function tolsel_ledger.open_purpose_account(
    p_purpose text, p_currency text, p_tenant_id bigint
)
returns bigint
language plpgsql
volatile
as $open_purpose_account$
declare
    v_account_id bigint := tolsel_ledger.purpose_account(p_purpose, p_currency, p_tenant_id);
    v_account tolsel_ledger.account;
begin
    if v_account_id is not null then
        return v_account_id;
    end if;
    -- The chart has it in the tenant's own currency; that one is its parent.
    select p_tenant_id, c.code || '-' || p_currency, c.name || ' ' || p_currency, c.type,
        p_currency, c.purpose, c.slots, a.account_id, false
    into strict v_account.tenant_id, v_account.code, v_account.name, v_account.type,
        v_account.currency, v_account.purpose, v_account.slots, v_account.parent_account_id,
        v_account.has_daily_totals
    from tolsel_ledger.chart_template c
    join tolsel_core.tenant t on t.tenant_id = p_tenant_id
    left join tolsel_ledger.account a
        on a.tenant_id = p_tenant_id and a.purpose = c.purpose and a.currency = t.currency
    where c.purpose = p_purpose;
    v_account.metadata := '{}';
    return (tolsel_ledger.create_account(v_account, null)).account_id;
end
$open_purpose_account$;
comment on function tolsel_ledger.open_purpose_account is
$$Answers the account that tolsel uses for a purpose in a currency, and opens it where it is
missing. The caller has locked the tenant.
raises: UC019 name_taken$$;
