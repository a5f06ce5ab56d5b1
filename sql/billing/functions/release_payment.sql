create or replace function tolsel_billing.release_payment(
    p_payment tolsel_billing.payment, p_amount numeric
)
returns void
language plpgsql
volatile
as $release_payment$
declare
    v_to_release numeric := p_amount;
    v_allocation tolsel_billing.allocation;
    v_amount numeric;
begin
    for v_allocation in
        select * from tolsel_billing.allocation a
        where a.tenant_id = p_payment.tenant_id and a.payment_id = p_payment.payment_id
            and a.reverses_allocation_id is null
        order by a.allocation_id desc
    loop
        exit when v_to_release = 0;
        v_amount := least(v_to_release, tolsel_billing.left_of_allocation(
            v_allocation.allocation_id, p_payment.tenant_id));
        continue when v_amount = 0;
        perform tolsel_billing.add_allocation(
            p_payment, v_allocation.invoice_id, -v_amount, v_allocation.allocation_id, null);
        v_to_release := v_to_release - v_amount;
    end loop;
    assert v_to_release = 0, 'a payment has as much allocated as it says';
end
$release_payment$;
comment on function tolsel_billing.release_payment is
    'Takes back allocations of a payment by an amount, the newest first. The caller has locked the
customer.';
