create or replace view tolsel_billing.posting as
select i.tenant_id, 'invoice' as document, i.invoice_id as document_id, i.journal_id,
    i.void_journal_id, c.account_id, null::bigint as place_account_id,
    i.total_amount::numeric as amount, i.issued_on as effective_on, i.voided_at
from tolsel_billing.invoice i
join tolsel_billing.customer c on c.tenant_id = i.tenant_id and c.customer_id = i.customer_id
where i.journal_id is not null
union all
select p.tenant_id, p.kind, p.payment_id, p.journal_id, p.void_journal_id,
    coalesce(p.account_id, c.account_id),
    case
        when p.kind = 'credit_note' then null
        when p.channel_id is not null then h.account_id
        when p.suspense_id is not null
            then tolsel_ledger.purpose_account('suspense', c.currency, p.tenant_id)
        else tolsel_ledger.purpose_account('undeposited_funds', c.currency, p.tenant_id)
    end,
    -p.amount, p.paid_on, p.voided_at
from tolsel_billing.payment p
join tolsel_billing.customer c on c.tenant_id = p.tenant_id and c.customer_id = p.customer_id
left join tolsel_channel.payment_channel h
    on h.tenant_id = p.tenant_id and h.channel_id = p.channel_id
where p.journal_id is not null
union all
select r.tenant_id, 'refund', r.refund_id, r.journal_id, r.void_journal_id,
    coalesce(p.account_id, c.account_id), h.account_id, r.amount, r.refunded_on, r.voided_at
from tolsel_billing.refund r
join tolsel_billing.customer c on c.tenant_id = r.tenant_id and c.customer_id = r.customer_id
join tolsel_billing.payment p on p.tenant_id = r.tenant_id and p.payment_id = r.payment_id
join tolsel_channel.payment_channel h
    on h.tenant_id = r.tenant_id and h.channel_id = r.channel_id
union all
select s.tenant_id, 'suspense', s.suspense_id, s.journal_id, s.void_journal_id,
    tolsel_ledger.account_beside('suspense', h.account_id, s.tenant_id), h.account_id, -s.amount,
    s.received_on, s.voided_at
from tolsel_billing.suspense s
join tolsel_channel.payment_channel h
    on h.tenant_id = s.tenant_id and h.channel_id = s.channel_id;
comment on view tolsel_billing.posting is
    'What the documents of billing have posted, by their own words: an amount on the customer''s
account, or on that of a top-up or of suspense, above 0 where more is owed, against the account the
money went to or came from, null where no money moved; and the journal that reversed it.';

create or replace view tolsel_billing.posted_line as
select p.tenant_id, p.document, p.document_id, p.journal_id, p.account_id, p.amount, p.effective_on
from tolsel_billing.posting p
where p.amount <> 0
union all
select p.tenant_id, p.document, p.document_id, p.journal_id, p.place_account_id, -p.amount,
    p.effective_on
from tolsel_billing.posting p
where p.place_account_id is not null
union all
select p.tenant_id, p.document, p.document_id, p.journal_id, r.account_id, r.amount, p.effective_on
from tolsel_billing.payment y
join tolsel_billing.posting p
    on p.tenant_id = y.tenant_id and p.document = 'payment' and p.document_id = y.payment_id
cross join lateral (
    values (p.place_account_id, -y.rounding_amount::numeric),
        (y.rounding_account_id, y.rounding_amount::numeric)
) r (account_id, amount)
where y.rounding_amount is not null
union all
select i.tenant_id, 'invoice', i.invoice_id, i.journal_id, l.account_id, -l.amount, i.issued_on
from tolsel_billing.invoice i
join tolsel_billing.invoice_line l
    on l.tenant_id = i.tenant_id and l.invoice_id = i.invoice_id
where i.journal_id is not null and l.amount <> 0
union all
select p.tenant_id, p.kind, p.payment_id, p.journal_id, l.account_id, l.amount, p.paid_on
from tolsel_billing.payment p
join tolsel_billing.credit_note_line l
    on l.tenant_id = p.tenant_id and l.credit_note_id = p.payment_id
