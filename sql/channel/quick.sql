-- What no validation has judged yet: documents by their journals, books by their accounts. See the
-- views of what is new in sql/ledger/views.sql; "offset 0" has a check asked about each by index.

create or replace view tolsel_channel.touched_document as
select d.tenant_id, d.journal_id, d.document, d.document_id
from tolsel_ledger.recent_range r
-- One pass over the newest of each kind: most new journals belong to no document of this domain.
cross join lateral (
    select d.* from tolsel_channel.document d
    where d.tenant_id = r.tenant_id
        and d.journal_id between r.first_journal_id and r.last_journal_id
    offset 0
) d
union
select d.tenant_id, d.journal_id, d.document, d.document_id
from tolsel_ledger.reversed_journal j
cross join lateral (
    select d.* from tolsel_channel.document d
    where d.tenant_id = j.tenant_id and d.journal_id = j.journal_id
    offset 0
) d;
comment on view tolsel_channel.touched_document is
    'Documents that were booked, or made void, since the last validation, by their journals.';

create or replace view tolsel_channel.recent_vendor_allocation as
select a.tenant_id, a.vendor_allocation_id, a.vendor_payment_id, a.vendor_bill_id, a.vendor_id,
    a.reverses_vendor_allocation_id
from tolsel_channel.vendor_allocation a
where a.allocated_at >= tolsel_core.unjudged_from_at();
comment on view tolsel_channel.recent_vendor_allocation is
    'Allocations to bills written since an hour before the last validation.';

create or replace view tolsel_channel.quick_wrong_paid_amount as
select c.tenant_id, c.vendor_bill_id, c.paid_amount, c.payment_sum, c.total_amount, c.line_sum
from (
    select d.tenant_id, d.document_id as vendor_bill_id
    from tolsel_channel.touched_document d
    where d.document = 'vendor_bill'
    union
    select a.tenant_id, a.vendor_bill_id from tolsel_channel.recent_vendor_allocation a
) n
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_paid_amount b
    where b.tenant_id = n.tenant_id and b.vendor_bill_id = n.vendor_bill_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_paid_amount is
    'New bills, and bills that were paid lately, that say something else than their allocations.';

create or replace view tolsel_channel.quick_wrong_applied_amount as
select c.tenant_id, c.vendor_payment_id, c.allocated_amount, c.refunded_amount, c.allocated,
    c.refunded, c.amount, c.line_sum
from (
    select d.tenant_id, d.document_id as vendor_payment_id
    from tolsel_channel.touched_document d
    where d.document = 'vendor_payment'
    union
    select r.tenant_id, r.vendor_payment_id
    from tolsel_channel.touched_document d
    cross join lateral (
        select r.tenant_id, r.vendor_payment_id from tolsel_channel.vendor_refund r
        where r.tenant_id = d.tenant_id and r.vendor_refund_id = d.document_id
        offset 0
    ) r
    where d.document = 'vendor_refund'
    union
    select a.tenant_id, a.vendor_payment_id from tolsel_channel.recent_vendor_allocation a
) n
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_applied_amount b
    where b.tenant_id = n.tenant_id and b.vendor_payment_id = n.vendor_payment_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_applied_amount is
    'New payments and credit notes, and those that were applied or refunded lately, that say
something else than their allocations and refunds.';

create or replace view tolsel_channel.quick_wrong_vendor_allocation as
select c.tenant_id, c.vendor_allocation_id, c.amount, c.reversed, c.allocated_on
from (
    select a.tenant_id, a.vendor_allocation_id from tolsel_channel.recent_vendor_allocation a
    union
    select a.tenant_id, a.reverses_vendor_allocation_id
    from tolsel_channel.recent_vendor_allocation a
    where a.reverses_vendor_allocation_id is not null
) n
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_vendor_allocation b
    where b.tenant_id = n.tenant_id and b.vendor_allocation_id = n.vendor_allocation_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_vendor_allocation is
    'New allocations to bills that take back too much, or count too early.';

create or replace view tolsel_channel.quick_wrong_posting as
select c.tenant_id, c.document, c.document_id, c.journal_id, c.account_id, c.amount,
    c.posted_amount, c.effective_on, c.posted_on
