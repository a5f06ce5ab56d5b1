create or replace view tolsel_billing.breach_wrong_paid_amount as
select i.tenant_id, i.invoice_id, i.paid_amount, i.credited_amount, i.payment_count,
    i.partial_payment_count, i.last_payment_on, coalesce(a.amount, 0) as allocated,
    coalesce(a.credited, 0) as credited, coalesce(a.payment_count, 0) as payments,
    coalesce(a.partial_count, 0) as partial_payments, a.last_on
from tolsel_billing.invoice i
left join (
    select a.tenant_id, a.invoice_id,
        sum(a.amount) filter (where p.kind = 'payment') as amount,
        sum(a.amount) filter (where p.kind = 'credit_note') as credited,
        count(*) filter (where a.amount > 0 and p.kind = 'payment') as payment_count,
        count(*) filter (
            where a.amount > 0 and a.amount < i.total_amount and p.kind = 'payment')
            as partial_count,
        max(p.paid_on) filter (where a.amount > 0 and p.kind = 'payment') as last_on
    from (
        select a.tenant_id, a.invoice_id, a.payment_id, sum(a.amount) as amount
        from tolsel_billing.allocation a
        group by a.tenant_id, a.invoice_id, a.payment_id
    ) a
    join tolsel_billing.invoice i on i.tenant_id = a.tenant_id and i.invoice_id = a.invoice_id
    join tolsel_billing.payment p on p.tenant_id = a.tenant_id and p.payment_id = a.payment_id
    group by a.tenant_id, a.invoice_id
) a on a.tenant_id = i.tenant_id and a.invoice_id = i.invoice_id
where i.paid_amount is distinct from coalesce(a.amount, 0)
    or i.credited_amount is distinct from coalesce(a.credited, 0)
    or i.payment_count is distinct from coalesce(a.payment_count, 0)
    or i.partial_payment_count is distinct from coalesce(a.partial_count, 0)
    or i.last_payment_on is distinct from a.last_on;
comment on view tolsel_billing.breach_wrong_paid_amount is
    'What an invoice says is paid or credited is not the sum of its allocations.';

create or replace view tolsel_billing.breach_wrong_allocated_amount as
select p.tenant_id, p.payment_id, p.allocated_amount, p.refunded_amount,
    coalesce(a.amount, 0) as allocated, coalesce(r.amount, 0) as refunded
from tolsel_billing.payment p
left join (
    select a.tenant_id, a.payment_id, sum(a.amount) as amount
    from tolsel_billing.allocation a
    group by a.tenant_id, a.payment_id
) a on a.tenant_id = p.tenant_id and a.payment_id = p.payment_id
left join (
    select r.tenant_id, r.payment_id, sum(r.amount) as amount
    from tolsel_billing.refund r
    where r.voided_at is null
    group by r.tenant_id, r.payment_id
) r on r.tenant_id = p.tenant_id and r.payment_id = p.payment_id
where p.allocated_amount is distinct from coalesce(a.amount, 0)
    or p.refunded_amount is distinct from coalesce(r.amount, 0);
comment on view tolsel_billing.breach_wrong_allocated_amount is
    'What a payment says is allocated or refunded is not the sum of its allocations or refunds.';

create or replace view tolsel_billing.breach_wrong_customer_balance as
select c.tenant_id, c.customer_id, b.balance, coalesce(i.owed, 0) as owed,
    coalesce(p.credit, 0) as credit
from tolsel_billing.customer c
join tolsel_ledger.balance b on b.tenant_id = c.tenant_id and b.account_id = c.account_id
left join (
    select i.tenant_id, i.customer_id, sum(i.balance_amount) as owed
    from tolsel_billing.invoice i
    where i.status in ('open', 'partial')
    group by i.tenant_id, i.customer_id
) i on i.tenant_id = c.tenant_id and i.customer_id = c.customer_id
left join (
    select p.tenant_id, p.customer_id, sum(p.unapplied_amount) as credit
    from tolsel_billing.payment p
    where p.unapplied_amount > 0
    group by p.tenant_id, p.customer_id
) p on p.tenant_id = c.tenant_id and p.customer_id = c.customer_id
where b.balance is distinct from coalesce(i.owed, 0) - coalesce(p.credit, 0);
comment on view tolsel_billing.breach_wrong_customer_balance is
    'What the ledger says a customer owes is not its open invoices less its credit.';

create or replace view tolsel_billing.breach_wrong_customer_figures as
select c.tenant_id, c.customer_id, c.payment_count, c.payment_total, c.last_payment_on,
    coalesce(p.payment_count, 0) as payments, coalesce(p.amount, 0) as amount, p.last_on
