create or replace function tolsel_billing.lock_payment(p_payment_id bigint, p_tenant_id bigint)
returns tolsel_billing.payment
language plpgsql
volatile
as $lock_payment$
declare
    v_payment tolsel_billing.payment;
begin
    -- The customer of a payment never changes, so that it may be read before it is locked.
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id;
    if not found then
        perform tolsel_core.refuse('UB003', format(
            'Payment %s.', coalesce(p_payment_id::text, 'null')));
    end if;
    perform tolsel_billing.lock_customer(v_payment.customer_id, p_tenant_id);
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id
    for no key update;
    return v_payment;
end
$lock_payment$;
comment on function tolsel_billing.lock_payment is
$$Locks the customer of a payment, then the payment, and answers with it.
raises: UB003 payment_not_found$$;
