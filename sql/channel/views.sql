create or replace view tolsel.payment_method with (security_invoker = true) as
select m.tenant_id, m.method, m.name, m.icon, m.category, m.processing_minutes, m.is_active,
    m.has_unique_reference
from tolsel_channel.payment_method m;
comment on view tolsel.payment_method is 'How money is paid.';

create or replace view tolsel.payment_channel with (security_invoker = true) as
select c.tenant_id, c.channel_id, c.name, c.kind, c.branch_id, c.account_id, a.currency,
    b.balance - coalesce(w.amount, 0) as balance,
    c.is_active, b.is_guarded, b.closed_through_on, c.metadata, c.opened_at
from tolsel_channel.payment_channel c
join tolsel_ledger.account a on a.tenant_id = c.tenant_id and a.account_id = c.account_id
cross join lateral (
    select sum(b.balance) as balance, max(b.closed_through_on) as closed_through_on,
        bool_and(b.credit_limit is not null) as is_guarded
    from tolsel_ledger.balance b
    where b.tenant_id = c.tenant_id and b.account_id = c.account_id
) b
cross join lateral (
    -- Today in its branch as tolsel_core.business_date says it, which readers may not execute.
    select sum(e.amount) as amount
    from tolsel_core.branch h
    cross join tolsel_core.clock k
    join tolsel_ledger.entry e on e.tenant_id = c.tenant_id and e.account_id = c.account_id
        and e.effective_on > ((k.now_at at time zone h.time_zone) - h.day_starts_at::interval)::date
    join tolsel_channel.channel_transfer t
        on t.tenant_id = e.tenant_id and t.arrival_journal_id = e.journal_id
    where h.tenant_id = c.tenant_id and h.branch_id = c.branch_id and t.voided_at is null
) w;
comment on view tolsel.payment_channel is
    'The places where money is, what they hold by their books, without transfers that arrive on a
later day, whether that may be less than nothing (is_guarded: never), and the last closed day.';
comment on column tolsel.payment_channel.balance is
    'What it holds, without what arrives on a later day.';
comment on column tolsel.payment_channel.closed_through_on is
    'The last day that is closed; null where none is.';
comment on column tolsel.payment_channel.is_guarded is
    'True where it may not go below zero, or its limit.';

create or replace view tolsel.payment_channel_daily_ledger with (security_invoker = true) as
select c.tenant_id, c.channel_id, d.effective_on as business_date, d.currency, d.opening_balance,
    d.debit_amount as in_amount, d.credit_amount as out_amount, d.closing_balance, d.entry_count,
    d.pending_count, (d.effective_on <= b.closed_through_on) is true as is_closed,
    k.counted_amount, k.difference_amount
from tolsel_channel.payment_channel c
join tolsel.account_day d on d.tenant_id = c.tenant_id and d.account_id = c.account_id
join tolsel_ledger.balance b
    on b.tenant_id = c.tenant_id and b.account_id = c.account_id and b.slot = 0
left join tolsel_channel.day_close k
    on k.tenant_id = c.tenant_id and k.channel_id = c.channel_id
    and k.closed_on = d.effective_on and k.reopened_at is null;
comment on view tolsel.payment_channel_daily_ledger is
    'The daily book of each channel: opening + in - out = closing, and what was counted. Days
without a movement are left out.';
comment on column tolsel.payment_channel_daily_ledger.business_date is
    'Business day of the channel''s branch.';
comment on column tolsel.payment_channel_daily_ledger.currency is 'Currency of the amounts.';
comment on column tolsel.payment_channel_daily_ledger.opening_balance is
    'What it held before this day.';
comment on column tolsel.payment_channel_daily_ledger.in_amount is
    'Sum of what came in on this day, 0 or above.';
comment on column tolsel.payment_channel_daily_ledger.out_amount is
    'Sum of what went out on this day, 0 or above.';
comment on column tolsel.payment_channel_daily_ledger.closing_balance is
    'What it held at the end of this day.';
comment on column tolsel.payment_channel_daily_ledger.entry_count is 'Movements of this day.';
comment on column tolsel.payment_channel_daily_ledger.pending_count is
    'Slots whose movements of this day are not yet in the daily totals; they are counted all the
same.';
comment on column tolsel.payment_channel_daily_ledger.is_closed is
    'True where the day is closed: nothing is booked into it any more.';

create or replace view tolsel.vendor with (security_invoker = true) as
select v.tenant_id, v.vendor_id, v.name, v.account_id, a.currency, -b.balance as owed_amount,
    v.metadata, v.is_active, v.opened_at
