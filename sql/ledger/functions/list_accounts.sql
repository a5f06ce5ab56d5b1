create or replace function bursar.list_accounts(
    p_codes text[] default null, p_tenant_id bigint default bursar.current_tenant_id()
)
returns setof bursar_ledger.account
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_accounts$
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    return query
    select a.*
    from bursar_ledger.account a
    where a.tenant_id = p_tenant_id and (p_codes is null or a.code = any(p_codes))
    order by a.code;
end
$list_accounts$;
comment on function bursar.list_accounts is
$$Lists the accounts with one of the given codes, or all; a code that the tenant does not have is
left out.
raises: UC002 tenant_not_allowed$$;
revoke all on function bursar.list_accounts from public;
grant execute on function bursar.list_accounts to bursar_app, bursar_read;
