create or replace function bursar.expire_holds(
    p_account_limit integer default 1000, p_tenant_id bigint default bursar.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $expire_holds$
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    return bursar_ledger.expire_tenant_holds(p_account_limit, p_tenant_id);
end
$expire_holds$;
comment on function bursar.expire_holds is
$$Closes expired holds, those of at most so many accounts a call, and answers how many.
raises: UC002 tenant_not_allowed$$;
revoke all on function bursar.expire_holds from public;
grant execute on function bursar.expire_holds to bursar_app;