from tolsel_channel.vendor v
join tolsel_ledger.account a on a.tenant_id = v.tenant_id and a.account_id = v.account_id
join tolsel_ledger.balance b
    on b.tenant_id = v.tenant_id and b.account_id = v.account_id and b.slot = 0;
comment on view tolsel.vendor is
    'Whom the business buys from, and what it owes them: below 0 where it has paid ahead.';
comment on column tolsel.vendor.owed_amount is
    'What is owed to the vendor; below 0 what was paid too much.';

create or replace view tolsel.vendor_bill with (security_invoker = true) as
select b.tenant_id, b.vendor_bill_id, b.vendor_id, b.bill_number, b.billed_on, b.due_on,
    b.total_amount, b.paid_amount, b.balance_amount, b.status, b.journal_id, b.voided_at,
    b.voided_on, b.void_reason, b.void_journal_id, b.recorded_at, b.user_id, b.request_key,
    b.request_id, b.metadata
from tolsel_channel.vendor_bill b;
comment on view tolsel.vendor_bill is 'What vendors have billed, and what of it is paid.';

create or replace view tolsel.vendor_payment with (security_invoker = true) as
select p.tenant_id, p.vendor_payment_id, p.vendor_id, p.kind, p.vendor_bill_id, p.channel_id,
    p.method, p.amount, p.allocated_amount, p.refunded_amount, p.unapplied_amount, p.paid_on,
    p.reference, p.journal_id, p.voided_at, p.voided_on, p.void_reason, p.void_journal_id,
    p.recorded_at, p.user_id, p.request_key, p.request_id, p.metadata
from tolsel_channel.vendor_payment p;
comment on view tolsel.vendor_payment is
    'What was paid to vendors, and what they have credited; void ones too.';

create or replace view tolsel.vendor_line with (security_invoker = true) as
select l.tenant_id, l.vendor_line_id, l.vendor_bill_id, l.vendor_payment_id, l.line_no,
    l.account_id, l.amount, l.description
from tolsel_channel.vendor_line l;
comment on view tolsel.vendor_line is 'The lines of vendors'' bills and credit notes.';

create or replace view tolsel.vendor_allocation with (security_invoker = true) as
select a.tenant_id, a.vendor_allocation_id, a.vendor_payment_id, a.vendor_bill_id, a.vendor_id,
    a.amount, a.allocated_on, a.reverses_vendor_allocation_id, a.allocated_at, a.user_id,
    a.request_key, a.request_id
from tolsel_channel.vendor_allocation a;
comment on view tolsel.vendor_allocation is
    'What of each payment or credit note pays which bill; below 0 what was taken back.';

create or replace view tolsel.vendor_refund with (security_invoker = true) as
select r.tenant_id, r.vendor_refund_id, r.vendor_payment_id, r.vendor_id, r.channel_id, r.method,
    r.amount, r.refunded_on, r.reason, r.reference, r.journal_id, r.voided_at, r.voided_on,
    r.void_reason, r.void_journal_id, r.recorded_at, r.user_id, r.request_key, r.request_id,
    r.metadata
from tolsel_channel.vendor_refund r;
comment on view tolsel.vendor_refund is 'What vendors have given back, void refunds too.';

create or replace view tolsel.vendor_ledger_entry with (security_invoker = true) as
select e.tenant_id, v.vendor_id, e.effective_on, e.version, e.booked_at, e.journal_id,
    case when b.vendor_bill_id is not null then 'vendor_bill'
        when p.kind = 'credit_note' then 'vendor_credit_note'
        when p.vendor_payment_id is not null then 'vendor_payment'
        when r.vendor_refund_id is not null then 'vendor_refund' end as document,
    coalesce(b.vendor_bill_id, p.vendor_payment_id, r.vendor_refund_id) as document_id,
    j.description, -e.amount::numeric as amount,
    case when j.reverses_journal_id is null then b.due_on::date end as due_on,
    case when j.reverses_journal_id is null then r.reason
        else coalesce(b.void_reason, p.void_reason, r.void_reason) end as reason
from tolsel_channel.vendor v
join tolsel_ledger.entry e on e.tenant_id = v.tenant_id and e.account_id = v.account_id
join tolsel_ledger.journal j on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
left join tolsel_channel.vendor_bill b on b.tenant_id = e.tenant_id
    and b.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_channel.vendor_payment p on p.tenant_id = e.tenant_id
    and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_channel.vendor_refund r on r.tenant_id = e.tenant_id
    and r.journal_id = coalesce(j.reverses_journal_id, j.journal_id);
