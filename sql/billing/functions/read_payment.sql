create or replace function tolsel_billing.read_payment(
    p_customer_id bigint,
    p_amount numeric,
    p_method text,
    p_channel_id bigint,
    p_invoice_ids bigint[],
    p_invoice_amounts numeric[],
    p_surplus text,
    p_paid_on date,
    p_provider_reference text,
    p_metadata jsonb,
    p_request_key text,
    p_tenant_id bigint
)
returns tolsel_billing.payment
language plpgsql
stable
as $read_payment$
declare
    v_payment tolsel_billing.payment;
begin
    if p_request_key is not null then
        perform tolsel_core.check_request_key(p_request_key);
    end if;
    if p_metadata is distinct from '{}' then
        perform tolsel_core.check_metadata(p_metadata);
    end if;
    -- How precise it may be depends on the customer, who is not locked yet.
    if (p_amount > 0 and p_amount < 1e15) is not true then
        perform tolsel_core.check_positive_amount(p_amount, 16383, 'The amount');
    end if;
    if p_provider_reference is not null then
        perform tolsel_core.check_text(p_provider_reference, 'provider reference', 200);
    end if;
    if p_paid_on is not null then
        perform tolsel_core.check_date(p_paid_on, 'The day of payment');
    end if;
    if p_surplus is null or p_surplus not in ('refuse', 'keep') then
        perform tolsel_core.refuse('UB018', format('Surplus %L.', left(p_surplus, 40)));
    elsif p_invoice_ids is not null or p_invoice_amounts is not null then
        perform tolsel_billing.check_division(p_invoice_ids, p_invoice_amounts);
    end if;
    v_payment.tenant_id := p_tenant_id;
    v_payment.customer_id := p_customer_id;
    v_payment.kind := 'payment';
    v_payment.method := p_method;
    v_payment.channel_id := p_channel_id;
    v_payment.amount := p_amount;
    v_payment.allocated_amount := 0;
    v_payment.invoice_ids := p_invoice_ids;
    v_payment.invoice_amounts := p_invoice_amounts;
    v_payment.surplus := p_surplus;
    v_payment.is_provider := false;
    v_payment.paid_on := p_paid_on;
    v_payment.provider_reference := p_provider_reference;
    v_payment.retry_count := 0;
    v_payment.metadata := p_metadata;
    v_payment.request_key := p_request_key;
    v_payment.opened_at := tolsel_core.clock_at();
    return v_payment;
end
$read_payment$;
comment on function tolsel_billing.read_payment is
$$Checks the form of what a caller says of a new payment and answers with it as a row. What can
only be judged with the customer locked is left to tolsel_billing.check_payment.
raises: UB018 surplus_unknown, UB019 portions_not_usable, UC008 amount_not_finite,
UC009 amount_is_zero, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable,
UC025 amount_not_positive$$;
