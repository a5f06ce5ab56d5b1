create or replace function bursar.set_context(
    p_user_id bigint default null,
    p_request_id text default null,
    p_tenant_id bigint default bursar.current_tenant_id()
)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_context$
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    perform set_config('bursar.user_id', coalesce(p_user_id::text, ''), true);
    perform set_config('bursar.request_id', coalesce(p_request_id, ''), true);
    perform bursar_core.context_user_id(p_tenant_id), bursar_core.context_request_id();
end
$set_context$;
comment on function bursar.set_context is
$$Attributes the rest of the transaction to a person and a request.
raises: UC002 tenant_not_allowed, UC004 user_unknown, UC005 request_id_too_long$$;
revoke all on function bursar.set_context from public;
grant execute on function bursar.set_context to bursar_app, bursar_admin;
