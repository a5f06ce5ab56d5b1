create or replace function tolsel.list_allocations(
    p_invoice_id bigint, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.allocation
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_allocations$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id;
    if not found then
        perform tolsel_core.refuse('UB002', format(
            'Invoice %s.', coalesce(p_invoice_id::text, 'null')));
    end if;
    return query
    select a.*
    from tolsel_billing.allocation a
    where a.tenant_id = p_tenant_id and a.invoice_id = p_invoice_id
    order by a.paid_at desc, a.allocation_id desc;
end
$list_allocations$;
comment on function tolsel.list_allocations is
$$Lists what has paid an invoice, the latest first; what was taken back again is below 0.
raises: UB002 invoice_not_found, UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_allocations from public;
grant execute on function tolsel.list_allocations to tolsel_app, tolsel_read, tolsel_clerk;
