-- What stood at the end of a day: what stands now, less what counts for later days. So today costs
-- what is open, and a past day besides what has happened since.

create or replace function tolsel_billing.choose_past_day(p_on date, p_tenant_id bigint)
returns date
language plpgsql
stable
as $choose_past_day$
begin
    if exists (
            select from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.issued_on > p_on)
        or exists (
            select from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.paid_on > p_on)
        or exists (
            select from tolsel_billing.allocation a
            where a.tenant_id = p_tenant_id and a.allocated_on > p_on)
        or exists (
            select from tolsel_billing.refund r
            where r.tenant_id = p_tenant_id and r.refunded_on > p_on)
        or exists (
            select from tolsel_billing.invoice_change c
            where c.tenant_id = p_tenant_id and c.changed_on > p_on)
        or exists (
            select from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.voided_on > p_on)
        or exists (
            select from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.voided_on > p_on)
        or exists (
            select from tolsel_billing.refund r
            where r.tenant_id = p_tenant_id and r.voided_on > p_on)
    then
        return p_on;
    end if;
    return null;
end
$choose_past_day$;
comment on function tolsel_billing.choose_past_day is
    'Answers with a day after which something of billing counts, and null for a day (or none) at the
end of which all stood as it stands now: the helpers here then look at nothing else.';

create or replace function tolsel_billing.list_open_on(
    p_customer_id bigint, p_past_on date, p_tenant_id bigint
)
returns table (customer_id bigint, invoice_id bigint, due_on date, amount numeric)
language sql
stable
as $list_open_on$
    select coalesce(o.customer_id, s.customer_id), coalesce(o.invoice_id, s.invoice_id),
        coalesce(
            (
                -- It was due on another day, before that was changed.
                select c.was_due_on from tolsel_billing.invoice_change c
                where c.tenant_id = p_tenant_id and c.changed_on > p_past_on
                    and c.invoice_id = coalesce(o.invoice_id, s.invoice_id)
                order by c.change_no
                limit 1
            ), o.due_on, s.due_on)::date,
        coalesce(o.balance_amount, 0) + coalesce(s.amount, 0)
    from (
        select i.customer_id, i.invoice_id, i.due_on, i.balance_amount
        from tolsel_billing.invoice i
        where i.tenant_id = p_tenant_id and i.status in ('open', 'partial')
            and (p_customer_id is null or i.customer_id = p_customer_id)
    ) o
    full join (
        select s.customer_id, s.invoice_id, s.due_on, sum(s.amount) as amount
        from (
            select i.customer_id, i.invoice_id, i.due_on, -i.total_amount::numeric as amount
            from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.issued_on > p_past_on
                and i.journal_id is not null
            union all
            select i.customer_id, i.invoice_id, i.due_on, i.total_amount
            from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.voided_on > p_past_on
            union all
            select a.customer_id, a.invoice_id, a.due_on, a.amount
            from tolsel_billing.allocated_since(p_past_on, p_tenant_id) a
        ) s
        where p_customer_id is null or s.customer_id = p_customer_id
        group by s.customer_id, s.invoice_id, s.due_on
    ) s on s.invoice_id = o.invoice_id
    where coalesce(o.balance_amount, 0) + coalesce(s.amount, 0) <> 0;
$list_open_on$;
comment on function tolsel_billing.list_open_on is
    'Lists what was open of each invoice at the end of a past day (null: is open now) of one
customer or all. Below 0 is what was paid twice, because a payment that was recorded later counts
for an earlier day.';

