create or replace function tolsel.set_ticket_invoice(
    p_ticket_id bigint,
    p_invoice_id bigint,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_queue.ticket
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_ticket_invoice$
declare
    v_ticket tolsel_queue.ticket;
    v_invoice tolsel_billing.invoice;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_ticket := tolsel_queue.lock_ticket(p_ticket_id, p_tenant_id);
    -- Refuse:
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id;
    if not found then
        perform tolsel_core.refuse('UB002', format(
            'Invoice %s.', coalesce(p_invoice_id::text, 'null')));
    elsif v_ticket.customer_id <> v_invoice.customer_id
        or v_ticket.invoice_id <> p_invoice_id
    then
        perform tolsel_core.refuse('UQ025', format(
            'Ticket %s (%s) has customer %s and invoice %s; invoice %s has customer %s.',
            p_ticket_id, v_ticket.token, coalesce(v_ticket.customer_id::text, 'none'),
            coalesce(v_ticket.invoice_id::text, 'none'), p_invoice_id, v_invoice.customer_id));
    end if;
    -- Write: a unique index decides between two tickets.
    begin
        update tolsel_queue.ticket t
        set invoice_id = p_invoice_id, customer_id = v_invoice.customer_id
        where t.tenant_id = p_tenant_id and t.ticket_id = p_ticket_id
        returning * into v_ticket;
    exception when unique_violation then
        perform tolsel_core.refuse('UQ025', format(
            'Invoice %s is that of another ticket.', p_invoice_id));
    end;
    return v_ticket;
end
$set_ticket_invoice$;
comment on function tolsel.set_ticket_invoice is
$$Says which invoice the service of a ticket led to, once; the ticket then belongs to the customer
of the invoice.
raises: UB002 invoice_not_found, UC002 tenant_not_allowed, UQ008 ticket_not_found,
UQ025 invoice_not_fitting$$;
revoke all on function tolsel.set_ticket_invoice from public;
grant execute on function tolsel.set_ticket_invoice to tolsel_app, tolsel_clerk;