where p.journal_id is not null and l.amount <> 0;
comment on view tolsel_billing.posted_line is
    'All that the documents of billing have posted, account by account, by their own words: several
lines may go to one account.';

create or replace view tolsel_billing.document as
select i.tenant_id, 'invoice' as document, i.invoice_id as document_id, i.journal_id,
    i.void_journal_id, i.voided_at, i.voided_on
from tolsel_billing.invoice i
where i.journal_id is not null
union all
select p.tenant_id, p.kind, p.payment_id, p.journal_id, p.void_journal_id, p.voided_at,
    p.voided_on
from tolsel_billing.payment p
where p.journal_id is not null
union all
select r.tenant_id, 'refund', r.refund_id, r.journal_id, r.void_journal_id, r.voided_at,
    r.voided_on
from tolsel_billing.refund r
union all
select s.tenant_id, 'suspense', s.suspense_id, s.journal_id, s.void_journal_id, s.voided_at,
    s.voided_on
from tolsel_billing.suspense s;
comment on view tolsel_billing.document is
    'The documents of billing with the journal that booked each, and the one that reversed it.';

create or replace view tolsel_billing.document_journal as
select p.tenant_id, p.journal_id, p.document, p.document_id
from tolsel_billing.document p
union all
select p.tenant_id, p.void_journal_id, p.document, p.document_id
from tolsel_billing.document p
where p.void_journal_id is not null;
comment on view tolsel_billing.document_journal is
    'Every journal of this domain''s documents, those that void them too.';

create or replace view tolsel_billing.sealed_document as
select i.tenant_id, 'billing' as sealed_with, i.journal_id,
    row(
        'invoice', i.invoice_id, i.customer_id, i.branch_id, i.kind, i.series, i.number,
        i.uses_credit, i.issued_on, i.total_amount, i.journal_id,
        i.recorded_at, i.user_id, i.login, i.request_key, i.request_id, (
            select string_agg(
                row(l.line_no, l.account_id, l.amount, l.quantity, l.tax_rate, l.base_amount,
                    l.description, l.metadata)::text, ''
                order by l.line_no)
            from tolsel_billing.invoice_line l
            where l.tenant_id = i.tenant_id and l.invoice_id = i.invoice_id)
    )::text as content,
    row('invoice', i.invoice_id, i.voided_at, i.voided_on, i.void_reason,
        i.void_journal_id)::text as void_content
from tolsel_billing.invoice i
where i.journal_id is not null
union all
select p.tenant_id, case when p.kind = 'top_up' then 'wallet' else 'billing' end, p.journal_id,
    row(
        'payment', p.payment_id, p.customer_id, p.kind, p.method, p.channel_id, p.account_id,
        p.amount, p.asked_amount, p.paid_on, p.invoice_ids, p.invoice_amounts, p.surplus,
        p.is_provider, p.planned_amount, p.has_unique_reference, p.provider_reference,
        p.second_reference, p.processing_ms, p.failure_reason,
        p.retry_count, p.last_retry_at, p.next_retry_at, p.opened_at, p.completed_at,
        p.journal_id, p.corrects_payment_id, p.rounding_amount, p.rounding_account_id,
        p.suspense_id, p.user_id, p.login, p.request_key, p.request_id,
        p.metadata, case when p.kind = 'credit_note' then (
            select row(
                n.branch_id, n.series, n.number, n.reference, n.invoice_id, n.reason)::text
            from tolsel_billing.credit_note n
            where n.tenant_id = p.tenant_id and n.credit_note_id = p.payment_id) end,
        case when p.kind = 'credit_note' then (
            select string_agg(
                row(l.line_no, l.account_id, l.amount, l.quantity, l.tax_rate, l.base_amount,
                    l.description, l.metadata)::text, ''
                order by l.line_no)
            from tolsel_billing.credit_note_line l
            where l.tenant_id = p.tenant_id and l.credit_note_id = p.payment_id) end,
        case when p.method = 'cheque' then (
            select q.present_on from tolsel_billing.cheque q
            where q.tenant_id = p.tenant_id and q.payment_id = p.payment_id) end
    )::text,
    row('payment', p.payment_id, p.voided_at, p.voided_on, p.void_reason,
        p.void_journal_id)::text