create or replace function tolsel_billing.list_credit_on(
    p_customer_id bigint, p_past_on date, p_tenant_id bigint
)
returns table (customer_id bigint, payment_id bigint, amount numeric)
language sql
stable
as $list_credit_on$
    select coalesce(o.customer_id, s.customer_id), coalesce(o.payment_id, s.payment_id),
        coalesce(o.unapplied_amount, 0) + coalesce(s.amount, 0)
    from (
        select p.customer_id, p.payment_id, p.unapplied_amount
        from tolsel_billing.payment p
        where p.tenant_id = p_tenant_id and p.unapplied_amount > 0
            and (p_customer_id is null or p.customer_id = p_customer_id)
    ) o
    full join (
        select s.customer_id, s.payment_id, sum(s.amount) as amount
        from (
            select p.customer_id, p.payment_id, -p.amount::numeric as amount
            from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.paid_on > p_past_on
                and p.journal_id is not null
            union all
            select p.customer_id, p.payment_id, p.amount
            from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.voided_on > p_past_on
            union all
            select r.customer_id, r.payment_id, r.amount
            from tolsel_billing.refund r
            where r.tenant_id = p_tenant_id and r.refunded_on > p_past_on
            union all
            select r.customer_id, r.payment_id, -r.amount
            from tolsel_billing.refund r
            where r.tenant_id = p_tenant_id and r.voided_on > p_past_on
            union all
            select a.customer_id, a.payment_id, a.amount
            from tolsel_billing.allocated_since(p_past_on, p_tenant_id) a
        ) s
        -- What is paid into a wallet is no credit, on no day.
        join tolsel_billing.payment t
            on t.tenant_id = p_tenant_id and t.payment_id = s.payment_id and t.kind <> 'top_up'
        where p_customer_id is null or s.customer_id = p_customer_id
        group by s.customer_id, s.payment_id
    ) s on s.payment_id = o.payment_id
    where coalesce(o.unapplied_amount, 0) + coalesce(s.amount, 0) <> 0;
$list_credit_on$;
comment on function tolsel_billing.list_credit_on is
    'Lists what was unapplied of each payment at the end of a past day (null: is unapplied now) of
one customer or all. Below 0 is what was refunded of it before it was taken back from an invoice.';

create or replace function tolsel_billing.allocated_since(p_past_on date, p_tenant_id bigint)
returns table (
    customer_id bigint, payment_id bigint, invoice_id bigint, due_on date, amount numeric
)
language sql
stable
as $allocated_since$
    select a.customer_id, a.payment_id, a.invoice_id, i.due_on::date, a.amount::numeric
    from tolsel_billing.allocation a
    join tolsel_billing.invoice i on i.tenant_id = p_tenant_id and i.invoice_id = a.invoice_id
    join tolsel_billing.payment p on p.tenant_id = p_tenant_id and p.payment_id = a.payment_id
    where a.tenant_id = p_tenant_id and a.allocated_on > p_past_on
        -- What was void by then paid nothing and was paid by nothing, whenever it was freed.
        and coalesce(p.voided_on > p_past_on, true) and coalesce(i.voided_on > p_past_on, true);
$allocated_since$;
comment on function tolsel_billing.allocated_since is
    'Lists what was allocated, and below 0 taken back, after a day.';

create or replace function tolsel_billing.average_days_to_pay(
    p_from_on date, p_to_on date, p_currency text, p_tenant_id bigint
)
returns numeric
language sql
stable
as $average_days_to_pay$
    select round(avg(greatest(l.last_paid_on - i.issued_on, 0)), 1)
    from tolsel_billing.invoice i
    join tolsel_billing.customer c
        on c.tenant_id = p_tenant_id and c.customer_id = i.customer_id
        and c.currency = p_currency
    cross join lateral (
        select max(s.paid_on) filter (where s.amount > 0) as last_paid_on, sum(s.total) as total
        from (
            select p.paid_on, sum(a.amount) as total,
                sum(a.amount) filter (where p.kind = 'payment') as amount
            from tolsel_billing.allocation a
            join tolsel_billing.payment p
                on p.tenant_id = p_tenant_id and p.payment_id = a.payment_id
            where a.tenant_id = p_tenant_id and a.invoice_id = i.invoice_id
                and a.allocated_on <= p_to_on and coalesce(p.voided_on > p_to_on, true)
            group by p.payment_id, p.paid_on
        ) s
        offset 0
    ) l
    where i.tenant_id = p_tenant_id and i.issued_on between p_from_on and p_to_on
        and coalesce(i.voided_on > p_to_on, true) and l.total >= i.total_amount
        and l.last_paid_on is not null
        and not (i.kind = 'debit_note' and tolsel_billing.is_moved_in(i, p_currency));
$average_days_to_pay$;
comment on function tolsel_billing.average_days_to_pay is
    'Answers how many days passed, on average, from issue to the last payment of the invoices of a
period that were paid at its end: 0 where that came first, null where none was.';
