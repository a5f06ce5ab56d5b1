create or replace function tolsel.set_context(
    p_user_id bigint default null,
    p_request_id text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_context$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform set_config('tolsel.user_id', coalesce(p_user_id::text, ''), true);
    perform set_config('tolsel.request_id', coalesce(p_request_id, ''), true);
    perform tolsel_core.context_user_id(p_tenant_id), tolsel_core.context_request_id();
end
$set_context$;
comment on function tolsel.set_context is
$$Attributes the rest of the transaction to a person and a request.
raises: UC002 tenant_not_allowed, UC004 user_unknown, UC005 request_id_too_long$$;
revoke all on function tolsel.set_context from public;
grant execute on function tolsel.set_context
    to tolsel_app, tolsel_admin, tolsel_clerk, tolsel_supervisor, tolsel_accountant, tolsel_manager;
