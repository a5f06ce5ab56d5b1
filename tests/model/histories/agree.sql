-- What every report says of a day, beside what the trial balance of that day says: the rows where the
-- two differ. %(on)s is the day, %(account)s an account whose statement is read.
with booked as materialized (
    select t.account_id, t.type, t.currency, t.debit - t.credit as amount
    from tolsel.list_trial_balance(%(on)s) t
), account as materialized (
    select a.account_id, a.type, a.purpose, a.currency, coalesce(b.amount, 0) as amount
    from tolsel.account a left join booked b using (account_id)
    where a.tenant_id = tolsel.current_tenant_id()
), aging as materialized (
    select * from tolsel.list_aging(p_on => %(on)s)
), customer as materialized (
    select c.customer_id, c.currency, a.amount
    from tolsel.customer c join account a using (account_id)
    where c.tenant_id = tolsel.current_tenant_id()
), vendor as materialized (
    select v.vendor_id, -a.amount as amount
    from tolsel.vendor v join account a using (account_id)
    where v.tenant_id = tolsel.current_tenant_id()
), vendor_aging as materialized (
    select * from tolsel.list_vendor_aging(p_on => %(on)s)
), channel as materialized (
    select c.channel_id, a.amount
    from tolsel.payment_channel c join account a using (account_id)
    where c.tenant_id = tolsel.current_tenant_id()
), profit as materialized (
    select p.currency, sum(p.amount) as amount
    from tolsel.list_profit_and_loss('1900-01-01', %(on)s) p where p.section = 'profit'
    group by p.currency
), sheet as materialized (
    select * from tolsel.list_balance_sheet(%(on)s)
), year_end as materialized (
    select e.currency, sum(e.amount) as amount, max(e.effective_on) as ended_on
    from tolsel.year_close y join tolsel.entry e using (tenant_id, journal_id)
    join tolsel.account a using (tenant_id, account_id)
    where y.tenant_id = tolsel.current_tenant_id() and e.effective_on <= %(on)s
        and a.type in ('revenue', 'expense')
    group by e.currency
), closed as (
    select max(y.ended_on) as ended_on from tolsel.year_close y
    where y.tenant_id = tolsel.current_tenant_id() and y.ended_on <= %(on)s
        and y.reopens_year_close_id is null and not exists (
            select from tolsel.year_close r where r.tenant_id = y.tenant_id
                and r.reopens_year_close_id = y.year_close_id)
), said(report, subject, said, booked) as (
    select 'trial balance', b.currency, sum(b.amount), 0 from booked b group by b.currency
    union all
    select 'entries', a.account_id::text, coalesce(sum(e.amount), 0), a.amount
    from account a
    left join tolsel.entry e on e.tenant_id = tolsel.current_tenant_id()
        and e.account_id = a.account_id and e.effective_on <= %(on)s
    group by a.account_id, a.amount
    union all
    select 'get_balance_at', a.account_id::text,
        tolsel.get_balance_at(a.account_id, %(on)s), a.amount
    from account a
    union all
    select 'account statement', a.account_id::text, s.balance, a.amount
    from account a, tolsel.list_account_statement(a.account_id, '1900-01-01', %(on)s) s
    where a.account_id = %(account)s and s.kind = 'closing'
    union all
    select 'aging', c.customer_id::text, coalesce(a.balance, 0), c.amount
    from customer c left join aging a using (customer_id)
    union all
    select 'aging by days', a.customer_id::text, a.current_amount + a.days_1_30 + a.days_31_60
        + a.days_61_90 + a.days_over_90 - a.credit_amount, c.amount
    from aging a join customer c using (customer_id)
    union all
    select 'customers', l.customer_id::text, l.balance, c.amount
    from tolsel.list_customers(p_on => %(on)s) l join customer c using (customer_id)
    union all
    select 'credit of customers', l.customer_id::text, l.credit_amount,
        coalesce(a.credit_amount, 0)
    from tolsel.list_customers(p_on => %(on)s) l left join aging a using (customer_id)
    union all
    select 'customer statement', c.customer_id::text, s.balance, c.amount
    from customer c, tolsel.list_customer_statement(c.customer_id, '1900-01-01', %(on)s) s
    where s.kind = 'closing'
    union all
    -- What is open is what customers owe, before their credit.
    select 'collection metrics', m.currency, m.outstanding_amount,
        (select coalesce(sum(c.amount), 0) from customer c where c.currency = m.currency)
        + (select coalesce(sum(a.credit_amount), 0) from aging a where a.currency = m.currency)
    from tolsel.get_collection_metrics('1900-01-01', %(on)s) m
    union all
    -- What was invoiced is what invoices and debit notes have booked, but for what they moved in.
    select 'what was invoiced', m.currency, m.invoiced_amount, coalesce((
            select sum(e.amount) from tolsel.customer_ledger_entry e
            where e.tenant_id = tolsel.current_tenant_id() and e.effective_on <= %(on)s
                and (e.document = 'invoice' or e.document = 'debit_note' and not exists (
                    select from tolsel.invoice_line l
                    join account a using (account_id)
                    where l.tenant_id = e.tenant_id and l.invoice_id = e.document_id
                        and a.purpose = 'opening_balance'))), 0)
    from tolsel.get_collection_metrics('1900-01-01', %(on)s) m
    union all
    -- What came in by all methods, but for what is not a customer's yet, and with credit paid back.
    select 'what was collected', m.currency, m.collected_amount, coalesce((
            select sum(t.net_amount) from tolsel.list_method_totals(%(on)s) t
            where t.currency = m.currency), 0) + coalesce((
            select sum(d.amount) from (
                select s.received_on, s.voided_on, -s.amount as amount from tolsel.suspense s
                where s.tenant_id = tolsel.current_tenant_id()
                union all
                select p.paid_on, p.voided_on, p.amount from tolsel.payment p
                where p.tenant_id = tolsel.current_tenant_id() and p.suspense_id is not null
                union all
                select r.refunded_on, r.voided_on, r.amount from tolsel.refund r
                where r.tenant_id = tolsel.current_tenant_id() and r.credit_note_id is not null
            ) s, lateral (
                values (s.received_on, s.amount), (s.voided_on, -s.amount)) d(on_day, amount)
            where d.on_day = %(on)s), 0)
    from tolsel.get_collection_metrics(%(on)s, %(on)s) m
    union all
    select 'vendor aging', v.vendor_id::text, coalesce(a.balance, 0), v.amount
    from vendor v left join vendor_aging a using (vendor_id)
    union all
    select 'vendor aging by days', a.vendor_id::text, a.current_amount + a.days_1_30
        + a.days_31_60 + a.days_61_90 + a.days_over_90 - a.paid_ahead_amount, v.amount
    from vendor_aging a join vendor v using (vendor_id)
    union all
    select 'vendors', l.vendor_id::text, l.balance, v.amount
    from tolsel.list_vendors(p_on => %(on)s) l join vendor v using (vendor_id)
    union all
    select 'paid ahead to vendors', l.vendor_id::text, l.paid_ahead_amount,
        coalesce(a.paid_ahead_amount, 0)
    from tolsel.list_vendors(p_on => %(on)s) l left join vendor_aging a using (vendor_id)
    union all
    select 'vendor statement', v.vendor_id::text, s.balance, v.amount
    from vendor v, tolsel.list_vendor_statement(v.vendor_id, '1900-01-01', %(on)s) s
    where s.kind = 'closing'
    union all
    select 'channel totals', c.channel_id::text, coalesce(t.closing_balance, 0), c.amount
    from channel c left join tolsel.list_channel_totals(%(on)s) t using (channel_id)
    union all
    select 'channel days', c.channel_id::text, coalesce(d.closing_balance, 0), c.amount
    from channel c
    left join lateral (
        select d.closing_balance
        from tolsel.list_channel_days(c.channel_id, '1900-01-01', %(on)s) d
        order by d.business_date desc limit 1
    ) d on true
    union all
    -- Profit and loss leaves out what closes a year, which the trial balance has.
    select 'profit and loss', a.currency, coalesce(max(p.amount), 0),
        -sum(a.amount) + coalesce(max(y.amount), 0)
    from account a
    left join profit p on p.currency = a.currency
    left join year_end y on y.currency = a.currency
    where a.type in ('revenue', 'expense')
    group by a.currency
    union all
    -- So that of the year that is not closed is what revenue and expenses stand at.
    select 'profit and loss of the year', a.currency, coalesce((
            select sum(p.amount)
            from tolsel.list_profit_and_loss(k.ended_on + 1, %(on)s) p
            where p.section = 'profit' and p.currency = a.currency), 0), -sum(a.amount)
    from account a, closed k
    where a.type in ('revenue', 'expense') and k.ended_on < %(on)s
    group by a.currency, k.ended_on
    union all
    select 'balance sheet', s.currency,
        coalesce(sum(s.amount) filter (where s.section = 'asset'), 0),
        coalesce(sum(s.amount) filter (where s.section = 'liability and equity'), 0)
    from sheet s where s.kind = 'total' group by s.currency
    union all
    select 'equity in the balance sheet', a.currency, coalesce((
            select s.amount from sheet s
            where s.kind = 'total' and s.section = 'equity' and s.currency = a.currency), 0),
        -sum(a.amount) filter (where a.type in ('equity', 'revenue', 'expense'))
    from account a group by a.currency
)
select s.report, s.subject, s.said, s.booked from said s where s.said is distinct from s.booked