from tolsel_billing.customer c
left join (
    select p.tenant_id, p.customer_id, count(*) as payment_count, sum(p.amount) as amount,
        max(p.paid_on) as last_on
    from tolsel_billing.payment p
    where p.kind = 'payment' and p.status = 'completed'
    group by p.tenant_id, p.customer_id
) p on p.tenant_id = c.tenant_id and p.customer_id = c.customer_id
where c.payment_count is distinct from coalesce(p.payment_count, 0)
    or c.payment_total is distinct from coalesce(p.amount, 0)
    or c.last_payment_on is distinct from p.last_on;
comment on view tolsel_billing.breach_wrong_customer_figures is
    'The number, sum or last day of a customer''s payments is not what its payments say.';

create or replace view tolsel_billing.breach_wrong_invoice_total as
select i.tenant_id, i.invoice_id, i.total_amount, sum(l.amount) as line_sum
from tolsel_billing.invoice i
left join tolsel_billing.invoice_line l
    on l.tenant_id = i.tenant_id and l.invoice_id = i.invoice_id
group by i.tenant_id, i.invoice_id
having i.total_amount is distinct from sum(l.amount)
    or count(l.line_no) is distinct from max(l.line_no)::bigint;
comment on view tolsel_billing.breach_wrong_invoice_total is
    'The lines of an invoice do not add up to its total, or one is missing.';

create or replace view tolsel_billing.breach_wrong_invoice_change as
select c.tenant_id, c.invoice_id, c.change_no, c.due_on, c.reference, c.note
from tolsel_billing.invoice_change c
join tolsel_billing.invoice i on i.tenant_id = c.tenant_id and i.invoice_id = c.invoice_id
left join tolsel_billing.invoice_change n
    on n.tenant_id = c.tenant_id and n.invoice_id = c.invoice_id
    and n.change_no = c.change_no + 1
where c.due_on is distinct from coalesce(n.was_due_on, i.due_on)
    or c.reference is distinct from
        case when n.change_no is null then i.reference else n.was_reference end
    or c.note is distinct from case when n.change_no is null then i.note else n.was_note end
    or c.metadata is distinct from coalesce(n.was_metadata, i.metadata)
    or (c.change_no > 1 and not exists (
        select from tolsel_billing.invoice_change p
        where p.tenant_id = c.tenant_id and p.invoice_id = c.invoice_id
            and p.change_no = c.change_no - 1));
comment on view tolsel_billing.breach_wrong_invoice_change is
    'An invoice does not have what its last change says, or a change is missing.';

create or replace view tolsel_billing.breach_number_gap as
select s.tenant_id, s.series, s.last_number, count(i.number) as given,
    min(i.number) as first_number, max(i.number) as last_given
from tolsel_billing.number_series s
full join (
    select i.tenant_id, i.series, i.number from tolsel_billing.invoice i
    where i.number is not null
    union all
    select n.tenant_id, n.series, n.number from tolsel_billing.credit_note n
) i on i.tenant_id = s.tenant_id and i.series = s.series
group by s.tenant_id, s.series, s.last_number
having s.last_number is distinct from count(distinct i.number)
    or s.last_number is distinct from count(i.number)
    or s.last_number is distinct from max(i.number);
comment on view tolsel_billing.breach_number_gap is
    'A series of numbers of invoices and credit notes has a gap, a number twice, or one beyond its
last.';

create or replace view tolsel_billing.breach_wrong_credit_note as
select p.tenant_id, p.payment_id as credit_note_id, p.kind, n.series, n.number, p.amount,
    l.line_sum, l.line_count
from tolsel_billing.payment p
left join tolsel_billing.credit_note n
    on n.tenant_id = p.tenant_id and n.credit_note_id = p.payment_id
left join (
    select l.tenant_id, l.credit_note_id, sum(l.amount::numeric) as line_sum,
        count(*) as line_count, max(l.line_no) as last_line_no
    from tolsel_billing.credit_note_line l
    group by l.tenant_id, l.credit_note_id
) l on l.tenant_id = p.tenant_id and l.credit_note_id = p.payment_id
where (p.kind = 'credit_note') <> (n.credit_note_id is not null)
    or (p.kind = 'credit_note'
        and (p.amount is distinct from l.line_sum or l.line_count is distinct from l.last_line_no));
comment on view tolsel_billing.breach_wrong_credit_note is
    'A credit note lacks its number or a line, its lines do not add up to its amount, or a payment
that is money has a number as if it were one.';

