create or replace function bursar_billing.lock_payment(p_payment_id bigint, p_tenant_id bigint)
returns bursar_billing.payment
language plpgsql
volatile
as $lock_payment$
declare
    v_payment bursar_billing.payment;
begin
    -- The customer of a payment never changes, so that it may be read before it is locked.
    select * into v_payment from bursar_billing.payment p
    where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id;
    if not found then
        perform bursar_core.refuse('UB003', format(
            'Payment %s.', coalesce(p_payment_id::text, 'null')));
    end if;
    perform bursar_billing.lock_customer(v_payment.customer_id, p_tenant_id);
    select * into v_payment from bursar_billing.payment p
    where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id
    for no key update;
    return v_payment;
end
$lock_payment$;
comment on function bursar_billing.lock_payment is
$$Locks the customer of a payment, then the payment, and answers with it.
raises: UB003 payment_not_found$$;
