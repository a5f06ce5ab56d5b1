create or replace function tolsel_billing.add_invoice(
    p_invoice tolsel_billing.invoice, p_lines tolsel_billing.invoice_line[]
)
returns tolsel_billing.invoice
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
as $add_invoice$
declare
    v_invoice tolsel_billing.invoice;
begin
    insert into tolsel_billing.invoice (
        tenant_id, customer_id, kind, series, reference, uses_credit, total_amount, user_id,
        request_key, request_id, metadata)
    values (
        p_invoice.tenant_id, p_invoice.customer_id, p_invoice.kind, p_invoice.series,
        p_invoice.reference, p_invoice.uses_credit, p_invoice.total_amount,
        tolsel_core.context_user_id(p_invoice.tenant_id), p_invoice.request_key,
        tolsel_core.context_request_id(), p_invoice.metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_invoice;
    -- The key was free under the lock of this customer: another one's call has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_invoice.request_key));
    end if;
    insert into tolsel_billing.invoice_line (
        tenant_id, invoice_id, line_no, account_id, amount, quantity, description)
    select v_invoice.tenant_id, v_invoice.invoice_id, l.line_no, l.account_id, l.amount, l.quantity,
        l.description
    from unnest(p_lines) l;
    return v_invoice;
end
$add_invoice$;
comment on function tolsel_billing.add_invoice is
$$Writes a draft and its lines. The caller has locked the customer.
raises: UC024 request_key_reused$$;