from tolsel_billing.payment p
where p.journal_id is not null
union all
select r.tenant_id, 'billing', r.journal_id,
    row(
        'refund', r.refund_id, r.payment_id, r.customer_id, r.channel_id, r.method, r.amount,
        r.refunded_on, r.reason, r.journal_id, r.reversal_ids, r.recorded_at, r.user_id,
        r.login, r.request_key, r.request_id, r.metadata
    )::text,
    row('refund', r.refund_id, r.voided_at, r.voided_on, r.void_reason,
        r.void_journal_id)::text
from tolsel_billing.refund r
where r.journal_id is not null
union all
select s.tenant_id, 'channel', s.journal_id,
    row(
        'suspense', s.suspense_id, s.channel_id, s.method, s.amount, s.received_on, s.payer,
        s.reference, s.journal_id, s.recorded_at, s.user_id, s.login, s.request_key, s.request_id,
        s.metadata
    )::text,
    row('suspense', s.suspense_id, s.voided_at, s.voided_on, s.void_reason,
        s.void_journal_id)::text
from tolsel_billing.suspense s
union all
select d.tenant_id, 'channel', d.journal_id, d.content, d.void_content
from tolsel_channel.sealed_document d;
comment on view tolsel_billing.sealed_document is
    'What documents say that is sealed: all that does not change once they are booked, and what
their void says; with the journal that booked each, and the domain with whose accounts it is
sealed.';

create or replace view tolsel_billing.sealed_row as
select a.tenant_id, 'allocation' as kind, a.allocation_id as row_id, a.paid_at as written_at,
    row(
        a.allocation_id, a.payment_id, a.invoice_id, a.customer_id, a.amount, a.allocated_on,
        a.is_initial, a.reverses_allocation_id, a.paid_at, a.user_id, a.request_key, a.request_id
    )::text as content
from tolsel_billing.allocation a
union all
select a.tenant_id, 'vendor_allocation', a.vendor_allocation_id, a.allocated_at,
    row(
        a.vendor_allocation_id, a.vendor_payment_id, a.vendor_bill_id, a.vendor_id, a.amount,
        a.allocated_on, a.reverses_vendor_allocation_id, a.allocated_at, a.user_id,
        a.request_key, a.request_id
    )::text
from tolsel_channel.vendor_allocation a
union all
-- Beginning and end of an attempt are a row each.
select t.tenant_id, 'attempt', t.payment_id * 1000000 + t.attempt_no * 2 + t.is_last::integer,
    t.recorded_at,
    row(
        t.payment_id, t.attempt_no, t.status, t.error_code, t.message, t.provider_reference,
        t.recorded_at, t.user_id, t.login, t.request_id
    )::text
from tolsel_billing.payment_tracking t
union all
-- How far its delivery has come changes, and a replay may let it expire later.
select e.tenant_id, 'event', e.event_id, e.created_at,
    row(
        e.event_id, e.topic, e.document, e.document_id, e.sequence_no, e.payload, e.request_id,
        e.created_at
    )::text
from tolsel_core.event e
union all
select l.tenant_id, 'activity', l.activity_id, l.recorded_at,
    row(
        l.activity_id, l.recorded_at, l.login, l.user_id, l.request_id, l.action, l.subject,
        l.detail
    )::text
from tolsel_core.activity_log l;
comment on view tolsel_billing.sealed_row is
    'What is sealed of rows that no journal stands behind: all that never changes.';

