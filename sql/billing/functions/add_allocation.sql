create or replace function tolsel_billing.add_allocation(
    p_payment tolsel_billing.payment,
    p_invoice_id bigint,
    p_amount numeric,
    p_reverses_allocation_id bigint,
    p_request_key text
)
returns tolsel_billing.allocation
language plpgsql
volatile
as $add_allocation$
declare
    v_allocation tolsel_billing.allocation;
begin
    insert into tolsel_billing.allocation (
        tenant_id, payment_id, invoice_id, customer_id, amount, reverses_allocation_id, user_id,
        request_key, request_id)
    values (
        p_payment.tenant_id, p_payment.payment_id, p_invoice_id, p_payment.customer_id, p_amount,
        p_reverses_allocation_id, tolsel_core.context_user_id(p_payment.tenant_id), p_request_key,
        tolsel_core.context_request_id())
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_allocation;
    -- The key was free under the lock of this customer: another one's call has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    return v_allocation;
end
$add_allocation$;
comment on function tolsel_billing.add_allocation is
$$Writes one allocation, or the reversal of one. The caller has locked the customer.
raises: UC024 request_key_reused$$;