from (select distinct d.tenant_id, d.journal_id from tolsel_channel.touched_document d) j
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_posting b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_posting is
    'New journals that have not posted what their document says.';

create or replace view tolsel_channel.quick_wrong_void as
select c.tenant_id, c.document, c.document_id, c.journal_id, c.voided_at, c.void_journal_id,
    c.reversing_journal_id
from (select distinct d.tenant_id, d.journal_id from tolsel_channel.touched_document d) j
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_void b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_void is
    'Documents of new journals that are not reversed as a whole, or were reversed though they
stand.';

create or replace view tolsel_channel.quick_wrong_vendor_balance as
select c.tenant_id, c.vendor_id, c.account_id, c.balance, c.open_amount
from tolsel_ledger.due_slot s
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_vendor_balance b
    where b.tenant_id = s.tenant_id and b.account_id = s.account_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_vendor_balance is
    'Vendors with new entries that are owed something else than their bills and payments say.';

create or replace view tolsel_channel.recent_day as
select c.tenant_id, c.channel_id, c.account_id, e.effective_on
from (
    select distinct e.tenant_id, e.account_id, e.effective_on from tolsel_ledger.recent_entry e
) e
join tolsel_channel.payment_channel c
    on c.tenant_id = e.tenant_id and c.account_id = e.account_id;
comment on view tolsel_channel.recent_day is
    'Channels and their days that have entries which were not judged yet.';

create or replace view tolsel_channel.quick_wrong_book as
select c.tenant_id, c.channel_id, c.account_id, c.balance, c.day_sum
from (select distinct d.tenant_id, d.channel_id from tolsel_channel.recent_day d) n
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_book b
    where b.tenant_id = n.tenant_id and b.channel_id = n.channel_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_book is
    'Channels with new entries whose book does not end with what their account holds.';

create or replace view tolsel_channel.quick_changed_day as
select d.tenant_id, d.channel_id, x.day_close_id, x.closed_on,
    b.balance - coalesce(t.amount, 0) as closing_balance,
    coalesce(x.counted_amount, x.expected_amount)::numeric as closed_with
from (
    select d.tenant_id, d.channel_id, d.account_id, min(d.effective_on) as first_on
    from tolsel_channel.recent_day d
    group by d.tenant_id, d.channel_id, d.account_id
) d
-- What a closed day ended with is what the account holds, less what moved after that day.
cross join lateral (
    select x.day_close_id, x.closed_on, x.counted_amount, x.expected_amount
    from tolsel_channel.day_close x
    where x.tenant_id = d.tenant_id and x.channel_id = d.channel_id and x.reopened_at is null
        and x.closed_on >= d.first_on
    offset 0
) x
cross join lateral (
    select sum(b.balance) as balance from tolsel_ledger.balance b
    where b.tenant_id = d.tenant_id and b.account_id = d.account_id
) b
cross join lateral (
    select sum(t.debit_amount - t.credit_amount) as amount from tolsel_ledger.book_total t
    where t.tenant_id = d.tenant_id and t.account_id = d.account_id
        and t.effective_on > x.closed_on
) t
where b.balance - coalesce(t.amount, 0)
    is distinct from coalesce(x.counted_amount, x.expected_amount)::numeric;
comment on view tolsel_channel.quick_changed_day is
    'Closed days that do not end with what was counted, from the first day with new entries on.';

create or replace view tolsel_channel.quick_wrong_close as
select c.tenant_id, c.channel_id, d.closed_on, b.closed_through_on
from tolsel_channel.payment_channel c
left join lateral (
    select d.closed_on, d.period_close_id from tolsel_channel.day_close d
    where d.tenant_id = c.tenant_id and d.channel_id = c.channel_id and d.reopened_at is null
    order by d.closed_on desc
    limit 1
) d on true
cross join lateral (
    select tolsel_ledger.closed_through_on(c.account_id, c.tenant_id) as closed_through_on
) b
left join tolsel_ledger.period_close p
    on p.tenant_id = c.tenant_id and p.period_close_id = d.period_close_id
where d.closed_on is distinct from b.closed_through_on
    or (d.closed_on is not null
        and (p.account_id = c.account_id and p.closed_through_on = d.closed_on) is not true);
comment on view tolsel_channel.quick_wrong_close is
    'Channels that are not closed through their last closed day, or by no closing of the ledger.';