create or replace view tolsel.customer with (security_invoker = true) as
select c.tenant_id, c.customer_id, c.name, c.code, c.email, c.phone, c.currency, b.balance,
    (
        select round(coalesce(sum(p.unapplied_amount), 0), c.scale)
        from tolsel_billing.payment p
        where p.tenant_id = c.tenant_id and p.customer_id = c.customer_id
            and p.unapplied_amount > 0
    ) as credit_amount,
    (
        select round(coalesce(sum(i.balance_amount), 0), c.scale)
        from tolsel_billing.invoice i
        where i.tenant_id = c.tenant_id and i.customer_id = c.customer_id
            and i.status in ('open', 'partial') and i.due_on < d.today
    ) as overdue_amount,
    (
        select coalesce(greatest(d.today - min(i.due_on), 0), 0)
        from tolsel_billing.invoice i
        where i.tenant_id = c.tenant_id and i.customer_id = c.customer_id
            and i.status in ('open', 'partial')
    ) as days_overdue,
    c.owed_limit, c.payment_count, c.payment_total, c.average_payment_amount, c.last_payment_on,
    c.account_id, c.metadata, c.is_active, c.forgotten_at, c.merged_into_id, c.opened_at
from tolsel_billing.customer c
join tolsel_ledger.balance b
    on b.tenant_id = c.tenant_id and b.account_id = c.account_id and b.slot = 0
left join tolsel_core.business_day d on d.tenant_id = c.tenant_id;
comment on view tolsel.customer is
    'The customers: what each owes by the ledger (balance, below 0 for credit), its unapplied
payments, what is overdue, and for how many days, by today in the main branch.';
comment on column tolsel.customer.credit_amount is
    'Credit of payments and credit notes that no invoice has used.';
comment on column tolsel.customer.overdue_amount is
    'What is open of invoices whose due date has passed.';
comment on column tolsel.customer.days_overdue is
    'Days since the earliest due date of what is open; 0 where nothing is overdue.';

create or replace view tolsel.invoice with (security_invoker = true) as
select i.tenant_id, i.invoice_id, i.customer_id, i.branch_id, i.kind,
    i.series || '-' || i.number as invoice_number, i.series, i.number,
    i.reference, i.status, c.currency, i.total_amount,
    i.paid_amount, i.credited_amount, i.balance_amount, i.issued_on, i.due_on,
    i.status in ('open', 'partial') and i.due_on < d.today as is_overdue,
    case when i.status in ('open', 'partial') then greatest(d.today - i.due_on, 0) else 0 end
        as days_overdue,
    i.payment_count, i.partial_payment_count, i.last_payment_on, i.uses_credit, i.journal_id,
    i.voided_at, i.voided_on, i.void_reason, i.void_journal_id, i.note, i.recorded_at, i.user_id,
    i.login, i.request_key, i.request_id, i.metadata
from tolsel_billing.invoice i
join tolsel_billing.customer c on c.tenant_id = i.tenant_id and c.customer_id = i.customer_id
left join tolsel_core.business_day d on d.tenant_id = i.tenant_id;
comment on view tolsel.invoice is
    'The invoices and debit notes, with what is paid, credited and open. The number of a draft is
null.';
comment on column tolsel.invoice.invoice_number is
    'Series and number, as it is printed; null for a draft.';
comment on column tolsel.invoice.is_overdue is
    'True where something is open and its due date has passed, by today in the main branch.';
comment on column tolsel.invoice.days_overdue is
    'Days since its due date; 0 where nothing of it is overdue.';

create or replace view tolsel.invoice_change with (security_invoker = true) as
select c.tenant_id, c.invoice_id, c.change_no, c.changed_on, c.reason, c.due_on, c.was_due_on,
    c.reference, c.was_reference, c.note, c.was_note, c.metadata, c.was_metadata, c.changed_at,
    c.user_id, c.login, c.request_id
from tolsel_billing.invoice_change c;
comment on view tolsel.invoice_change is
    'What was changed of invoices after they were issued, and what it was before.';

create or replace view tolsel.invoice_line with (security_invoker = true) as
select l.tenant_id, l.invoice_id, l.line_no, l.account_id, a.code, l.description, l.quantity,
    l.amount, l.tax_rate, l.base_amount, l.metadata
from tolsel_billing.invoice_line l
join tolsel_ledger.account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id;
comment on view tolsel.invoice_line is
    'The lines of the invoices, with the account each is booked to.';

