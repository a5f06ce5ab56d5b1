-- Which invoices a payment pays, and by how much. Allocations are only ever added.

create or replace function tolsel_billing.plan_portions(
    p_payments tolsel_billing.payment[], p_is_strict boolean, p_item_nos bigint[] default null
)
returns tolsel_billing.portion[]
language plpgsql
stable
as $plan_portions$
declare
    v_payment tolsel_billing.payment;
    v_payment_no integer := 0;
    v_customer_id bigint;
    -- The open invoices of the customer, read as far as its payments reach.
    v_oldest cursor (p_tenant_id bigint) for
        select * from tolsel_billing.invoice i
        where i.tenant_id = p_tenant_id and i.customer_id = v_customer_id
            and i.status in ('open', 'partial')
        order by i.due_on, i.invoice_id;
    v_is_reading boolean := false;
    v_next tolsel_billing.invoice;
    v_invoice tolsel_billing.invoice;
    v_asked numeric;
    v_left numeric;
    v_amount numeric;
    v_portions tolsel_billing.portion[] := array[]::tolsel_billing.portion[];
    -- What the customer's payments before this one are going to pay of which invoice.
    v_paid_ids bigint[] := array[]::bigint[];
    v_paid_amounts numeric[] := array[]::numeric[];
    v_paid_at integer;
begin
    foreach v_payment in array p_payments loop
        v_payment_no := v_payment_no + 1;
        if p_item_nos is not null then
            perform tolsel_core.note_item(p_item_nos[v_payment_no], v_payment.request_key);
        end if;
        if v_payment.customer_id <> v_customer_id then
            v_paid_ids := array[]::bigint[];
            v_paid_amounts := array[]::numeric[];
            if v_is_reading then
                close v_oldest;
                v_is_reading := false;
            end if;
        end if;
        v_customer_id := v_payment.customer_id;
        v_left := v_payment.amount;
        if p_is_strict and v_payment.invoice_amounts is not null then
            perform tolsel_billing.check_portions(v_payment);
        end if;
        if v_payment.invoice_ids is null and not v_is_reading then
            open v_oldest(v_payment.tenant_id);
            fetch v_oldest into v_next;
            v_is_reading := true;
        end if;
        for v_place in 1 .. coalesce(cardinality(v_payment.invoice_ids), 2147483647) loop
            if v_payment.invoice_ids is null then
                exit when v_left = 0 or v_next.invoice_id is null;
                v_invoice := v_next;
                v_asked := null;
            else
                v_asked := v_payment.invoice_amounts[v_place];
                select * into v_invoice from tolsel_billing.invoice i
                where i.tenant_id = v_payment.tenant_id and i.customer_id = v_customer_id
                    and i.invoice_id = v_payment.invoice_ids[v_place];
            end if;
            v_paid_at := array_position(v_paid_ids, v_invoice.invoice_id);
            if v_paid_at is not null then
                v_invoice.balance_amount := v_invoice.balance_amount - v_paid_amounts[v_paid_at];
                v_invoice.status :=
                    case v_invoice.balance_amount when 0 then 'paid' else 'partial' end;
            end if;
            if p_is_strict and v_payment.invoice_ids is not null
                and (v_invoice.status in ('open', 'partial')
                    and coalesce(v_asked, 0) <= v_invoice.balance_amount) is not true
            then
                perform tolsel_billing.check_portion(
                    v_invoice, v_payment.invoice_ids[v_place], v_asked);
            end if;
            v_amount := case when v_invoice.status in ('open', 'partial')
                then least(v_left, v_invoice.balance_amount, v_asked) end;
            if v_amount > 0 then
                v_portions := v_portions || row(
                    v_payment_no, v_invoice.invoice_id, v_amount, v_invoice.issued_on)
                    ::tolsel_billing.portion;
                v_left := v_left - v_amount;
                if v_paid_at is not null then
                    v_paid_amounts[v_paid_at] := v_paid_amounts[v_paid_at] + v_amount;
                elsif cardinality(p_payments) > 1 then
                    v_paid_ids := v_paid_ids || v_invoice.invoice_id;
                    v_paid_amounts := v_paid_amounts || v_amount;
                end if;
            end if;
            if v_payment.invoice_ids is null and v_left > 0 then
                fetch v_oldest into v_next;
            end if;
        end loop;
        if v_left > 0 and p_is_strict and v_payment.surplus = 'refuse' then
            perform tolsel_billing.refuse_surplus(v_payment, v_left);
        end if;
    end loop;
    if v_is_reading then
        close v_oldest;
    end if;
    return v_portions;
