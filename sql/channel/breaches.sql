create or replace view tolsel_channel.breach_wrong_paid_amount as
select b.tenant_id, b.vendor_bill_id, b.paid_amount, coalesce(a.amount, 0) as payment_sum,
    b.total_amount, l.amount as line_sum
from tolsel_channel.vendor_bill b
left join (
    select a.tenant_id, a.vendor_bill_id, sum(a.amount) as amount
    from tolsel_channel.vendor_allocation a
    group by a.tenant_id, a.vendor_bill_id
) a on a.tenant_id = b.tenant_id and a.vendor_bill_id = b.vendor_bill_id
left join (
    select l.tenant_id, l.vendor_bill_id, sum(l.amount) as amount
    from tolsel_channel.vendor_line l
    group by l.tenant_id, l.vendor_bill_id
) l on l.tenant_id = b.tenant_id and l.vendor_bill_id = b.vendor_bill_id
where b.paid_amount is distinct from coalesce(a.amount, 0)
    or b.total_amount is distinct from l.amount;
comment on view tolsel_channel.breach_wrong_paid_amount is
    'What a bill says is paid is not the sum of its allocations, or its total not that of its
lines.';

create or replace view tolsel_channel.breach_wrong_applied_amount as
select p.tenant_id, p.vendor_payment_id, p.allocated_amount, p.refunded_amount,
    coalesce(a.amount, 0) as allocated, coalesce(r.amount, 0) as refunded, p.amount,
    l.amount as line_sum
from tolsel_channel.vendor_payment p
left join (
    select a.tenant_id, a.vendor_payment_id, sum(a.amount) as amount
    from tolsel_channel.vendor_allocation a
    group by a.tenant_id, a.vendor_payment_id
) a on a.tenant_id = p.tenant_id and a.vendor_payment_id = p.vendor_payment_id
left join (
    select r.tenant_id, r.vendor_payment_id, sum(r.amount) as amount
    from tolsel_channel.vendor_refund r
    where r.voided_at is null
    group by r.tenant_id, r.vendor_payment_id
) r on r.tenant_id = p.tenant_id and r.vendor_payment_id = p.vendor_payment_id
left join (
    select l.tenant_id, l.vendor_payment_id, sum(l.amount) as amount
    from tolsel_channel.vendor_line l
    group by l.tenant_id, l.vendor_payment_id
) l on l.tenant_id = p.tenant_id and l.vendor_payment_id = p.vendor_payment_id
where p.allocated_amount is distinct from coalesce(a.amount, 0)
    or p.refunded_amount is distinct from coalesce(r.amount, 0)
    or case p.kind when 'credit_note' then p.amount end is distinct from l.amount;
comment on view tolsel_channel.breach_wrong_applied_amount is
    'What a payment or credit note says is allocated or refunded of it is not the sum of its
allocations or refunds, or a credit note is not the sum of its lines.';

create or replace view tolsel_channel.breach_wrong_vendor_allocation as
select a.tenant_id, a.vendor_allocation_id, a.amount, r.amount as reversed, a.allocated_on
from tolsel_channel.vendor_allocation a
join tolsel_channel.vendor_bill b
    on b.tenant_id = a.tenant_id and b.vendor_bill_id = a.vendor_bill_id
join tolsel_channel.vendor_payment p
    on p.tenant_id = a.tenant_id and p.vendor_payment_id = a.vendor_payment_id
left join lateral (
    select sum(r.amount) as amount, min(r.allocated_on) as allocated_on
    from tolsel_channel.vendor_allocation r
    where r.tenant_id = a.tenant_id
        and r.reverses_vendor_allocation_id = a.vendor_allocation_id
) r on true
where a.allocated_on < b.billed_on or a.allocated_on < p.paid_on
    or a.amount + r.amount < 0 or r.allocated_on < a.allocated_on
    or (r.amount is not null and a.reverses_vendor_allocation_id is not null);
comment on view tolsel_channel.breach_wrong_vendor_allocation is
    'More of what pays a bill is taken back than there was, or a reversal is reversed, or one counts