comment on view tolsel.vendor_ledger_entry is
    'What has changed what each vendor is owed, with its document: above 0 more is owed.';
comment on column tolsel.vendor_ledger_entry.document is
    'vendor_bill, vendor_credit_note, vendor_payment or vendor_refund; null for a journal without
one.';
comment on column tolsel.vendor_ledger_entry.document_id is
    'Number of the document; a void has that of what it voids.';
comment on column tolsel.vendor_ledger_entry.amount is
    'Above 0 what is owed more, below 0 what is owed less.';
comment on column tolsel.vendor_ledger_entry.due_on is 'The day a bill is due; null for all else.';
comment on column tolsel.vendor_ledger_entry.reason is
    'Why money came back, or why the document was voided; else null.';

create or replace view tolsel.daily_entry with (security_invoker = true) as
select e.tenant_id, e.daily_entry_id, e.channel_id, e.direction, e.account_id, e.amount,
    e.entered_on, e.reason, e.journal_id, e.voided_at, e.void_reason, e.void_journal_id,
    e.recorded_at, e.user_id, e.login, e.request_key, e.request_id, e.metadata
from tolsel_channel.daily_entry e;
comment on view tolsel.daily_entry is
    'What was put into channels and taken out by hand, void entries too.';

create or replace view tolsel.channel_transfer with (security_invoker = true) as
select t.tenant_id, t.channel_transfer_id, t.from_channel_id, t.to_channel_id, t.amount, t.left_on,
    t.arrived_on, t.note, t.journal_id, t.arrival_journal_id, t.voided_at, t.void_reason,
    t.void_journal_id, t.arrival_void_journal_id, t.recorded_at, t.user_id, t.request_key,
    t.request_id, t.metadata
from tolsel_channel.channel_transfer t;
comment on view tolsel.channel_transfer is 'What was moved between channels, void transfers too.';

create or replace view tolsel.day_close with (security_invoker = true) as
select d.tenant_id, d.day_close_id, d.channel_id, d.closed_on, d.expected_amount, d.counted_amount,
    d.difference_amount, d.journal_id, d.period_close_id, d.note, d.closed_at, d.user_id, d.login,
    d.request_id, d.reopened_at, d.reopen_reason, d.void_journal_id
from tolsel_channel.day_close d;
comment on view tolsel.day_close is
    'Every closing of a channel''s day: what was expected, counted, and over or short; reopened
ones too.';

create or replace view tolsel_channel.posting as
select b.tenant_id, 'vendor_bill' as document, b.vendor_bill_id as document_id, b.journal_id,
    b.void_journal_id, v.account_id as from_account_id, l.account_id as to_account_id,
    l.amount::numeric as amount, b.billed_on as effective_on, b.voided_at
from tolsel_channel.vendor_bill b
join tolsel_channel.vendor_line l
    on l.tenant_id = b.tenant_id and l.vendor_bill_id = b.vendor_bill_id
join tolsel_channel.vendor v on v.tenant_id = b.tenant_id and v.vendor_id = b.vendor_id
union all
select p.tenant_id, 'vendor_payment', p.vendor_payment_id, p.journal_id, p.void_journal_id,
    l.account_id, v.account_id, l.amount, p.paid_on, p.voided_at
from tolsel_channel.vendor_payment p
join tolsel_channel.vendor_line l
    on l.tenant_id = p.tenant_id and l.vendor_payment_id = p.vendor_payment_id
join tolsel_channel.vendor v on v.tenant_id = p.tenant_id and v.vendor_id = p.vendor_id
union all
select r.tenant_id, 'vendor_refund', r.vendor_refund_id, r.journal_id, r.void_journal_id,
    v.account_id, c.account_id, r.amount, r.refunded_on, r.voided_at
from tolsel_channel.vendor_refund r
join tolsel_channel.vendor v on v.tenant_id = r.tenant_id and v.vendor_id = r.vendor_id
join tolsel_channel.payment_channel c
    on c.tenant_id = r.tenant_id and c.channel_id = r.channel_id
union all
select p.tenant_id, 'vendor_payment', p.vendor_payment_id, p.journal_id, p.void_journal_id,
    c.account_id, v.account_id, p.amount, p.paid_on, p.voided_at
from tolsel_channel.vendor_payment p
join tolsel_channel.vendor v on v.tenant_id = p.tenant_id and v.vendor_id = p.vendor_id
join tolsel_channel.payment_channel c
    on c.tenant_id = p.tenant_id and c.channel_id = p.channel_id