end
$plan_portions$;
comment on function tolsel_billing.plan_portions is
$$Divides payments, those of a customer one after the other, among the invoices that each names, in
their order, or else among all that are open, the oldest first, as if each were booked before the
next. Where it is not strict, because the money is there already, what cannot be allocated becomes
credit. Their numbers among the items of a call, where there are such, are kept for refusals. The
caller has locked the customers.
raises: UB002 invoice_not_found, UB004 invoice_not_open, UB005 more_than_open,
UB006 surplus_not_wanted, UB019 portions_not_usable$$;

create or replace function tolsel_billing.check_portions(p_payment tolsel_billing.payment)
returns void
language plpgsql
stable
as $check_portions$
declare
    v_amount numeric;
    v_left numeric := p_payment.amount;
begin
    foreach v_amount in array p_payment.invoice_amounts loop
        v_left := v_left - v_amount;
    end loop;
    if v_left < 0 then
        perform tolsel_core.refuse('UB019', format(
            'Payment of %s: the amounts for its invoices add up to %s.', p_payment.amount,
            p_payment.amount - v_left));
    end if;
end
$check_portions$;
comment on function tolsel_billing.check_portions is
$$Checks that a payment has what it is to pay of the invoices that it names.
raises: UB019 portions_not_usable$$;

create or replace function tolsel_billing.refuse_surplus(
    p_payment tolsel_billing.payment, p_left numeric
)
returns void
language plpgsql
stable
as $refuse_surplus$
begin
    perform tolsel_core.refuse('UB006', format(
        case when p_payment.invoice_amounts is null
            then 'Payment of %s%s: %s is open of the invoices it is for, %s is too much.'
            else 'Payment of %s%s: %s of it is for the invoices named, %s is for none.'
        end,
        p_payment.amount,
        -- One of several that came as one.
        case when p_payment.suspense_id is not null
            then ' by customer ' || p_payment.customer_id end,
        p_payment.amount - p_left, p_left));
end
$refuse_surplus$;
comment on function tolsel_billing.refuse_surplus is
$$Says how much of a payment is for no invoice, and raises.
raises: UB006 surplus_not_wanted$$;

create or replace function tolsel_billing.planned_amount_of(
    p_payment tolsel_billing.payment, p_is_strict boolean default false
)
returns numeric
language sql
stable
as $planned_amount_of$
    select tolsel_core.at_scale(coalesce(sum(p.amount), 0), scale(p_payment.amount))
    from unnest(tolsel_billing.plan_portions(array[p_payment], p_is_strict)) p;
$planned_amount_of$;
comment on function tolsel_billing.planned_amount_of is
$$Answers how much of a payment would pay invoices that are open now.
raises: the refusals of tolsel_billing.plan_portions$$;

create or replace function tolsel_billing.check_division(
    p_invoice_ids bigint[], p_invoice_amounts numeric[]
)
returns void
language plpgsql
stable
as $check_division$
declare
    v_repeated_id bigint;
