create or replace function tolsel_billing.lock_invoice(p_invoice_id bigint, p_tenant_id bigint)
returns tolsel_billing.invoice
language plpgsql
volatile
as $lock_invoice$
declare
    v_invoice tolsel_billing.invoice;
begin
    -- The customer of an invoice never changes, so that it may be read before it is locked.
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id;
    if not found then
        perform tolsel_core.refuse('UB002', format(
            'Invoice %s.', coalesce(p_invoice_id::text, 'null')));
    end if;
    perform tolsel_billing.lock_customer(v_invoice.customer_id, p_tenant_id);
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id
    for no key update;
    return v_invoice;
end
$lock_invoice$;
comment on function tolsel_billing.lock_invoice is
$$Locks the customer of an invoice, then the invoice, and answers with it.
raises: UB002 invoice_not_found$$;
