create or replace function bursar.list_allocations(
    p_invoice_id bigint, p_tenant_id bigint default bursar.current_tenant_id()
)
returns setof bursar_billing.allocation
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_allocations$
begin
    perform bursar_core.enter_tenant(p_tenant_id);
    perform from bursar_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id;
    if not found then
        perform bursar_core.refuse('UB002', format(
            'Invoice %s.', coalesce(p_invoice_id::text, 'null')));
    end if;
    return query
    select a.*
    from bursar_billing.allocation a
    where a.tenant_id = p_tenant_id and a.invoice_id = p_invoice_id
    order by a.paid_at desc, a.allocation_id desc;
end
$list_allocations$;
comment on function bursar.list_allocations is
$$Lists what has paid an invoice, the latest first; what was taken back again is below 0.
raises: UB002 invoice_not_found, UC002 tenant_not_allowed$$;
revoke all on function bursar.list_allocations from public;
grant execute on function bursar.list_allocations to bursar_app, bursar_read;