create or replace view tolsel_billing.breach_wrong_attempt as
select p.tenant_id, p.payment_id, p.status, p.retry_count, count(*) filter (where not t.is_last)
    as begun, count(*) filter (where t.is_last) as ended, max(t.attempt_no) as last_attempt_no,
    string_agg(t.status, ' ' order by t.attempt_no, t.is_last) as trail
from tolsel_billing.payment p
left join tolsel_billing.payment_tracking t
    on t.tenant_id = p.tenant_id and t.payment_id = p.payment_id
where p.kind <> 'credit_note'
group by p.tenant_id, p.payment_id
having p.retry_count + 1 is distinct from max(t.attempt_no)
    or p.retry_count + 1 is distinct from count(*) filter (where not t.is_last)
    or p.retry_count + (p.status <> 'open')::integer
        is distinct from count(*) filter (where t.is_last)
    or (array_agg(t.status order by t.attempt_no desc, t.is_last desc))[1] is distinct from
        case p.status when 'void' then 'completed' when 'open' then 'initiated' else p.status end;
comment on view tolsel_billing.breach_wrong_attempt is
    'The trail of a payment lacks the beginning or the end of an attempt, or does not end as the
payment has.';

create or replace view tolsel_billing.breach_wrong_allocation as
select o.tenant_id, o.allocation_id, o.amount, sum(r.amount) as reversed
from tolsel_billing.allocation o
join tolsel_billing.allocation r
    on r.tenant_id = o.tenant_id and r.reverses_allocation_id = o.allocation_id
group by o.tenant_id, o.allocation_id
having o.amount + sum(r.amount) < 0 or o.reverses_allocation_id is not null
    or min(r.allocated_on) < o.allocated_on;
comment on view tolsel_billing.breach_wrong_allocation is
    'More of an allocation is taken back than it had, or before its day, or a reversal is
reversed.';

create or replace view tolsel_billing.breach_wrong_allocation_day as
select a.tenant_id, a.allocation_id, a.allocated_on, i.issued_on, p.paid_on
from tolsel_billing.allocation a
join tolsel_billing.invoice i on i.tenant_id = a.tenant_id and i.invoice_id = a.invoice_id
join tolsel_billing.payment p on p.tenant_id = a.tenant_id and p.payment_id = a.payment_id
where a.allocated_on < i.issued_on or a.allocated_on < p.paid_on;
comment on view tolsel_billing.breach_wrong_allocation_day is
    'An allocation counts for a day on which its invoice or its payment does not yet.';

create or replace view tolsel_billing.breach_unexplained_entry as
select e.tenant_id, e.account_id, a.managed_by, e.journal_id, e.effective_on, e.amount
from tolsel_ledger.account a
join tolsel_ledger.entry e on e.tenant_id = a.tenant_id and e.account_id = a.account_id
left join tolsel_channel.document_journal c
    on c.tenant_id = e.tenant_id and c.journal_id = e.journal_id and a.managed_by = 'channel'
left join tolsel_billing.document_journal b
    on b.tenant_id = e.tenant_id and b.journal_id = e.journal_id
where a.managed_by in ('billing', 'channel') and b.journal_id is null and c.journal_id is null;
comment on view tolsel_billing.breach_unexplained_entry is
    'What a channel, a vendor or a customer has, or the account they are listed under, has changed,
and no document says why.';

create or replace view tolsel_billing.breach_wrong_account as
select a.tenant_id, a.account_id, a.code, a.type, a.managed_by, c.customer_id
from tolsel_ledger.account a
left join tolsel_ledger.account p
    on p.tenant_id = a.tenant_id and p.account_id = a.parent_account_id and p.currency = a.currency
left join tolsel_billing.customer c
    on c.tenant_id = a.tenant_id and c.account_id = a.account_id
where case
    when c.customer_id is not null then
        (a.type = 'asset' and a.managed_by = 'billing' and a.currency = c.currency
            and p.purpose = 'receivables') is not true
    else (a.managed_by is not distinct from 'billing')
            <> (a.purpose is not distinct from 'receivables')
    end;
comment on view tolsel_billing.breach_wrong_account is
    'A customer''s account is not an asset of its currency under receivables that the domain
manages, or an account that it manages is neither that nor what they are listed under.';

create or replace view tolsel_billing.breach_wrong_suspense as
select s.tenant_id, s.suspense_id, s.assigned_amount, p.amount
from tolsel_billing.suspense s
cross join lateral (
    select coalesce(sum(p.amount), 0) as amount from tolsel_billing.payment p
    where p.tenant_id = s.tenant_id and p.suspense_id = s.suspense_id and p.status = 'completed'
) p
where s.assigned_amount is distinct from p.amount;
comment on view tolsel_billing.breach_wrong_suspense is
    'What is assigned of an unknown payer''s money is not the sum of the payments that it was.';