create or replace view tolsel.payment with (security_invoker = true) as
select p.tenant_id, p.payment_id, p.customer_id, p.status, p.method, p.channel_id,
    c.currency, p.amount, p.allocated_amount, p.refunded_amount, p.unapplied_amount, p.paid_on,
    p.provider_reference, p.second_reference, p.asked_amount, p.processing_ms, p.failure_reason,
    p.retry_count, p.last_retry_at,
    p.next_retry_at, p.opened_at, p.completed_at, p.journal_id, p.voided_at, p.voided_on,
    p.void_reason, p.void_journal_id, p.corrects_payment_id, p.rounding_amount, p.suspense_id,
    p.user_id, p.login,
    p.request_key, p.request_id, p.metadata
from tolsel_billing.payment p
join tolsel_billing.customer c on c.tenant_id = p.tenant_id and c.customer_id = p.customer_id
where p.kind = 'payment';
comment on view tolsel.payment is 'The payments, whatever became of them.';

create or replace view tolsel.cheque with (security_invoker = true) as
select q.tenant_id, q.payment_id, p.customer_id, p.provider_reference as cheque_number, c.currency,
    p.amount, p.paid_on as taken_on, q.present_on,
    case
        when p.voided_at is null
            then case when t.voided_at is null and t.journal_id is not null then 'banked'
                else 'in_hand' end
        when t.journal_id is not null then 'bounced'
        else 'void'
    end as status,
    p.voided_at is null and (t.journal_id is null or t.voided_at is not null)
        and q.present_on <= d.today as is_due,
    p.channel_id, t.to_channel_id as bank_channel_id, t.left_on as banked_on,
    q.channel_transfer_id, p.voided_on, p.void_reason
from tolsel_billing.cheque q
join tolsel_billing.payment p on p.tenant_id = q.tenant_id and p.payment_id = q.payment_id
join tolsel_billing.customer c on c.tenant_id = p.tenant_id and c.customer_id = p.customer_id
left join tolsel_channel.channel_transfer t
    on t.tenant_id = q.tenant_id and t.channel_transfer_id = q.channel_transfer_id
left join tolsel_core.business_day d on d.tenant_id = q.tenant_id;
comment on view tolsel.cheque is
    'The cheques: in_hand (is_due once they may be presented, by today in the main branch), banked,
bounced, or void before they were banked. A day and a channel of a bank that did not take it stand
until it is banked again.';
comment on column tolsel.cheque.cheque_number is 'Number on the cheque; null where none was given.';
comment on column tolsel.cheque.taken_on is 'Business day on which it was taken.';
comment on column tolsel.cheque.status is 'in_hand, banked, bounced, or void before it was banked.';
comment on column tolsel.cheque.is_due is
    'True where it is in hand and may be presented by today in the main branch.';
comment on column tolsel.cheque.bank_channel_id is
    'The channel of the bank that it was taken to; null where it never was.';
comment on column tolsel.cheque.banked_on is
    'Business day on which it was taken to the bank; null where it never was.';

create or replace view tolsel.suspense with (security_invoker = true) as
select s.tenant_id, s.suspense_id, s.channel_id, s.method, a.currency, s.amount, s.assigned_amount,
    case when s.voided_at is null then s.amount - s.assigned_amount else 0 end
        as unassigned_amount,
    s.received_on, s.payer, s.reference, s.journal_id, s.voided_at, s.voided_on, s.void_reason,
    s.void_journal_id, s.recorded_at, s.user_id, s.login, s.request_key, s.request_id, s.metadata
from tolsel_billing.suspense s
join tolsel_channel.payment_channel h
    on h.tenant_id = s.tenant_id and h.channel_id = s.channel_id
join tolsel_ledger.account a on a.tenant_id = h.tenant_id and a.account_id = h.account_id;
comment on view tolsel.suspense is
    'Money of unknown payers, or for several customers, and what of it is whose payment: see
suspense_id of tolsel.payment.';
comment on column tolsel.suspense.unassigned_amount is
    'What of the money is not yet assigned to a customer; 0 where it is void.';

