create or replace function tolsel_billing.spend_credit(
    p_customer tolsel_billing.customer, p_invoice_id bigint
)
returns numeric
language plpgsql
volatile
as $spend_credit$
declare
    v_invoice tolsel_billing.invoice;
    v_payment tolsel_billing.payment;
    v_wanted numeric;
    v_amount numeric;
    v_spent numeric := 0;
begin
    for v_invoice in
        select * from tolsel_billing.invoice i
        where i.tenant_id = p_customer.tenant_id and i.customer_id = p_customer.customer_id
            and i.status in ('open', 'partial')
            and (p_invoice_id is null or i.invoice_id = p_invoice_id)
        order by i.due_on, i.invoice_id
    loop
        v_wanted := v_invoice.balance_amount;
        for v_payment in
            select * from tolsel_billing.payment p
            where p.tenant_id = p_customer.tenant_id and p.customer_id = p_customer.customer_id
                and p.unapplied_amount > 0
            order by p.payment_id
        loop
            exit when v_wanted = 0;
            v_amount := least(v_wanted, v_payment.unapplied_amount);
            perform tolsel_billing.add_allocation(
                v_payment, v_invoice.invoice_id, v_amount, null, null);
            v_wanted := v_wanted - v_amount;
            v_spent := v_spent + v_amount;
        end loop;
    end loop;
    return v_spent;
end
$spend_credit$;
comment on function tolsel_billing.spend_credit is
    'Pays one invoice, null for all that are open, the oldest first, from unapplied payments, the
oldest first; answers with what was spent. The caller has locked the customer.';