union all
select e.tenant_id, 'daily_entry', e.daily_entry_id, e.journal_id, e.void_journal_id,
    case e.direction when 'in' then e.account_id else c.account_id end,
    case e.direction when 'in' then c.account_id else e.account_id end,
    e.amount, e.entered_on, e.voided_at
from tolsel_channel.daily_entry e
join tolsel_channel.payment_channel c
    on c.tenant_id = e.tenant_id and c.channel_id = e.channel_id
union all
select t.tenant_id, 'channel_transfer', t.channel_transfer_id, t.journal_id, t.void_journal_id,
    f.account_id,
    case when t.arrival_journal_id is null then o.account_id
        else tolsel_ledger.account_beside('cash_in_transit', f.account_id, t.tenant_id) end,
    t.amount, t.left_on, t.voided_at
from tolsel_channel.channel_transfer t
join tolsel_channel.payment_channel f
    on f.tenant_id = t.tenant_id and f.channel_id = t.from_channel_id
join tolsel_channel.payment_channel o
    on o.tenant_id = t.tenant_id and o.channel_id = t.to_channel_id
union all
select t.tenant_id, 'channel_transfer', t.channel_transfer_id, t.arrival_journal_id,
    t.arrival_void_journal_id,
    tolsel_ledger.account_beside('cash_in_transit', o.account_id, t.tenant_id),
    o.account_id, t.amount, t.arrived_on, t.voided_at
from tolsel_channel.channel_transfer t
join tolsel_channel.payment_channel o
    on o.tenant_id = t.tenant_id and o.channel_id = t.to_channel_id
where t.arrival_journal_id is not null
union all
select d.tenant_id, 'day_close', d.day_close_id, d.journal_id, d.void_journal_id,
    tolsel_ledger.account_beside('over_short', c.account_id, d.tenant_id), c.account_id,
    d.difference_amount, d.closed_on, d.reopened_at
from tolsel_channel.day_close d
join tolsel_channel.payment_channel c
    on c.tenant_id = d.tenant_id and c.channel_id = d.channel_id
where d.journal_id is not null;
comment on view tolsel_channel.posting is
    'What the documents of this domain have posted, by their own words: a journal that takes an
amount from one account to another on a day, and the journal that reversed it.';

create or replace view tolsel_channel.vendor_open_amount as
select b.tenant_id, b.vendor_id, b.balance_amount as amount
from tolsel_channel.vendor_bill b
where b.status in ('open', 'partial')
union all
select p.tenant_id, p.vendor_id, -p.unapplied_amount
from tolsel_channel.vendor_payment p
where p.unapplied_amount > 0;
comment on view tolsel_channel.vendor_open_amount is
    'What each document of a vendor leaves open: above 0 what is owed, below 0 what was paid ahead
or credited. Together it is what the vendor''s account holds.';

create or replace view tolsel_channel.document as
select b.tenant_id, 'vendor_bill' as document, b.vendor_bill_id as document_id, b.journal_id,
    b.void_journal_id, b.voided_at, b.voided_on
from tolsel_channel.vendor_bill b
union all
select p.tenant_id, 'vendor_payment', p.vendor_payment_id, p.journal_id, p.void_journal_id,
    p.voided_at, p.voided_on
from tolsel_channel.vendor_payment p
union all
select r.tenant_id, 'vendor_refund', r.vendor_refund_id, r.journal_id, r.void_journal_id,
    r.voided_at, r.voided_on
from tolsel_channel.vendor_refund r
union all
select e.tenant_id, 'daily_entry', e.daily_entry_id, e.journal_id, e.void_journal_id, e.voided_at,
    null
from tolsel_channel.daily_entry e
union all
select t.tenant_id, 'channel_transfer', t.channel_transfer_id, t.journal_id, t.void_journal_id,
    t.voided_at, null
from tolsel_channel.channel_transfer t
union all
select t.tenant_id, 'channel_transfer', t.channel_transfer_id, t.arrival_journal_id,
    t.arrival_void_journal_id, t.voided_at, null
from tolsel_channel.channel_transfer t
where t.arrival_journal_id is not null
union all
select d.tenant_id, 'day_close', d.day_close_id, d.journal_id, d.void_journal_id, d.reopened_at,
    null
from tolsel_channel.day_close d
where d.journal_id is not null;
comment on view tolsel_channel.document is
    'The documents of this domain with the journal that booked each, and the one that reversed it.';

create or replace view tolsel_channel.document_journal as
select p.tenant_id, p.journal_id, p.document, p.document_id
from tolsel_channel.document p
union all
select p.tenant_id, p.void_journal_id, p.document, p.document_id
from tolsel_channel.document p
where p.void_journal_id is not null;
comment on view tolsel_channel.document_journal is
    'Every journal of this domain''s documents, those that void them too.';

