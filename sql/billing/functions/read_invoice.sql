create or replace function tolsel_billing.read_invoice(
    p_customer_id bigint,
    p_lines tolsel_billing.invoice_line[],
    p_reference text,
    p_series text,
    p_metadata jsonb,
    p_request_key text,
    p_tenant_id bigint
)
returns tolsel_billing.invoice
language plpgsql
stable
as $read_invoice$
declare
    v_line tolsel_billing.invoice_line;
    v_total_amount numeric := 0;
    v_invoice tolsel_billing.invoice;
begin
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(p_metadata);
    if p_reference is not null then
        perform tolsel_core.check_text(p_reference, 'reference', 100);
    end if;
    if (p_series ~ '^[A-Z0-9][A-Z0-9-]{0,19}$') is not true then
        perform tolsel_core.refuse('UB016', format('Series %L.', left(p_series, 40)));
    end if;
    v_invoice.tenant_id := p_tenant_id;
    v_invoice.customer_id := p_customer_id;
    v_invoice.kind := 'invoice';
    v_invoice.series := p_series;
    v_invoice.reference := p_reference;
    v_invoice.uses_credit := false;
    v_invoice.metadata := p_metadata;
    v_invoice.request_key := p_request_key;
    foreach v_line in array p_lines loop
        v_total_amount := v_total_amount + v_line.amount;
    end loop;
    if v_total_amount <= 0 then
        perform tolsel_core.refuse('UB015', format(
            'The %s lines add up to %s.', cardinality(p_lines), v_total_amount));
    elsif v_total_amount >= 1e15 then
        perform tolsel_core.refuse('UC011', format(
            'The %s lines add up to %s.', cardinality(p_lines), v_total_amount));
    end if;
    v_invoice.total_amount := v_total_amount;
    return v_invoice;
end
$read_invoice$;
comment on function tolsel_billing.read_invoice is
$$Checks what a caller says of a new invoice and answers with it as a row.
raises: UB015 total_not_positive, UB016 series_not_usable, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;
