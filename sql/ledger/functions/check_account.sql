create or replace function tolsel_ledger.check_account(p_account_id bigint, p_tenant_id bigint)
returns tolsel_ledger.account
language plpgsql
stable
as $check_account$
declare
    v_account tolsel_ledger.account;
begin
    select * into v_account from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and a.account_id = p_account_id;
    if not found then
        perform tolsel_core.refuse('UL003', format(
            'Account %s.', coalesce(p_account_id::text, 'null')));
    end if;
    return v_account;
end
$check_account$;
comment on function tolsel_ledger.check_account is
$$Answers with an account of the tenant, or raises.
raises: UL003 account_not_found$$;
