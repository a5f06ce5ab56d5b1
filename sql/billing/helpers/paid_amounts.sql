-- What follows from allocations: what is paid of an invoice, what is allocated of a payment, and
-- the events that tell of it. A trigger calls it, so no allocation is without.

create or replace function tolsel_billing.add_paid_amounts(
    p_allocations tolsel_billing.allocation[]
)
returns void
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $add_paid_amounts$
declare
    -- The plan made for the first list serves all others: row by row, by index.
    v_allocation tolsel_billing.allocation;
    v_tenant_id bigint;
begin
    -- First ones of new payments are added together.
    select min(a.tenant_id) into v_tenant_id
    from unnest(p_allocations) a
    cross join lateral (
        select p.kind from tolsel_billing.payment p
        where p.tenant_id = a.tenant_id and p.payment_id = a.payment_id
        offset 0
    ) p
    having bool_and(a.is_initial and p.kind = 'payment') and min(a.tenant_id) = max(a.tenant_id);
    if not found then
        foreach v_allocation in array p_allocations loop
            perform tolsel_billing.add_paid_amount(v_allocation);
        end loop;
        return;
    end if;
    -- What each of them leaves open: what is open before, less it and the earlier ones.
    perform tolsel_core.emit_next_events(
        array_agg('invoice.' || case n.balance when 0 then 'paid' else 'partly_paid' end
            order by n.allocation_id),
        'invoice', array_agg(n.invoice_id order by n.allocation_id),
        array_agg(jsonb_build_object(
            'customer_id', n.customer_id, 'payment_id', n.payment_id, 'credit_note_id', null,
            'amount', n.amount::text, 'balance', n.balance::text,
            'allocated_on', n.allocated_on) order by n.allocation_id),
        v_tenant_id)
    from (
        select a.allocation_id, a.invoice_id, a.customer_id, a.payment_id, a.amount,
            a.allocated_on,
            i.balance_amount - sum(a.amount::numeric) over (
                partition by a.invoice_id order by a.allocation_id) as balance
        from unnest(p_allocations) a
        cross join lateral (
            select i.balance_amount from tolsel_billing.invoice i
            where i.tenant_id = v_tenant_id and i.invoice_id = a.invoice_id
            offset 0
        ) i
    ) n;
    update tolsel_billing.invoice i
    set paid_amount = i.paid_amount + n.amount, payment_count = i.payment_count + n.payments,
        partial_payment_count = i.partial_payment_count + n.parts,
        last_payment_on = greatest(i.last_payment_on, n.paid_on)
    from (
        select a.invoice_id, sum(a.amount::numeric) as amount, count(*) as payments,
            count(*) filter (where a.amount < o.total_amount) as parts, max(p.paid_on) as paid_on
        from unnest(p_allocations) a
        cross join lateral (
            select p.paid_on from tolsel_billing.payment p
            where p.tenant_id = v_tenant_id and p.payment_id = a.payment_id
            offset 0
        ) p
        cross join lateral (
            select i.total_amount from tolsel_billing.invoice i
            where i.tenant_id = v_tenant_id and i.invoice_id = a.invoice_id
            offset 0
        ) o
        group by a.invoice_id
    ) n
    where i.tenant_id = v_tenant_id and i.invoice_id = n.invoice_id;
end
$add_paid_amounts$;
comment on function tolsel_billing.add_paid_amounts is
    'Does for allocations what tolsel_billing.add_paid_amount does for one after the other.';

create or replace function tolsel_billing.add_paid_amount(
    p_new tolsel_billing.allocation
)
returns void
language plpgsql
volatile
as $add_paid_amount$
declare
    v_before numeric := 0;
    v_after numeric;
    v_kind text;
    v_paid_on date;
    v_invoice tolsel_billing.invoice;
begin
    if not p_new.is_initial then
        update tolsel_billing.payment p set allocated_amount = p.allocated_amount + p_new.amount
        where p.tenant_id = p_new.tenant_id and p.payment_id = p_new.payment_id
        returning p.allocated_amount, p.kind, p.paid_on into v_after, v_kind, v_paid_on;
        v_before := v_after - p_new.amount;
    else
        select p.kind, p.paid_on into v_kind, v_paid_on from tolsel_billing.payment p
        where p.tenant_id = p_new.tenant_id and p.payment_id = p_new.payment_id;
    end if;
    -- What this payment has paid of this invoice before: nothing where it has paid nothing at all;
    -- else a row or two, by index, however many payments the invoice has.
    if v_kind = 'payment' and v_before > 0 then
        select coalesce(sum(a.amount), 0) into v_before from tolsel_billing.allocation a
        where a.tenant_id = p_new.tenant_id and a.invoice_id = p_new.invoice_id
            and a.payment_id = p_new.payment_id and a.allocation_id <> p_new.allocation_id;
    end if;
    v_after := v_before + p_new.amount;
    -- What a credit note takes off is not paid, and counts as no payment.
    if v_kind = 'credit_note' then
        update tolsel_billing.invoice i set credited_amount = i.credited_amount + p_new.amount
        where i.tenant_id = p_new.tenant_id and i.invoice_id = p_new.invoice_id
        returning * into v_invoice;
        perform tolsel_core.emit_event(
            'credit_note.applied', 'credit_note', p_new.payment_id,
            jsonb_build_object(
                'customer_id', p_new.customer_id, 'invoice_id', p_new.invoice_id,
                'amount', p_new.amount::text, 'allocated_on', p_new.allocated_on),
            p_new.tenant_id);
    else
        update tolsel_billing.invoice i
        set paid_amount = i.paid_amount + p_new.amount,
            payment_count = i.payment_count + (v_after > 0)::integer - (v_before > 0)::integer,
            partial_payment_count = i.partial_payment_count
                + (v_after > 0 and v_after < i.total_amount)::integer
                - (v_before > 0 and v_before < i.total_amount)::integer,
            last_payment_on = case
                when v_after > 0 then greatest(i.last_payment_on, v_paid_on)
                else tolsel_billing.last_payment_of(
                    p_new.invoice_id, p_new.payment_id, p_new.tenant_id)
            end
        where i.tenant_id = p_new.tenant_id and i.invoice_id = p_new.invoice_id
        returning * into v_invoice;
    end if;
    perform tolsel_core.emit_event(
        case when p_new.amount < 0 then 'invoice.reopened'
            when v_invoice.status in ('paid', 'credited') then 'invoice.' || v_invoice.status
            else 'invoice.partly_paid' end,
        'invoice', p_new.invoice_id,
        jsonb_build_object(
            'customer_id', p_new.customer_id,
            'payment_id', case when v_kind = 'payment' then p_new.payment_id end,
            'credit_note_id', case when v_kind = 'credit_note' then p_new.payment_id end,
            'amount', p_new.amount::text, 'balance', v_invoice.balance_amount::text,
            'allocated_on', p_new.allocated_on),
        p_new.tenant_id);
end
$add_paid_amount$;
comment on function tolsel_billing.add_paid_amount is
    'Adds an allocation to what is paid of its invoice and, unless the payment counts it from the
start, to what is allocated of that: by its amount, never by a sum over all. Tells what became of
the invoice.';
