create or replace function tolsel_ledger.purpose_account(
    p_purpose text, p_currency text, p_tenant_id bigint
)
returns bigint
language plpgsql
stable
as $purpose_account$
begin
    return (
        select a.account_id from tolsel_ledger.account a
        where a.tenant_id = p_tenant_id and a.purpose = p_purpose and a.currency = p_currency);
end
$purpose_account$;
comment on function tolsel_ledger.purpose_account is
    'Answers the account that tolsel uses for a purpose in a currency; null: none.';
