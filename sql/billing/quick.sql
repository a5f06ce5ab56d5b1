-- What no validation has judged yet: documents by their journals. What posts nothing, allocations
-- and attempts, is taken for new for an hour, so that it is seen though it commits late.

create or replace view tolsel_billing.touched_document as
select d.tenant_id, d.journal_id, d.document, d.document_id
from tolsel_ledger.recent_range r
-- One pass over the newest of each kind: most new journals belong to no document of this domain.
cross join lateral (
    select d.* from tolsel_billing.document d
    where d.tenant_id = r.tenant_id
        and d.journal_id between r.first_journal_id and r.last_journal_id
    offset 0
) d
union
select d.tenant_id, d.journal_id, d.document, d.document_id
from tolsel_ledger.reversed_journal j
cross join lateral (
    select d.* from tolsel_billing.document d
    where d.tenant_id = j.tenant_id and d.journal_id = j.journal_id
    offset 0
) d;
comment on view tolsel_billing.touched_document is
    'Documents that were booked, or made void, since the last validation, by their journals.';

create or replace view tolsel_billing.recent_allocation as
select a.tenant_id, a.allocation_id, a.payment_id, a.invoice_id, a.customer_id,
    a.reverses_allocation_id
from tolsel_billing.allocation a
where a.paid_at >= tolsel_core.unjudged_from_at();
comment on view tolsel_billing.recent_allocation is
    'Allocations written since an hour before the last validation.';

create or replace view tolsel_billing.recent_invoice as
select d.tenant_id, d.document_id as invoice_id
from tolsel_billing.touched_document d
where d.document = 'invoice'
union
select a.tenant_id, a.invoice_id from tolsel_billing.recent_allocation a;
comment on view tolsel_billing.recent_invoice is
    'Invoices that were issued, voided, paid or paid back and not judged since.';

create or replace view tolsel_billing.recent_payment as
select d.tenant_id, d.document_id as payment_id
from tolsel_billing.touched_document d
where d.document not in ('invoice', 'refund', 'suspense')
union
select r.tenant_id, r.payment_id
from tolsel_billing.touched_document d
cross join lateral (
    select r.tenant_id, r.payment_id from tolsel_billing.refund r
    where r.tenant_id = d.tenant_id and r.refund_id = d.document_id
    offset 0
) r
where d.document = 'refund'
union
select a.tenant_id, a.payment_id from tolsel_billing.recent_allocation a
union
select t.tenant_id, t.payment_id
from tolsel_billing.payment_tracking t
where t.recorded_at >= tolsel_core.unjudged_from_at();
comment on view tolsel_billing.recent_payment is
    'Payments that were tried, made, allocated, refunded or voided and not judged since.';

create or replace view tolsel_billing.recent_customer as
select c.tenant_id, c.customer_id
from tolsel_ledger.due_slot s
cross join lateral (
    select c.tenant_id, c.customer_id from tolsel_billing.customer c
    where c.tenant_id = s.tenant_id and c.account_id = s.account_id
    offset 0
) c
union
select a.tenant_id, a.customer_id from tolsel_billing.recent_allocation a;
comment on view tolsel_billing.recent_customer is
    'Customers whose documents have changed and were not judged since.';

create or replace view tolsel_billing.quick_wrong_paid_amount as
select c.tenant_id, c.invoice_id, c.paid_amount, c.credited_amount, c.payment_count,
    c.partial_payment_count, c.last_payment_on, c.allocated, c.credited, c.payments,
    c.partial_payments, c.last_on
from tolsel_billing.recent_invoice n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_paid_amount b
    where b.tenant_id = n.tenant_id and b.invoice_id = n.invoice_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_paid_amount is
    'Recent invoices that say something else is paid or credited than their allocations.';

create or replace view tolsel_billing.quick_wrong_allocated_amount as
select c.tenant_id, c.payment_id, c.allocated_amount, c.refunded_amount, c.allocated, c.refunded
from tolsel_billing.recent_payment n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_allocated_amount b
    where b.tenant_id = n.tenant_id and b.payment_id = n.payment_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_allocated_amount is
    'Recent payments that say something else is allocated or refunded than their allocations and
refunds.';

create or replace view tolsel_billing.quick_wrong_customer_balance as
select c.tenant_id, c.customer_id, c.balance, c.owed, c.credit
from tolsel_billing.recent_customer n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_customer_balance b
    where b.tenant_id = n.tenant_id and b.customer_id = n.customer_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_customer_balance is
    'Recent customers that owe something else by the ledger than by their documents.';

create or replace view tolsel_billing.quick_wrong_customer_figures as
select c.tenant_id, c.customer_id, c.payment_count, c.payment_total, c.last_payment_on,
    c.payments, c.amount, c.last_on
from tolsel_billing.recent_customer n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_customer_figures b
    where b.tenant_id = n.tenant_id and b.customer_id = n.customer_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_customer_figures is
    'Recent customers whose figures of payments are not what their payments say.';