for a day on which its bill, its payment or what it takes back does not yet.';

create or replace view tolsel_channel.breach_wrong_posting as
select l.tenant_id, min(l.document) as document, min(l.document_id) as document_id, l.journal_id,
    l.account_id, sum(l.amount) as amount, sum(l.posted_amount) as posted_amount,
    min(l.effective_on) as effective_on, min(l.posted_on) as posted_on
from (
    select p.tenant_id, p.document, p.document_id, p.journal_id, a.account_id, a.amount,
        null::numeric as posted_amount, p.effective_on::date as effective_on,
        null::date as posted_on
    from tolsel_channel.posting p
    cross join lateral (values (p.from_account_id, -p.amount), (p.to_account_id, p.amount))
        a(account_id, amount)
    union all
    select e.tenant_id, null::text as document, null::bigint as document_id, e.journal_id,
        e.account_id, null::numeric as amount, e.amount::numeric as posted_amount,
        null::date as effective_on, e.effective_on::date as posted_on
    from tolsel_ledger.entry e
    where exists (
        select from tolsel_channel.document d
        where d.tenant_id = e.tenant_id and d.journal_id = e.journal_id)
) l
group by l.tenant_id, l.journal_id, l.account_id
having sum(l.amount) is distinct from sum(l.posted_amount)
    or min(l.effective_on) is distinct from min(l.posted_on)
    or min(l.effective_on) is distinct from max(l.posted_on);
comment on view tolsel_channel.breach_wrong_posting is
    'A document''s journal is missing, or has not posted its amount on its accounts and its day.';

create or replace view tolsel_channel.breach_wrong_void as
select p.tenant_id, p.document, p.document_id, p.journal_id, p.voided_at, p.void_journal_id,
    j.journal_id as reversing_journal_id
from tolsel_channel.document p
left join tolsel_ledger.journal j
    on j.tenant_id = p.tenant_id and j.reverses_journal_id = p.journal_id
where j.journal_id is distinct from p.void_journal_id
    or (p.voided_at is null) <> (p.void_journal_id is null)
    or (p.voided_on is not null and exists (
        select from tolsel_ledger.entry e
        where e.tenant_id = p.tenant_id and e.journal_id = p.void_journal_id
            and e.effective_on <> p.voided_on))
    or (p.void_journal_id is not null and exists (
        select from tolsel_ledger.entry e
        where e.tenant_id = p.tenant_id and e.journal_id in (p.journal_id, p.void_journal_id)
        group by e.account_id
        having sum(e.amount) <> 0));
comment on view tolsel_channel.breach_wrong_void is
    'A void document''s journals are not reversed as a whole, or a document that stands was
reversed.';

create or replace view tolsel_channel.breach_wrong_account as
select a.tenant_id, a.account_id, a.code, a.type, a.managed_by, a.has_daily_totals,
    c.channel_id, v.vendor_id
from tolsel_ledger.account a
left join tolsel_ledger.account p
    on p.tenant_id = a.tenant_id and p.account_id = a.parent_account_id and p.currency = a.currency
left join tolsel_channel.payment_channel c
    on c.tenant_id = a.tenant_id and c.account_id = a.account_id
left join tolsel_channel.vendor v on v.tenant_id = a.tenant_id and v.account_id = a.account_id
where case
    when c.channel_id is not null and v.vendor_id is not null then true
    when c.channel_id is not null then
        (a.type = 'asset' and a.managed_by = 'channel' and a.has_daily_totals
            and p.purpose = 'cash_and_banks') is not true
    when v.vendor_id is not null then
        (a.type = 'liability' and a.managed_by = 'channel' and p.purpose = 'payables') is not true
    else (a.managed_by is not distinct from 'channel')
        <> (a.purpose is not null and a.purpose in ('cash_and_banks', 'payables'))
    end;
comment on view tolsel_channel.breach_wrong_account is
    'A channel''s account is not an asset with daily totals under cash and banks, a vendor''s is not
a liability under payables, either is not managed by the domain, or an account that it manages is
neither of these nor what they are listed under.';

