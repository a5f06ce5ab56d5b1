-- What no validation has judged yet: documents by their journals, books by their accounts. See the
-- views of what is new in sql/ledger/views.sql; "offset 0" has a check asked about each by index.

create or replace view tolsel_channel.quick_wrong_paid_amount as
select c.tenant_id, c.vendor_bill_id, c.paid_amount, c.payment_sum
from (
    select b.tenant_id, b.vendor_bill_id
    from tolsel_ledger.touched_journal j
    join tolsel_channel.vendor_bill b
        on b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    union
    select p.tenant_id, p.vendor_bill_id
    from tolsel_ledger.touched_journal j
    join tolsel_channel.vendor_payment p
        on p.tenant_id = j.tenant_id and p.journal_id = j.journal_id
) n
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_paid_amount b
    where b.tenant_id = n.tenant_id and b.vendor_bill_id = n.vendor_bill_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_paid_amount is
    'New bills, and bills of new payments, that say something else is paid than their payments.';

create or replace view tolsel_channel.quick_wrong_posting as
select c.tenant_id, c.document, c.document_id, c.journal_id, c.account_id, c.amount,
    c.posted_amount, c.effective_on, c.posted_on
from tolsel_ledger.touched_journal j
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
from tolsel_ledger.touched_journal j
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_void b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_void is
    'Documents of new journals that are not reversed as a whole, or were reversed though they
stand.';

create or replace view tolsel_channel.recent_channel as
select distinct c.tenant_id, c.channel_id
from tolsel_ledger.due_slot s
join tolsel_channel.payment_channel c
    on c.tenant_id = s.tenant_id and c.account_id = s.account_id;
comment on view tolsel_channel.recent_channel is 'Channels with entries that were not judged yet.';

create or replace view tolsel_channel.quick_wrong_book as
select c.tenant_id, c.channel_id, c.account_id, c.balance, c.day_sum
from tolsel_channel.recent_channel n
cross join lateral (
    select b.* from tolsel_channel.breach_wrong_book b
    where b.tenant_id = n.tenant_id and b.channel_id = n.channel_id
    offset 0
) c;
comment on view tolsel_channel.quick_wrong_book is
    'Channels with new entries whose book does not end with what their account holds.';

create or replace view tolsel_channel.quick_changed_day as
select c.tenant_id, c.channel_id, c.day_close_id, c.closed_on, c.closing_balance, c.closed_with
from tolsel_channel.recent_channel n
cross join lateral (
    select b.* from tolsel_channel.breach_changed_day b
    where b.tenant_id = n.tenant_id and b.channel_id = n.channel_id
    offset 0
) c;
comment on view tolsel_channel.quick_changed_day is
    'Closed days, of channels with new entries, that do not end with what was counted.';