create or replace view tolsel_billing.quick_wrong_invoice_total as
select c.tenant_id, c.invoice_id, c.total_amount, c.line_sum
from tolsel_billing.recent_invoice n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_invoice_total b
    where b.tenant_id = n.tenant_id and b.invoice_id = n.invoice_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_invoice_total is
    'Recent invoices whose lines do not add up to their total; drafts when they are issued.';

create or replace view tolsel_billing.quick_wrong_invoice_change as
select c.tenant_id, c.invoice_id, c.change_no, c.due_on, c.reference, c.note
from (
    select r.tenant_id, r.invoice_id from tolsel_billing.invoice_change r
    where r.changed_at >= tolsel_core.unjudged_from_at()
    offset 0
) n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_invoice_change b
    where b.tenant_id = n.tenant_id and b.invoice_id = n.invoice_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_invoice_change is
    'Invoices that were changed lately and do not have what their last change says.';

create or replace view tolsel_billing.quick_number_gap as
select s.tenant_id, s.series, s.last_number, greatest(i.number, n.number) as last_given
from tolsel_billing.number_series s
left join lateral (
    select i.number from tolsel_billing.invoice i
    where i.tenant_id = s.tenant_id and i.series = s.series and i.number is not null
    order by i.number desc
    limit 1
) i on true
left join lateral (
    select n.number from tolsel_billing.credit_note n
    where n.tenant_id = s.tenant_id and n.series = s.series
    order by n.number desc
    limit 1
) n on true
where s.last_number is distinct from greatest(i.number, n.number)
union all
select d.tenant_id, d.series, s.last_number, d.number
from (
    select i.tenant_id, i.series, i.number
    from tolsel_billing.recent_invoice n
    cross join lateral (
        select i.* from tolsel_billing.invoice i
        where i.tenant_id = n.tenant_id and i.invoice_id = n.invoice_id
        offset 0
    ) i
    where i.number is not null
    union all
    select c.tenant_id, c.series, c.number
    from tolsel_billing.recent_payment n
    cross join lateral (
        select c.* from tolsel_billing.credit_note c
        where c.tenant_id = n.tenant_id and c.credit_note_id = n.payment_id
        offset 0
    ) c
) d
left join tolsel_billing.number_series s on s.tenant_id = d.tenant_id and s.series = d.series
where s.series is null
    or (d.number > 1
        and not exists (
            select from tolsel_billing.invoice f
            where f.tenant_id = d.tenant_id and f.series = d.series and f.number = d.number - 1
            offset 0)
        and not exists (
            select from tolsel_billing.credit_note f
            where f.tenant_id = d.tenant_id and f.series = d.series and f.number = d.number - 1
            offset 0));
comment on view tolsel_billing.quick_number_gap is
    'Series whose last number is not that of a document, and recent invoices and credit notes of no
series or without the number before theirs.';

create or replace view tolsel_billing.quick_wrong_credit_note as
select c.tenant_id, c.credit_note_id, c.kind, c.series, c.number, c.amount, c.line_sum,
    c.line_count
from tolsel_billing.recent_payment n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_credit_note b
    where b.tenant_id = n.tenant_id and b.credit_note_id = n.payment_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_credit_note is
    'Recent credit notes whose number, lines and amount do not fit.';

create or replace view tolsel_billing.quick_wrong_attempt as
select c.tenant_id, c.payment_id, c.status, c.retry_count, c.begun, c.ended, c.last_attempt_no,
    c.trail
from tolsel_billing.recent_payment n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_attempt b
    where b.tenant_id = n.tenant_id and b.payment_id = n.payment_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_attempt is
    'Recent payments whose trail is not complete.';

create or replace view tolsel_billing.quick_wrong_allocation as
select c.tenant_id, c.allocation_id, c.amount, c.reversed
from (
    select distinct a.tenant_id, a.reverses_allocation_id
    -- By their time first: of reversals there are more and more.
    from (select r.* from tolsel_billing.recent_allocation r offset 0) a
    where a.reverses_allocation_id is not null
) n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_allocation b
    where b.tenant_id = n.tenant_id and b.allocation_id = n.reverses_allocation_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_allocation is
    'Allocations of which recent ones take back more than they had.';

create or replace view tolsel_billing.quick_wrong_allocation_day as
select c.tenant_id, c.allocation_id, c.allocated_on, c.issued_on, c.paid_on
from (select r.* from tolsel_billing.recent_allocation r offset 0) a
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_allocation_day b
    where b.tenant_id = a.tenant_id and b.allocation_id = a.allocation_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_allocation_day is
    'Recent allocations that count for a day on which their invoice or payment does not yet.';

