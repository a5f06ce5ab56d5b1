-- What was open and what was credit at the end of each of many months: the same as standing.sql
-- answers for one day, from the documents forwards, so that each is read once for all months.

create or replace function tolsel_billing.list_open_months(
    p_first_on date, p_last_on date, p_tenant_id bigint
)
returns table (end_on date, customer_id bigint, invoice_id bigint, due_on date, amount numeric)
language sql
stable
as $list_open_months$
    select n.end_on, i.customer_id, i.invoice_id,
        coalesce(
            case when i.invoice_id = any (array(
                select c.invoice_id from tolsel_billing.invoice_change c
                where c.tenant_id = p_tenant_id)) then (
                -- It was due on another day, before that was changed.
                select c.was_due_on from tolsel_billing.invoice_change c
                where c.tenant_id = p_tenant_id and c.invoice_id = i.invoice_id
                    and c.changed_on > n.end_on
                order by c.change_no
                limit 1) end,
            i.due_on)::date, s.amount
    from (
        select m.invoice_id, m.end_on,
            sum(sum(m.amount)) over months as amount,
            lead(m.end_on, 1, tolsel_billing.whole_month_end(p_last_on + 1)) over months as until_on
        from (
            select i.invoice_id, i.issued_on as counts_on, i.total_amount::numeric as amount
            from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.journal_id is not null
            union all
            select i.invoice_id, i.voided_on, -i.total_amount
            from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.voided_on is not null
            union all
            select a.invoice_id, a.counts_on, -a.amount
            from tolsel_billing.list_counted_allocations(p_tenant_id) a
        ) d
        cross join lateral (
            select d.invoice_id, d.amount,
                greatest(tolsel_billing.whole_month_end(d.counts_on), p_first_on) as end_on
        ) m
        where d.counts_on <= p_last_on
        group by m.invoice_id, m.end_on
        window months as (partition by m.invoice_id order by m.end_on)
    ) s
    join tolsel_billing.invoice i on i.tenant_id = p_tenant_id and i.invoice_id = s.invoice_id
    cross join lateral tolsel_billing.list_month_ends(s.end_on, s.until_on) n(end_on)
    where s.amount <> 0
$list_open_months$;
comment on function tolsel_billing.list_open_months is
    'Lists the invoices that were open at the end of each month from one to another, which are given
by their last days. Below 0 is what was paid twice, as in list_open_on.';

create or replace function tolsel_billing.list_credit_months(
    p_first_on date, p_last_on date, p_tenant_id bigint
)
returns table (end_on date, customer_id bigint, amount numeric)
language sql
stable
as $list_credit_months$
    select n.end_on, s.customer_id, s.amount
    from (
        select p.customer_id, m.end_on,
            sum(sum(m.amount)) over months as amount,
            lead(m.end_on, 1, tolsel_billing.whole_month_end(p_last_on + 1)) over months as until_on
        from (
            select p.payment_id, p.paid_on as counts_on, p.amount::numeric
            from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.journal_id is not null
            union all
            select p.payment_id, p.voided_on, -p.amount
            from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.voided_on is not null
            union all
            select r.payment_id, r.refunded_on, -r.amount
            from tolsel_billing.refund r
            where r.tenant_id = p_tenant_id
            union all
            select r.payment_id, r.voided_on, r.amount
            from tolsel_billing.refund r
            where r.tenant_id = p_tenant_id and r.voided_on is not null
            union all
            select a.payment_id, a.counts_on, -a.amount
            from tolsel_billing.list_counted_allocations(p_tenant_id) a
        ) d
        -- What is paid into a wallet is no credit, on no day.
        join tolsel_billing.payment p
            on p.tenant_id = p_tenant_id and p.payment_id = d.payment_id and p.kind <> 'top_up'
        cross join lateral (
            select d.amount,
                greatest(tolsel_billing.whole_month_end(d.counts_on), p_first_on) as end_on
        ) m
        where d.counts_on <= p_last_on
        group by p.customer_id, m.end_on
        window months as (partition by p.customer_id order by m.end_on)
    ) s
    cross join lateral tolsel_billing.list_month_ends(s.end_on, s.until_on) n(end_on)
    where s.amount <> 0
$list_credit_months$;
comment on function tolsel_billing.list_credit_months is
    'Lists what was credit of each customer at the end of each month from one to another, which are
given by their last days.';

create or replace function tolsel_billing.list_counted_allocations(p_tenant_id bigint)
returns table (invoice_id bigint, payment_id bigint, counts_on date, amount numeric)
language sql
stable
as $list_counted_allocations$
    select a.invoice_id, a.payment_id,
        -- What was void paid nothing and was paid by nothing, whenever it was freed.
        least(a.allocated_on, p.voided_on, i.voided_on)::date, a.amount::numeric
    from tolsel_billing.allocation a
    join tolsel_billing.invoice i on i.tenant_id = p_tenant_id and i.invoice_id = a.invoice_id
    join tolsel_billing.payment p on p.tenant_id = p_tenant_id and p.payment_id = a.payment_id
    where a.tenant_id = p_tenant_id
$list_counted_allocations$;
comment on function tolsel_billing.list_counted_allocations is
    'Lists all that was allocated, and below 0 taken back, and the day from which each counts.';

create or replace function tolsel_billing.list_month_ends(p_first_on date, p_until_on date)
returns setof date
language sql
immutable
as $list_month_ends$
    select m.on_at::date - 1
    from generate_series(
        p_first_on + interval '1 day', p_until_on + interval '0 days', interval '1 month') m(on_at)
$list_month_ends$;
comment on function tolsel_billing.list_month_ends is
    'Lists the last days of months, from the first given to the one before the other.';

create or replace function tolsel_billing.whole_month_end(p_on date)
returns date
language sql
immutable
as $whole_month_end$
    select (date_trunc('month', p_on + interval '0 days') + interval '1 month')::date - 1
$whole_month_end$;
comment on function tolsel_billing.whole_month_end is
    'Answers with the last day of the month of a day.';
