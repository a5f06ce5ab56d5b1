create or replace function tolsel.list_invoices_by_status(
    p_status text,
    p_limit integer default 1000,
    p_branch_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.invoice
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_invoices_by_status$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if (p_status in ('draft', 'open', 'partial', 'paid', 'credited', 'void')) is not true then
        perform tolsel_core.refuse('UB029', format('Status %L.', p_status));
    end if;
    perform tolsel_core.branch_id_of(p_branch_id, p_tenant_id);
    return query
    select i.*
    from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.status = p_status
        and coalesce(i.branch_id = p_branch_id, true)
    order by i.due_on, i.invoice_id
    limit tolsel_core.row_limit(p_limit, 1000);
end
$list_invoices_by_status$;
comment on function tolsel.list_invoices_by_status is
$$Lists the invoices of a status, draft, open, partial, paid, credited or void, of a branch
(null: of all), those due first at the top.
raises: UB029 status_unknown, UC002 tenant_not_allowed, UC018 branch_not_found$$;
revoke all on function tolsel.list_invoices_by_status from public;
grant execute on function tolsel.list_invoices_by_status to tolsel_app, tolsel_read, tolsel_clerk;