create or replace view tolsel_channel.breach_wrong_vendor_balance as
select v.tenant_id, v.vendor_id, v.account_id, b.balance, coalesce(o.amount, 0) as open_amount
from tolsel_channel.vendor v
join tolsel_ledger.balance b on b.tenant_id = v.tenant_id and b.account_id = v.account_id
-- For each vendor by itself, so that one can be asked about alone.
cross join lateral (
    select sum(o.amount) as amount from tolsel_channel.vendor_open_amount o
    where o.tenant_id = v.tenant_id and o.vendor_id = v.vendor_id
) o
where -b.balance is distinct from coalesce(o.amount, 0);
comment on view tolsel_channel.breach_wrong_vendor_balance is
    'What the ledger says a vendor is owed is not its open bills less what was paid ahead.';

create or replace view tolsel_channel.breach_wrong_book as
select c.tenant_id, c.channel_id, c.account_id, b.balance, coalesce(t.amount, 0) as day_sum
from tolsel_channel.payment_channel c
-- For each channel by itself, so that one can be asked about alone.
cross join lateral (
    select sum(b.balance) as balance from tolsel_ledger.balance b
    where b.tenant_id = c.tenant_id and b.account_id = c.account_id
) b
cross join lateral (
    select sum(t.debit_amount - t.credit_amount) as amount from tolsel_ledger.book_total t
    where t.tenant_id = c.tenant_id and t.account_id = c.account_id
) t
where b.balance is distinct from coalesce(t.amount, 0);
comment on view tolsel_channel.breach_wrong_book is
    'The daily book of a channel does not end with what its account holds.';

create or replace view tolsel_channel.breach_changed_day as
select q.tenant_id, q.channel_id, q.day_close_id, q.closed_on, q.closing_balance, q.closed_with
from (
    select m.tenant_id, m.channel_id, m.day_close_id, m.closed_on, m.closed_with,
        sum(m.amount) over (
            partition by m.tenant_id, m.channel_id order by m.closed_on
        ) as closing_balance
    from (
        select c.tenant_id, c.channel_id, null::bigint as day_close_id,
            t.effective_on as closed_on, null::numeric as closed_with,
            t.debit_amount - t.credit_amount as amount
        from tolsel_channel.payment_channel c
        join tolsel_ledger.book_total t
            on t.tenant_id = c.tenant_id and t.account_id = c.account_id
        union all
        select d.tenant_id, d.channel_id, d.day_close_id, d.closed_on,
            coalesce(d.counted_amount, d.expected_amount)::numeric, 0
        from tolsel_channel.day_close d
        where d.reopened_at is null
    ) m
) q
where q.day_close_id is not null and q.closing_balance is distinct from q.closed_with;
comment on view tolsel_channel.breach_changed_day is
    'A closed day does not end with what was counted or expected at its closing: it was changed
since.';

create or replace view tolsel_channel.breach_wrong_close as
select c.tenant_id, c.channel_id, d.closed_on,
    tolsel_ledger.closed_through_on(c.account_id, c.tenant_id) as closed_through_on
from tolsel_channel.payment_channel c
left join (
    select d.tenant_id, d.channel_id, max(d.closed_on) as closed_on
    from tolsel_channel.day_close d
    where d.reopened_at is null
    group by d.tenant_id, d.channel_id
) d on d.tenant_id = c.tenant_id and d.channel_id = c.channel_id
where d.closed_on is distinct from tolsel_ledger.closed_through_on(c.account_id, c.tenant_id)
union all
select d.tenant_id, d.channel_id, d.closed_on, p.closed_through_on
from tolsel_channel.day_close d
join tolsel_channel.payment_channel c
    on c.tenant_id = d.tenant_id and c.channel_id = d.channel_id
left join tolsel_ledger.period_close p
    on p.tenant_id = d.tenant_id and p.period_close_id = d.period_close_id
where (p.account_id = c.account_id and p.closed_through_on = d.closed_on) is not true;
comment on view tolsel_channel.breach_wrong_close is
    'A channel is not closed through its last closed day, or a closing has no closing in the
ledger.';
