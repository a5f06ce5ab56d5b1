-- How credit is spent: what is unapplied of one payment or credit note, or of all that a customer
-- has.

create or replace function tolsel_billing.allocate_credit(
    p_payment tolsel_billing.payment,
    p_invoice_id bigint,
    p_amount numeric,
    p_request_key text
)
returns tolsel_billing.allocation
language plpgsql
volatile
as $allocate_credit$
declare
    v_tenant_id bigint := p_payment.tenant_id;
    v_customer tolsel_billing.customer;
    v_invoice tolsel_billing.invoice;
    v_amount numeric;
    v_allocation tolsel_billing.allocation;
begin
    v_customer := tolsel_billing.get_customer(p_payment.customer_id, v_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_allocation from tolsel_billing.allocation a
        where a.tenant_id = v_tenant_id and a.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'allocation ' || v_allocation.allocation_id, to_jsonb(v_allocation),
                jsonb_build_object(
                    'payment_id', p_payment.payment_id, 'invoice_id', p_invoice_id,
                    'amount', coalesce(p_amount, v_allocation.amount),
                    'reverses_allocation_id', null));
            perform tolsel_core.check_standing(
                'allocation ' || v_allocation.allocation_id, p_request_key,
                case tolsel_billing.left_of_allocation(v_allocation.allocation_id, v_tenant_id)
                    when 0 then 'all of it was taken back.' end);
            return v_allocation;
        end if;
    end if;
    -- Refuse:
    if p_amount is not null then
        p_amount := tolsel_core.check_positive_amount(p_amount, v_customer.scale, 'The amount');
    end if;
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = v_tenant_id and i.customer_id = p_payment.customer_id
        and i.invoice_id = p_invoice_id;
    perform tolsel_billing.check_portion(v_invoice, p_invoice_id, p_amount);
    if p_payment.status <> 'completed' then
        perform tolsel_core.refuse('UB007', format(
            'The %s is %s.', tolsel_billing.payment_by_name(p_payment), p_payment.status));
    end if;
    v_amount := coalesce(
        p_amount, least(v_invoice.balance_amount, p_payment.unapplied_amount));
    if v_amount > p_payment.unapplied_amount or p_payment.unapplied_amount = 0 then
        perform tolsel_core.refuse('UB008', format(
            'Of %s %s of %s is unapplied; %s were to be allocated.',
            tolsel_billing.payment_by_name(p_payment), p_payment.unapplied_amount,
            p_payment.amount, v_amount));
    end if;
    -- Write:
    return tolsel_billing.add_allocation(
        p_payment, p_invoice_id, v_amount,
        tolsel_billing.choose_day(v_customer, p_asked_on => null, p_subject => 'The day'),
        p_request_key => p_request_key);
end
$allocate_credit$;
comment on function tolsel_billing.allocate_credit is
$$Applies what is unapplied of a payment or a credit note to an open invoice of the same customer.
The caller has locked the customer.
raises: UB002 invoice_not_found, UB004 invoice_not_open, UB005 more_than_open,
UB007 payment_not_completed, UB008 more_than_unapplied, UB032 request_undone,
UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC024 request_key_reused, UC025 amount_not_positive$$;

create or replace function tolsel_billing.spend_credit(
    p_customer tolsel_billing.customer,
    p_invoice_id bigint,
    p_allocated_on date,
    p_kind text default null,
    p_limit numeric default null
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
        v_wanted := least(v_invoice.balance_amount, p_limit);
        for v_payment in
            select * from tolsel_billing.payment p
            where p.tenant_id = p_customer.tenant_id and p.customer_id = p_customer.customer_id
                and p.unapplied_amount > 0 and (p_kind is null or p.kind = p_kind)
            order by p.payment_id
        loop
            exit when v_wanted = 0;
            v_amount := least(v_wanted, v_payment.unapplied_amount);
            perform tolsel_billing.add_allocation(
                v_payment, v_invoice.invoice_id, v_amount, p_allocated_on);
            v_wanted := v_wanted - v_amount;
            v_spent := v_spent + v_amount;
        end loop;
    end loop;
    return v_spent;
end
$spend_credit$;
comment on function tolsel_billing.spend_credit is
    'Pays one invoice (null: all that are open, the oldest first) from unapplied payments and credit
notes, or from those of one kind, the oldest first, from a day on (null: any), each invoice by a
limit at most (null: none), and answers with what was spent. The caller has locked the customer.';
