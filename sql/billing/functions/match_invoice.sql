create or replace function tolsel_billing.match_invoice(
    p_invoice tolsel_billing.invoice,
    p_lines tolsel_billing.invoice_line[],
    p_tenant_id bigint
)
returns tolsel_billing.invoice
language plpgsql
stable
set plan_cache_mode = force_generic_plan
as $match_invoice$
declare
    v_invoice tolsel_billing.invoice;
begin
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.request_key = p_invoice.request_key;
    if not found then
        return null;
    end if;
    if (v_invoice.customer_id, v_invoice.kind, v_invoice.series, v_invoice.reference,
            v_invoice.uses_credit, v_invoice.metadata)
        is distinct from (
            p_invoice.customer_id, p_invoice.kind, p_invoice.series, p_invoice.reference,
            p_invoice.uses_credit, p_invoice.metadata)
        or v_invoice.issued_on is distinct from coalesce(p_invoice.issued_on, v_invoice.issued_on)
        or v_invoice.due_on is distinct from coalesce(p_invoice.due_on, v_invoice.due_on)
        or exists (
            select
            from (
                select * from tolsel_billing.invoice_line l
                where l.tenant_id = p_tenant_id and l.invoice_id = v_invoice.invoice_id
            ) had
            full join unnest(p_lines) l on l.line_no = had.line_no
            where (had.account_id, had.amount, had.quantity, had.description)
                is distinct from (l.account_id, l.amount, l.quantity, l.description)
        )
    then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to invoice %s.', p_invoice.request_key, v_invoice.invoice_id));
    end if;
    return v_invoice;
end
$match_invoice$;
comment on function tolsel_billing.match_invoice is
$$Answers with the invoice under a request key, if it has this content; null where the key is new.
Days that were not named match whatever the first call got.
raises: UC024 request_key_reused$$;