create or replace view tolsel_billing.breach_wrong_cheque as
select q.tenant_id, q.payment_id, q.channel_transfer_id, p.status, t.amount
from tolsel_billing.cheque q
join tolsel_billing.payment p on p.tenant_id = q.tenant_id and p.payment_id = q.payment_id
join tolsel_channel.channel_transfer t
    on t.tenant_id = q.tenant_id and t.channel_transfer_id = q.channel_transfer_id
where t.amount is distinct from p.amount
    or t.from_channel_id is distinct from p.channel_id
    or (t.voided_at is null and (p.status <> 'completed' or t.arrived_on < q.present_on));
comment on view tolsel_billing.breach_wrong_cheque is
    'A cheque was banked with another amount, from elsewhere or before its day, or is void and in
the bank.';

create or replace view tolsel_billing.breach_wrong_posting as
select l.tenant_id, min(l.document) as document, min(l.document_id) as document_id, l.journal_id,
    l.account_id, sum(l.amount) as amount, sum(l.posted_amount) as posted_amount,
    min(l.effective_on) as effective_on, min(l.posted_on) as first_posted_on,
    max(l.posted_on) as last_posted_on
from (
    select p.tenant_id, p.document, p.document_id, p.journal_id, p.account_id, p.amount,
        null::numeric as posted_amount, p.effective_on::date as effective_on,
        null::date as posted_on
    from tolsel_billing.posted_line p
    union all
    select e.tenant_id, null::text as document, null::bigint as document_id, e.journal_id,
        e.account_id, null::numeric as amount, e.amount::numeric as posted_amount,
        null::date as effective_on, e.effective_on::date as posted_on
    from tolsel_ledger.entry e
    where exists (
        select from tolsel_billing.document d
        where d.tenant_id = e.tenant_id and d.journal_id = e.journal_id)
) l
group by l.tenant_id, l.journal_id, l.account_id
having sum(l.amount) is distinct from sum(l.posted_amount)
    or min(l.effective_on) is distinct from min(l.posted_on)
    or min(l.effective_on) is distinct from max(l.posted_on);
comment on view tolsel_billing.breach_wrong_posting is
    'A document''s journal is missing, or has not posted what the document says to each account, on
its day: its customer''s, where the money went, and those of its lines.';

create or replace view tolsel_billing.breach_changed_document as
select s.tenant_id, s.account_id, s.slot, s.to_version,
    case when d.hash is null then 'the seal of the documents is gone'
        else 'a document is not what it was' end as fault
from tolsel_ledger.seal s
join tolsel_ledger.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
left join tolsel_billing.document_seal d
    on d.tenant_id = s.tenant_id and d.account_id = s.account_id and d.slot = s.slot
    and d.to_version = s.to_version
where a.managed_by is not null
    and d.hash is distinct from
        tolsel_billing.document_hash(d.journal_ids, a.managed_by, s.tenant_id);
comment on view tolsel_billing.breach_changed_document is
    'A document behind sealed entries is not what it was when they were sealed: it, or one of its
lines, was changed or removed.';

create or replace view tolsel_billing.breach_changed_row as
select r.tenant_id, r.kind as kind_name, r.row_id, r.seal_no, r.fault
from tolsel_billing.list_changed_rows('-infinity') r;
comment on view tolsel_billing.breach_changed_row is
    'An allocation, an attempt to pay, an event or an entry of the activity log is not what it was
when it was sealed, or is gone.';

create or replace view tolsel_billing.breach_wrong_void as
select p.tenant_id, p.document, p.document_id, p.journal_id, p.voided_at, p.void_journal_id,
    j.journal_id as reversing_journal_id
from tolsel_billing.document p
left join tolsel_ledger.journal j
    on j.tenant_id = p.tenant_id and j.reverses_journal_id = p.journal_id
where j.journal_id is distinct from p.void_journal_id
    or (p.voided_at is null) <> (p.void_journal_id is null)
    or (p.void_journal_id is not null and exists (
        select from tolsel_ledger.entry e
        where e.tenant_id = p.tenant_id and e.journal_id = p.void_journal_id
            and e.effective_on is distinct from p.voided_on))
    or (p.void_journal_id is not null and exists (
        select from tolsel_ledger.entry e
        where e.tenant_id = p.tenant_id and e.journal_id in (p.journal_id, p.void_journal_id)
        group by e.account_id
        having sum(e.amount) <> 0));
comment on view tolsel_billing.breach_wrong_void is
    'A void document''s journal is not reversed as a whole, or on another day than its void
says, or the journal of one that stands was reversed.';
