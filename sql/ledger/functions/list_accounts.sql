create or replace function tolsel.list_accounts(
    p_codes text[] default null, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_ledger.account
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_accounts$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return query
    select a.*
    from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and (p_codes is null or a.code = any(p_codes))
    order by a.code;
end
$list_accounts$;
comment on function tolsel.list_accounts is
$$Lists the accounts with one of the given codes, or all; a code that the tenant does not have is
left out.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_accounts from public;
grant execute on function tolsel.list_accounts to tolsel_app, tolsel_read;
