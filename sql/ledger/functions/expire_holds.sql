create or replace function tolsel.expire_holds(
    p_account_limit integer default 1000, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $expire_holds$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return tolsel_ledger.expire_tenant_holds(p_account_limit, p_tenant_id);
end
$expire_holds$;
comment on function tolsel.expire_holds is
$$Closes the expired holds of at most p_account_limit accounts, and answers how many it closed.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.expire_holds from public;
grant execute on function tolsel.expire_holds to tolsel_app;
