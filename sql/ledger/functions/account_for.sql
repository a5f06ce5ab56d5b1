create or replace function bursar_ledger.account_for(
    p_purpose text, p_currency text, p_tenant_id bigint
)
returns bigint
language plpgsql
stable
as $account_for$
declare
    v_account_id bigint;
begin
    select a.account_id into v_account_id from bursar_ledger.account a
    where a.tenant_id = p_tenant_id and a.purpose = p_purpose and a.currency = p_currency;
    if not found then
        perform bursar_core.refuse('UL028', format('%s in %s.', p_purpose, p_currency));
    end if;
    return v_account_id;
end
$account_for$;
comment on function bursar_ledger.account_for is
$$Answers the account that the tenant keeps for a purpose in a currency.
raises: UL028 purpose_not_covered$$;