create or replace view tolsel.cash_rounding with (security_invoker = true) as
select r.tenant_id, r.currency, r.step_amount, r.account_id
from tolsel_billing.cash_rounding r;
comment on view tolsel.cash_rounding is
    'To what cash is rounded in a currency, and the account for the differences.';

create or replace view tolsel.credit_note with (security_invoker = true) as
select n.tenant_id, n.credit_note_id, n.customer_id, n.branch_id, n.invoice_id,
    n.series || '-' || n.number as credit_note_number, n.series, n.number, n.reference,
    case when p.voided_at is not null then 'void' when p.unapplied_amount > 0 then 'open'
        else 'used' end as status,
    c.currency, p.amount as total_amount, p.allocated_amount as applied_amount, p.refunded_amount,
    p.unapplied_amount, p.paid_on as issued_on, n.reason, p.journal_id, p.voided_at, p.voided_on,
    p.void_reason, p.void_journal_id, p.opened_at as recorded_at, p.user_id, p.request_key,
    p.request_id, p.metadata
from tolsel_billing.credit_note n
join tolsel_billing.payment p on p.tenant_id = n.tenant_id and p.payment_id = n.credit_note_id
join tolsel_billing.customer c on c.tenant_id = n.tenant_id and c.customer_id = n.customer_id;
comment on view tolsel.credit_note is
    'The credit notes, with what of each pays invoices, was given back, or is credit: open while
something is, then used, or void.';
comment on column tolsel.credit_note.credit_note_number is 'Series and number, as it is printed.';
comment on column tolsel.credit_note.status is
    'open while credit is left, else used; void where it was voided.';
comment on column tolsel.credit_note.total_amount is 'Sum of its lines, above 0.';
comment on column tolsel.credit_note.applied_amount is 'What of it has paid invoices.';
comment on column tolsel.credit_note.issued_on is 'Business day it counts for.';
comment on column tolsel.credit_note.recorded_at is 'When it was written.';

create or replace view tolsel.credit_note_line with (security_invoker = true) as
select l.tenant_id, l.credit_note_id, l.line_no, l.account_id, a.code, l.description, l.quantity,
    l.amount, l.tax_rate, l.base_amount, l.metadata
from tolsel_billing.credit_note_line l
join tolsel_ledger.account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id;
comment on view tolsel.credit_note_line is
    'The lines of the credit notes, with the account each is booked to.';

create or replace view tolsel.payment_tracking with (security_invoker = true) as
select t.tenant_id, t.payment_id, t.attempt_no, t.status, t.error_code, t.message,
    t.provider_reference, t.recorded_at, t.user_id, t.login, t.request_id
from tolsel_billing.payment_tracking t;
comment on view tolsel.payment_tracking is
    'The trail of every attempt to pay: initiated, then completed, failed or unknown.';

create or replace view tolsel.allocation with (security_invoker = true) as
select a.tenant_id, a.allocation_id,
    case when n.credit_note_id is null then a.payment_id end as payment_id, n.credit_note_id,
    a.invoice_id, a.customer_id, a.amount, a.reverses_allocation_id, a.allocated_on, a.paid_at,
    a.user_id, a.request_key, a.request_id
from tolsel_billing.allocation a
left join tolsel_billing.credit_note n
    on n.tenant_id = a.tenant_id and n.credit_note_id = a.payment_id;
comment on view tolsel.allocation is
    'What of each payment or credit note pays which invoice; below 0 where it was taken back.';
comment on column tolsel.allocation.payment_id is
    'The payment it pays with; null where it is a credit note.';

create or replace view tolsel.refund with (security_invoker = true) as
select r.tenant_id, r.refund_id,
    case when n.credit_note_id is null then r.payment_id end as payment_id, n.credit_note_id,
    r.customer_id, r.channel_id, r.method, c.currency,
    r.amount, r.refunded_on, r.reason, r.journal_id, r.voided_at, r.voided_on, r.void_reason,
    r.void_journal_id, r.recorded_at, r.user_id, r.login, r.request_key, r.request_id,
    r.metadata
