create or replace function tolsel_billing.mark_tenant_payments(
    p_opened_before_at timestamptz, p_limit integer, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $mark_tenant_payments$
declare
    v_payment tolsel_billing.payment;
    v_count integer := 0;
begin
    for v_payment in
        select * from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.status = 'open'
            and coalesce(p.last_retry_at, p.opened_at) < p_opened_before_at
        order by p.customer_id, p.payment_id
        limit case when p_limit < 0 then 0 else p_limit end
    loop
        -- Lock: customer by customer, in their order; an answer may have come meanwhile.
        v_payment := tolsel_billing.lock_payment(v_payment.payment_id, p_tenant_id);
        continue when v_payment.status <> 'open'
            or coalesce(v_payment.last_retry_at, v_payment.opened_at) >= p_opened_before_at;
        update tolsel_billing.payment p set status = 'unknown'
        where p.tenant_id = p_tenant_id and p.payment_id = v_payment.payment_id;
        perform tolsel_billing.track_payment(
            v_payment, 'unknown', null, 'The provider has not answered.');
        perform tolsel_core.emit_event(
            'payment.unknown', 'payment', v_payment.payment_id,
            jsonb_build_object('customer_id', v_payment.customer_id), p_tenant_id);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$mark_tenant_payments$;
comment on function tolsel_billing.mark_tenant_payments is
    'Ends the attempts of a tenant whose provider has not answered since a moment, at most so many,
and answers with their number.';
