create or replace function tolsel_billing.open_attempt(p_payment tolsel_billing.payment)
returns tolsel_billing.payment
language plpgsql
volatile
as $open_attempt$
declare
    v_payment tolsel_billing.payment := p_payment;
begin
    if v_payment.payment_id is null then
        v_payment.payment_id := nextval('tolsel_billing.payment_payment_id_seq');
        v_payment.status := 'open';
        return tolsel_billing.add_payment(v_payment);
    end if;
    update tolsel_billing.payment p
    set status = 'open', retry_count = p.retry_count + 1, last_retry_at = tolsel_core.clock_at(),
        next_retry_at = null, failure_reason = null,
        provider_reference = p_payment.provider_reference
    where p.tenant_id = p_payment.tenant_id and p.payment_id = p_payment.payment_id
    returning * into v_payment;
    perform tolsel_billing.track_payment(v_payment, 'initiated', null, null);
    return v_payment;
end
$open_attempt$;
comment on function tolsel_billing.open_attempt is
$$Begins the first attempt of a new payment, or one more of an old one. The caller has locked the
customer.
raises: UC024 request_key_reused$$;