from tolsel_billing.refund r
left join tolsel_billing.credit_note n
    on n.tenant_id = r.tenant_id and n.credit_note_id = r.payment_id
join tolsel_billing.customer c on c.tenant_id = r.tenant_id and c.customer_id = r.customer_id;
comment on view tolsel.refund is
    'What was given back of payments and credit notes, void refunds too.';
comment on column tolsel.refund.payment_id is
    'The payment that is given back; null where it is the credit of a credit note.';

create or replace view tolsel.customer_ledger_entry with (security_invoker = true) as
select e.tenant_id, c.customer_id, e.version, e.effective_on, e.booked_at,
    coalesce(i.kind, p.kind, case when r.refund_id is not null then 'refund' end) as document,
    coalesce(i.invoice_id, p.payment_id, r.refund_id) as document_id,
    j.reverses_journal_id is not null as is_void, j.description, c.currency, e.amount,
    e.balance_after, e.journal_id, j.user_id, j.request_id,
    case when j.reverses_journal_id is null then i.due_on end as due_on,
    case
        when j.reverses_journal_id is not null
            then coalesce(i.void_reason, p.void_reason, r.void_reason)
        when r.refund_id is not null then r.reason
        when n.credit_note_id is not null then n.reason
        when i.kind = 'debit_note' then (
            select l.description from tolsel_billing.invoice_line l
            where l.tenant_id = i.tenant_id and l.invoice_id = i.invoice_id and l.line_no = 1)
    end as reason
from tolsel_billing.customer c
join tolsel_ledger.entry e on e.tenant_id = c.tenant_id and e.account_id = c.account_id
join tolsel_ledger.journal j on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
-- A void reverses the journal of its document, which has an index.
left join tolsel_billing.invoice i
    on i.tenant_id = e.tenant_id
    and i.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_billing.payment p
    on p.tenant_id = e.tenant_id
    and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_billing.credit_note n
    on n.tenant_id = p.tenant_id and n.credit_note_id = p.payment_id
left join tolsel_billing.refund r
    on r.tenant_id = e.tenant_id
    and r.journal_id = coalesce(j.reverses_journal_id, j.journal_id);
comment on view tolsel.customer_ledger_entry is
    'The ledger of each customer, in order of version: what raised (above 0) or lowered what is
owed, the balance after it, and the document behind it, of which it may be the void: an invoice or
debit_note of tolsel.invoice, a payment, a credit_note, a refund.';
comment on column tolsel.customer_ledger_entry.document is
    'Kind of the document: invoice, debit_note, payment, credit_note, refund and so on; null for a
journal without one.';
comment on column tolsel.customer_ledger_entry.document_id is
    'Number of the document; a void has that of what it voids.';
comment on column tolsel.customer_ledger_entry.is_void is
    'True where it takes back a document that was voided.';
comment on column tolsel.customer_ledger_entry.due_on is
    'The day an invoice is due; null for all else.';
comment on column tolsel.customer_ledger_entry.reason is
    'The reason that was given for it; null where none was.';

create or replace view tolsel.daily_report with (security_invoker = true) as
select r.tenant_id, r.branch_id, r.reported_on, r.channel_totals, r.method_totals,
    r.income_amount, r.expense_amount, r.counted_amount, r.note, r.saved_at, r.user_id, r.login
from tolsel_billing.daily_report r;
comment on view tolsel.daily_report is 'What was reported of each branch and day.';

create or replace view tolsel_billing.customer_money as
select e.tenant_id, e.effective_on, l.channel_id, l.branch_id, a.currency,
    coalesce(p.method, r.method, s.method) as method,
    case when r.refund_id is null then 'payment' else 'refund' end as document,
    j.reverses_journal_id is not null as is_void, e.amount::numeric as amount
