create or replace function tolsel_billing.fail_attempt(
    p_payment tolsel_billing.payment, p_error_code text, p_reason text
)
returns tolsel_billing.payment
language plpgsql
volatile
as $fail_attempt$
declare
    v_payment tolsel_billing.payment;
begin
    -- After a minute, then two, four and so on; after the eighth attempt no more by itself.
    update tolsel_billing.payment p
    set status = 'failed', failure_reason = left(p_reason, 1000),
        next_retry_at = case when p.retry_count < 7 then
            tolsel_core.clock_at() + interval '1 minute' * power(2, p.retry_count) end
    where p.tenant_id = p_payment.tenant_id and p.payment_id = p_payment.payment_id
    returning * into v_payment;
    perform tolsel_billing.track_payment(
        v_payment, 'failed', p_error_code, v_payment.failure_reason);
    perform tolsel_core.emit_event(
        'payment.failed', 'payment', v_payment.payment_id,
        jsonb_build_object(
            'customer_id', v_payment.customer_id, 'error_code', p_error_code,
            'retry_count', v_payment.retry_count, 'next_retry_at', v_payment.next_retry_at),
        v_payment.tenant_id);
    return v_payment;
end
$fail_attempt$;
comment on function tolsel_billing.fail_attempt is
    'Marks the present attempt of a payment as failed and says when the next one is due. The caller
has locked the customer.';