begin
    if array_ndims(p_invoice_ids) > 1 or array_lower(p_invoice_ids, 1) <> 1
        or array_ndims(p_invoice_amounts) > 1 or array_lower(p_invoice_amounts, 1) <> 1
    then
        perform tolsel_core.refuse('UB019', 'Each list has one dimension and begins at 1.');
    elsif cardinality(p_invoice_ids) > 1000
        or cardinality(p_invoice_amounts) <> coalesce(cardinality(p_invoice_ids), 0)
    then
        perform tolsel_core.refuse('UB019', format(
            '%s invoices and %s amounts.', coalesce(cardinality(p_invoice_ids)::text, 'No'),
            coalesce(cardinality(p_invoice_amounts)::text, 'no')));
    elsif array_position(p_invoice_ids, null) is not null
        or array_position(p_invoice_amounts, null) is not null
    then
        perform tolsel_core.refuse('UB019', 'An invoice or an amount is null.');
    end if;
    if cardinality(p_invoice_ids) > 1 then
        select i into v_repeated_id from unnest(p_invoice_ids) i
        group by i having count(*) > 1
        order by i limit 1;
    end if;
    if v_repeated_id is not null then
        perform tolsel_core.refuse('UB019', format('Invoice %s is named twice.', v_repeated_id));
    end if;
end
$check_division$;
comment on function tolsel_billing.check_division is
$$Checks the list of invoices that a payment names, and the list of amounts for them, where there
are such.
raises: UB019 portions_not_usable$$;

create or replace function tolsel_billing.check_portion(
    p_invoice tolsel_billing.invoice, p_invoice_id bigint, p_amount numeric default null
)
returns void
language plpgsql
stable
as $check_portion$
begin
    if p_invoice.invoice_id is null then
        perform tolsel_core.refuse('UB002', format(
            'Invoice %s.', coalesce(p_invoice_id::text, 'null')));
    elsif p_invoice.status not in ('open', 'partial') then
        perform tolsel_core.refuse('UB004', format(
            'Invoice %s is %s.', p_invoice.invoice_id, p_invoice.status));
    elsif p_amount > p_invoice.balance_amount then
        perform tolsel_core.refuse('UB005', format(
            'Of invoice %s %s of %s is open; %s were to be paid.', p_invoice.invoice_id,
            p_invoice.balance_amount, p_invoice.total_amount, p_amount));
    end if;
end
$check_portion$;
comment on function tolsel_billing.check_portion is
$$Checks that the customer has such an invoice (null: it has none) and that an amount of it is open
(null: any).
raises: UB002 invoice_not_found, UB004 invoice_not_open, UB005 more_than_open$$;

create or replace function tolsel_billing.add_allocation(
    p_payment tolsel_billing.payment,
    p_invoice_id bigint,
    p_amount numeric,
    p_allocated_on date,
    p_reverses_allocation_id bigint default null,
    p_request_key text default null
)
returns tolsel_billing.allocation
language plpgsql
volatile
as $add_allocation$
declare
    v_allocation tolsel_billing.allocation;
begin
    insert into tolsel_billing.allocation (
        tenant_id, payment_id, invoice_id, customer_id, amount, allocated_on,
        reverses_allocation_id, user_id, request_key, request_id)
    values (
        p_payment.tenant_id, p_payment.payment_id, p_invoice_id, p_payment.customer_id, p_amount,
        greatest(
            p_allocated_on, p_payment.paid_on,
            (select i.issued_on from tolsel_billing.invoice i
             where i.tenant_id = p_payment.tenant_id and i.invoice_id = p_invoice_id),
            (select a.allocated_on from tolsel_billing.allocation a
             where a.tenant_id = p_payment.tenant_id
                and a.allocation_id = p_reverses_allocation_id)),
        p_reverses_allocation_id, tolsel_core.context_user_id(p_payment.tenant_id), p_request_key,
        tolsel_core.context_request_id())
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_allocation;
    -- The key was free a moment ago: a call for another customer has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    return v_allocation;
end
$add_allocation$;
comment on function tolsel_billing.add_allocation is
$$Writes one allocation, or the reversal of one. It counts for the first possible day from
p_allocated_on on (null: any), so that on no day something pays that is not there yet, or is paid
back before it was paid. The caller has locked the customer.
raises: UC024 request_key_reused$$;