create or replace view tolsel_billing.quick_unexplained_entry as
select e.tenant_id, e.account_id, a.managed_by, e.journal_id, e.effective_on, e.amount
from tolsel_ledger.recent_entry e
cross join lateral (
    select a.managed_by from tolsel_ledger.account a
    where a.tenant_id = e.tenant_id and a.account_id = e.account_id
        and a.managed_by in ('billing', 'channel')
    offset 0
) a
cross join lateral (
    select j.* from tolsel_ledger.journal j
    where j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
    offset 0
) j
-- A document is found by its own journal, which a void reverses.
where not exists (
        select from tolsel_billing.document p
        where p.tenant_id = j.tenant_id
            and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
            and j.journal_id in (p.journal_id, p.void_journal_id)
        offset 0)
    and not (a.managed_by = 'channel' and exists (
        select from tolsel_channel.document p
        where p.tenant_id = j.tenant_id
            and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
            and j.journal_id in (p.journal_id, p.void_journal_id)
        offset 0));
comment on view tolsel_billing.quick_unexplained_entry is
    'New entries of accounts that a domain manages, which none of its documents has posted.';

create or replace view tolsel_billing.quick_wrong_account as
select c.tenant_id, c.account_id, c.code, c.type, c.managed_by, c.customer_id
from (select distinct s.tenant_id, s.account_id from tolsel_ledger.due_slot s) n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_account b
    where b.tenant_id = n.tenant_id and b.account_id = n.account_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_account is
    'Accounts with new entries that are not as an account of a customer is, though one has it or the
domain manages it.';

create or replace view tolsel_billing.quick_wrong_posting as
select c.tenant_id, c.document, c.document_id, c.journal_id, c.account_id, c.amount,
    c.posted_amount, c.effective_on, c.first_posted_on, c.last_posted_on
from (select distinct d.tenant_id, d.journal_id from tolsel_billing.touched_document d) j
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_posting b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_posting is
    'New journals that have not posted what their document says.';

create or replace view tolsel_billing.quick_changed_document as
select c.tenant_id, c.account_id, c.slot, c.to_version, c.fault
from tolsel_ledger.seal s
cross join lateral (
    select b.* from tolsel_billing.breach_changed_document b
    where b.tenant_id = s.tenant_id and b.account_id = s.account_id and b.slot = s.slot
        and b.to_version = s.to_version
    offset 0
) c
where s.sealed_at >= (select v.started_at from tolsel_core.last_validation v);
comment on view tolsel_billing.quick_changed_document is
    'Seals made since the last validation whose documents are not what they were.';

create or replace view tolsel_billing.quick_wrong_suspense as
select c.tenant_id, c.suspense_id, c.assigned_amount, c.amount
from (
    select d.tenant_id, d.document_id as suspense_id
    from tolsel_billing.touched_document d
    where d.document = 'suspense'
    union
    select p.tenant_id, p.suspense_id
    from tolsel_billing.recent_payment n
    cross join lateral (
        select p.tenant_id, p.suspense_id from tolsel_billing.payment p
        where p.tenant_id = n.tenant_id and p.payment_id = n.payment_id
            and p.suspense_id is not null
        offset 0
    ) p
) n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_suspense b
    where b.tenant_id = n.tenant_id and b.suspense_id = n.suspense_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_suspense is
    'Money of unknown payers that came in or was assigned lately, and not as its payments say.';

create or replace view tolsel_billing.quick_wrong_cheque as
select c.tenant_id, c.payment_id, c.channel_transfer_id, c.status, c.amount
from (
    select n.tenant_id, n.payment_id from tolsel_billing.recent_payment n
    union
    select q.tenant_id, q.payment_id
    from tolsel_channel.touched_document d
    cross join lateral (
        select q.tenant_id, q.payment_id from tolsel_billing.cheque q
        where q.tenant_id = d.tenant_id and q.channel_transfer_id = d.document_id
        offset 0
    ) q
    where d.document = 'channel_transfer'
) n
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_cheque b
    where b.tenant_id = n.tenant_id and b.payment_id = n.payment_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_cheque is
    'Cheques taken, banked or void lately whose transfer is not theirs.';

create or replace view tolsel_billing.quick_wrong_void as
select c.tenant_id, c.document, c.document_id, c.journal_id, c.voided_at, c.void_journal_id,
    c.reversing_journal_id
from (select distinct d.tenant_id, d.journal_id from tolsel_billing.touched_document d) j
cross join lateral (
    select b.* from tolsel_billing.breach_wrong_void b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_billing.quick_wrong_void is
    'Documents of new journals that are not reversed as a whole, or were reversed though they
stand.';

create or replace view tolsel_billing.quick_changed_row as
select r.tenant_id, r.kind as kind_name, r.row_id, r.seal_no, r.fault
from tolsel_core.last_validation v
cross join lateral tolsel_billing.list_changed_rows(v.started_at) r;
comment on view tolsel_billing.quick_changed_row is
    'Rows of seals made since the last validation that are not what they were.';
