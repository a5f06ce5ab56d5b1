create or replace function tolsel.list_payments_of_request(
    p_request_id text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.payment
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_payments_of_request$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    return query
    select p.*
    from tolsel_billing.payment p
    where p.tenant_id = p_tenant_id and p.request_id = p_request_id
    order by p.payment_id;
end
$list_payments_of_request$;
comment on function tolsel.list_payments_of_request is
$$Lists the payments that one request has opened, in order. tolsel.request_document lists all
it did.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_payments_of_request from public;
grant execute on function tolsel.list_payments_of_request to tolsel_app, tolsel_read, tolsel_clerk;
