create or replace function tolsel_billing.plan_portions(
    p_payment tolsel_billing.payment, p_is_strict boolean
)
returns tolsel_billing.portion[]
language plpgsql
stable
as $plan_portions$
declare
    v_left numeric := p_payment.amount;
    v_invoice tolsel_billing.invoice;
    v_is_open boolean;
    v_amount numeric;
    v_portions tolsel_billing.portion[] := array[]::tolsel_billing.portion[];
begin
    if p_is_strict and p_payment.invoice_amounts is not null then
        foreach v_amount in array p_payment.invoice_amounts loop
            v_left := v_left - v_amount;
        end loop;
        if v_left < 0 then
            perform tolsel_core.refuse('UB019', format(
                'Payment of %s: the amounts for its invoices add up to %s.', p_payment.amount,
                p_payment.amount - v_left));
        end if;
        v_left := p_payment.amount;
    end if;
    if p_payment.invoice_ids is null then
        for v_invoice in
            select * from tolsel_billing.invoice i
            where i.tenant_id = p_payment.tenant_id and i.customer_id = p_payment.customer_id
                and i.status in ('open', 'partial')
            order by i.due_on, i.invoice_id
        loop
            exit when v_left = 0;
            v_amount := least(v_left, v_invoice.balance_amount);
            v_portions := v_portions || row(v_invoice.invoice_id, v_amount)::tolsel_billing.portion;
            v_left := v_left - v_amount;
        end loop;
    else
        for v_place in 1 .. cardinality(p_payment.invoice_ids) loop
            select * into v_invoice from tolsel_billing.invoice i
            where i.tenant_id = p_payment.tenant_id and i.customer_id = p_payment.customer_id
                and i.invoice_id = p_payment.invoice_ids[v_place];
            v_is_open := coalesce(v_invoice.status in ('open', 'partial'), false);
            if p_is_strict and (
                not v_is_open or p_payment.invoice_amounts[v_place] > v_invoice.balance_amount)
            then
                perform tolsel_billing.check_portion(
                    v_invoice, p_payment.invoice_ids[v_place], p_payment.invoice_amounts[v_place]);
            end if;
            if v_is_open then
                v_amount := least(
                    v_left, v_invoice.balance_amount, p_payment.invoice_amounts[v_place]);
                if v_amount > 0 then
                    v_portions :=
                        v_portions || row(v_invoice.invoice_id, v_amount)::tolsel_billing.portion;
                    v_left := v_left - v_amount;
                end if;
            end if;
        end loop;
    end if;
    if v_left > 0 and p_is_strict and p_payment.surplus = 'refuse' then
        perform tolsel_core.refuse('UB006', format(
            'Payment of %s: %s is open of the invoices it is for, %s is too much.',
            p_payment.amount, p_payment.amount - v_left, v_left));
    end if;
    return v_portions;
end
$plan_portions$;
comment on function tolsel_billing.plan_portions is
$$Divides a payment among the invoices it names, in their order, or else among all that are open,
the oldest first. Where it is not strict, because the money is there already, what cannot be
allocated stays credit. The caller has locked the customer.
raises: UB002 invoice_not_found, UB004 invoice_not_open, UB005 more_than_open,
UB006 surplus_not_wanted, UB019 portions_not_usable$$;