create or replace view tolsel_channel.sealed_document as
select b.tenant_id, b.journal_id,
    row(
        'vendor_bill', b.vendor_bill_id, b.vendor_id, b.bill_number, b.billed_on, b.due_on,
        b.total_amount, b.journal_id, b.recorded_at, b.user_id, b.request_key, b.request_id,
        b.metadata, (
            select string_agg(
                row(l.vendor_line_id, l.line_no, l.account_id, l.amount, l.description)::text, ''
                order by l.line_no)
            from tolsel_channel.vendor_line l
            where l.tenant_id = b.tenant_id and l.vendor_bill_id = b.vendor_bill_id)
    )::text as content,
    row('vendor_bill', b.vendor_bill_id, b.voided_at, b.voided_on, b.void_reason,
        b.void_journal_id)::text as void_content
from tolsel_channel.vendor_bill b
where b.journal_id is not null
union all
select p.tenant_id, p.journal_id,
    row(
        'vendor_payment', p.vendor_payment_id, p.vendor_id, p.kind, p.vendor_bill_id, p.channel_id,
        p.method, p.amount, p.paid_on, p.reference, p.journal_id, p.recorded_at, p.user_id,
        p.request_key, p.request_id, p.metadata, (
            select string_agg(
                row(l.vendor_line_id, l.line_no, l.account_id, l.amount, l.description)::text, ''
                order by l.line_no)
            from tolsel_channel.vendor_line l
            where l.tenant_id = p.tenant_id and l.vendor_payment_id = p.vendor_payment_id)
    )::text,
    row('vendor_payment', p.vendor_payment_id, p.voided_at, p.voided_on, p.void_reason,
        p.void_journal_id)::text
from tolsel_channel.vendor_payment p
where p.journal_id is not null
union all
select r.tenant_id, r.journal_id,
    row(
        'vendor_refund', r.vendor_refund_id, r.vendor_payment_id, r.vendor_id, r.channel_id,
        r.method, r.amount, r.refunded_on, r.reason, r.reference, r.journal_id, r.recorded_at,
        r.user_id, r.request_key, r.request_id, r.metadata
    )::text,
    row('vendor_refund', r.vendor_refund_id, r.voided_at, r.voided_on, r.void_reason,
        r.void_journal_id)::text
from tolsel_channel.vendor_refund r
where r.journal_id is not null
union all
select e.tenant_id, e.journal_id,
    row(
        'daily_entry', e.daily_entry_id, e.channel_id, e.direction, e.account_id, e.amount,
        e.entered_on, e.reason, e.journal_id, e.recorded_at, e.user_id, e.login, e.request_key,
        e.request_id, e.metadata
    )::text,
    row('daily_entry', e.daily_entry_id, e.voided_at, e.void_reason,
        e.void_journal_id)::text
from tolsel_channel.daily_entry e
where e.journal_id is not null
union all
select t.tenant_id, t.journal_id,
    row(
        'channel_transfer', t.channel_transfer_id, t.from_channel_id, t.to_channel_id, t.amount,
        t.left_on, t.arrived_on, t.note, t.journal_id, t.arrival_journal_id, t.recorded_at,
        t.user_id, t.request_key, t.request_id, t.metadata
    )::text,
    row('channel_transfer', t.channel_transfer_id, t.voided_at, t.void_reason, t.void_journal_id,
        t.arrival_void_journal_id)::text
from tolsel_channel.channel_transfer t
where t.journal_id is not null
union all
select d.tenant_id, d.journal_id,
    row(
        'day_close', d.day_close_id, d.channel_id, d.closed_on, d.expected_amount,
        d.counted_amount, d.journal_id, d.period_close_id, d.note, d.closed_at, d.user_id,
        d.login, d.request_id
    )::text,
    row('day_close', d.day_close_id, d.reopened_at, d.reopen_reason,
        d.void_journal_id)::text
from tolsel_channel.day_close d
where d.journal_id is not null;
comment on view tolsel_channel.sealed_document is
    'What the documents of this domain say that is sealed: all that does not change once they are
booked, and what their void says; with the journal that booked each.';

create or replace view tolsel_channel.guarded_row as
select 'payment method of a tenant' as kind, t.method as object,
    concat_ws(' ', t.category, t.processing_minutes, t.icon, t.name) as definition
from tolsel_channel.payment_method_template t;
comment on view tolsel_channel.guarded_row is
    'The rows of registers that guard something: the payment methods that every tenant is opened
with.';