from (
    select c.tenant_id, c.account_id, c.channel_id, c.branch_id
    from tolsel_channel.payment_channel c
    union all
    select a.tenant_id, a.account_id, null::bigint as channel_id, null::bigint as branch_id
    from tolsel_ledger.account a
    where a.purpose = 'undeposited_funds'
) l
join tolsel_ledger.account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id
join tolsel_ledger.entry e on e.tenant_id = l.tenant_id and e.account_id = l.account_id
join tolsel_ledger.journal j on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
left join tolsel_billing.payment p
    on p.tenant_id = e.tenant_id
    and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_billing.refund r
    on r.tenant_id = e.tenant_id
    and r.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_billing.suspense s
    on s.tenant_id = e.tenant_id
    and s.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
where p.method is not null or r.refund_id is not null or s.suspense_id is not null;
comment on view tolsel_billing.customer_money is
    'What payments, those of unknown payers, their voids and refunds have moved in the channels and
in undeposited funds, by the books: above 0 what came in.';

create or replace view tolsel.request_document with (security_invoker = true) as
select j.tenant_id, j.request_id, 'journal' as document, j.journal_id as document_id,
    j.created_at as recorded_at, j.user_id
from tolsel_ledger.journal j
union all
select h.tenant_id, h.request_id, 'hold', h.hold_id, h.placed_at, h.user_id
from tolsel_ledger.hold h
union all
select b.tenant_id, b.request_id, 'vendor_bill', b.vendor_bill_id, b.recorded_at, b.user_id
from tolsel_channel.vendor_bill b
union all
select p.tenant_id, p.request_id, 'vendor_payment', p.vendor_payment_id, p.recorded_at, p.user_id
from tolsel_channel.vendor_payment p
union all
select a.tenant_id, a.request_id, 'vendor_allocation', a.vendor_allocation_id, a.allocated_at,
    a.user_id
from tolsel_channel.vendor_allocation a
union all
select r.tenant_id, r.request_id, 'vendor_refund', r.vendor_refund_id, r.recorded_at, r.user_id
from tolsel_channel.vendor_refund r
union all
select e.tenant_id, e.request_id, 'daily_entry', e.daily_entry_id, e.recorded_at, e.user_id
from tolsel_channel.daily_entry e
union all
select t.tenant_id, t.request_id, 'channel_transfer', t.channel_transfer_id, t.recorded_at,
    t.user_id
from tolsel_channel.channel_transfer t
union all
select d.tenant_id, d.request_id, 'day_close', d.day_close_id, d.closed_at, d.user_id
from tolsel_channel.day_close d
union all
select i.tenant_id, i.request_id, 'invoice', i.invoice_id, i.recorded_at, i.user_id
from tolsel_billing.invoice i
union all
select p.tenant_id, p.request_id, p.kind, p.payment_id, p.opened_at, p.user_id
from tolsel_billing.payment p
union all
select t.tenant_id, t.request_id, 'payment_tracking', t.payment_id, t.recorded_at, t.user_id
from tolsel_billing.payment_tracking t
union all
select a.tenant_id, a.request_id, 'allocation', a.allocation_id, a.paid_at, a.user_id
from tolsel_billing.allocation a
union all
select r.tenant_id, r.request_id, 'refund', r.refund_id, r.recorded_at, r.user_id
from tolsel_billing.refund r
union all
select s.tenant_id, s.request_id, 'suspense', s.suspense_id, s.recorded_at, s.user_id
from tolsel_billing.suspense s
union all
select a.tenant_id, a.request_id, 'activity_log', a.activity_id, a.recorded_at, a.user_id
from tolsel_core.activity_log a;
comment on view tolsel.request_document is
    'What each request has written, over all domains; ask it by tenant_id and request_id.
tolsel.list_request_logs lists what it has logged.';
comment on column tolsel.request_document.document is
    'What it is: journal, hold, invoice, payment and so on.';
comment on column tolsel.request_document.document_id is
    'Its number among its kind: journal_id, payment_id and so on.';
comment on column tolsel.request_document.tenant_id is 'The business whose document it is.';
comment on column tolsel.request_document.request_id is
    'The request it was made in, as the caller named it.';
comment on column tolsel.request_document.recorded_at is 'When it was written.';
comment on column tolsel.request_document.user_id is
    'The user account that it is attributed to; null: none was given.';
