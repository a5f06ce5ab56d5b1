-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.customer.tenant_id is 'The business.';
comment on column tolsel.customer.customer_id is 'Key within the tenant.';
comment on column tolsel.customer.name is 'Name for people.';
comment on column tolsel.customer.code is
    'The tenant''s own number for the customer, unique; null: none.';
comment on column tolsel.customer.email is 'Address; null: none.';
comment on column tolsel.customer.phone is 'Number; null: none.';
comment on column tolsel.customer.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel.customer.balance is 'Sum of the entries: debit above 0, credit below.';
comment on column tolsel.customer.owed_limit is
    'No invoice may bring what is owed above it; null: no limit.';
comment on column tolsel.customer.payment_count is
    'Completed payments that are not void; credit notes do not count.';
comment on column tolsel.customer.payment_total is 'Sum of those payments.';
comment on column tolsel.customer.average_payment_amount is
    'payment_total / payment_count, rounded to the currency; null before the first.';
comment on column tolsel.customer.last_payment_on is
    'Latest payment.paid_on of those payments; null before the first.';
comment on column tolsel.customer.account_id is 'The receivable account.';
comment on column tolsel.customer.metadata is 'The caller''s own facts.';
comment on column tolsel.customer.is_active is
    'False: it gets no new invoices; what it owes is paid all the same.';
comment on column tolsel.customer.forgotten_at is
    'When its name and contact were forgotten; null: they were not.';
comment on column tolsel.customer.merged_into_id is
    'The customer that has taken over what was open; null: none.';
comment on column tolsel.customer.opened_at is 'When it was opened.';
comment on column tolsel.invoice.tenant_id is 'The business.';
comment on column tolsel.invoice.invoice_id is 'Key within the tenant.';
comment on column tolsel.invoice.customer_id is 'Who is to pay it.';
comment on column tolsel.invoice.branch_id is 'The branch that issues it, whose days are its days.';
comment on column tolsel.invoice.kind is
    'invoice, or debit_note: what an adjustment of a customer''s ledger has added.';
comment on column tolsel.invoice.series is 'The series it is numbered in.';
comment on column tolsel.invoice.number is
    '1, 2, 3 and so on within its series, without gaps; null while it is a draft.';
comment on column tolsel.invoice.reference is
    'Its number elsewhere, such as in a former system; null: none.';
comment on column tolsel.invoice.status is
    'draft, open, partial, paid, credited (nothing is open, and none of it was paid) or void.';
comment on column tolsel.invoice.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel.invoice.total_amount is
    'Sum of its lines, 0 or more: 0 where a voucher pays all, or goods are exchanged.';
comment on column tolsel.invoice.paid_amount is
    'Sum of what payments pay of it; written by a trigger on allocation alone.';
comment on column tolsel.invoice.credited_amount is
    'Sum of what credit notes take off it, a write-off too; written by a trigger on allocation
alone.';
comment on column tolsel.invoice.balance_amount is
    'total_amount - paid_amount - credited_amount. What a draft or a void invoice shows here is not
owed.';
comment on column tolsel.invoice.issued_on is
    'Business day it counts for; null while it is a draft.';
comment on column tolsel.invoice.due_on is
    'Day by which it is to be paid; null while it is a draft.';
comment on column tolsel.invoice.payment_count is
    'Number of payments that pay some of it; written by a trigger on allocation alone.';
comment on column tolsel.invoice.partial_payment_count is
    'Number of those that do not pay all of it; written by a trigger on allocation alone.';
comment on column tolsel.invoice.last_payment_on is
    'Latest payment.paid_on of those payments; null: nothing is paid.';
comment on column tolsel.invoice.uses_credit is
    'True where the customer''s credit was to be used for it when it was issued.';
comment on column tolsel.invoice.journal_id is
    'Journal that booked it; null while it is a draft, or where its lines leave nothing to book.';
comment on column tolsel.invoice.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.invoice.voided_on is
    'Business day its void counts for; null: it stands, or never was booked.';
comment on column tolsel.invoice.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.invoice.void_journal_id is
    'Journal that reversed it; null: it stands, or never was booked.';
comment on column tolsel.invoice.note is
    'For people, written by tolsel.change_invoice; null: none.';
comment on column tolsel.invoice.recorded_at is 'When it was recorded.';
comment on column tolsel.invoice.user_id is 'Person it is attributed to; null when none was named.';
comment on column tolsel.invoice.login is 'Database role that wrote it.';
comment on column tolsel.invoice.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.invoice.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.invoice.metadata is 'The caller''s own facts.';
comment on column tolsel.invoice_change.tenant_id is 'The business.';
comment on column tolsel.invoice_change.invoice_id is 'The invoice.';
comment on column tolsel.invoice_change.change_no is '1, 2, 3 and so on.';
comment on column tolsel.invoice_change.changed_on is
    'Business day since which it is so: a report on a day before has what was.';
comment on column tolsel.invoice_change.reason is 'Why, for people.';
comment on column tolsel.invoice_change.due_on is 'Day by which it is to be paid.';
comment on column tolsel.invoice_change.was_due_on is 'The day before the change.';
comment on column tolsel.invoice_change.reference is 'Its number elsewhere; null: none.';
comment on column tolsel.invoice_change.was_reference is
    'The number before the change; null: none.';
comment on column tolsel.invoice_change.note is 'For people; null: none.';
comment on column tolsel.invoice_change.was_note is 'The note before the change; null: none.';
comment on column tolsel.invoice_change.metadata is 'The caller''s own facts.';
comment on column tolsel.invoice_change.was_metadata is 'The facts before the change.';
comment on column tolsel.invoice_change.changed_at is 'When, by the wall clock.';
comment on column tolsel.invoice_change.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.invoice_change.login is 'Database role that wrote it.';
comment on column tolsel.invoice_change.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.invoice_line.tenant_id is 'The business.';
comment on column tolsel.invoice_line.invoice_id is 'The invoice.';
comment on column tolsel.invoice_line.line_no is 'Place within the invoice, from 1.';
comment on column tolsel.invoice_line.account_id is
    'The account it is booked to, such as revenue or tax payable.';
comment on column tolsel.invoice_line.code is
    'The tenant''s own name for it, such as 4000 or cash:till-2; unique.';
comment on column tolsel.invoice_line.description is 'What it is for; null: not said.';
comment on column tolsel.invoice_line.quantity is
    'For people: the amount is that of the whole line; null: none.';
comment on column tolsel.invoice_line.amount is
    'Above 0 where the customer pays for it, below 0 for a discount, 0 for what is given.';
comment on column tolsel.invoice_line.tax_rate is
    'Of a line that is a tax: its rate in percent, 0 where nothing is taxed; null: it is none.';
comment on column tolsel.invoice_line.base_amount is
    'What the tax is reckoned from; null: the line is no tax.';
comment on column tolsel.invoice_line.metadata is 'The caller''s own facts.';
comment on column tolsel.payment.tenant_id is 'The business.';
comment on column tolsel.payment.payment_id is 'Key within the tenant.';
comment on column tolsel.payment.customer_id is 'Who paid.';
comment on column tolsel.payment.status is
    'open (a provider has not answered), completed, failed, unknown (it never answered) or void.';
comment on column tolsel.payment.method is 'How it was paid; null for a credit note.';
comment on column tolsel.payment.channel_id is
    'Where the money went; null: undeposited funds, a credit note, or what was in suspense.';
comment on column tolsel.payment.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel.payment.amount is 'What was paid, above 0.';
comment on column tolsel.payment.allocated_amount is
    'Sum of its allocations: it is booked with the first ones, and a trigger on allocation adds
later ones and reversals.';
comment on column tolsel.payment.refunded_amount is
    'Sum of its refunds; written by a trigger on refund alone.';
comment on column tolsel.payment.unapplied_amount is
    'amount - allocated_amount - refunded_amount: the customer''s credit; 0 unless completed, and
for a top-up.';
comment on column tolsel.payment.paid_on is
    'Business day it counts for; null: it is not completed, and no day was asked for.';
comment on column tolsel.payment.provider_reference is
    'The provider''s own number for it; null: none.';
comment on column tolsel.payment.second_reference is
    'Another number that the provider gave when it was paid, beside the one it was asked under;
null: none.';
comment on column tolsel.payment.asked_amount is
    'What the provider was asked for, where it has captured another amount; null: it has not.';
comment on column tolsel.payment.processing_ms is
    'Milliseconds from opening to completing; null: not completed.';
comment on column tolsel.payment.failure_reason is 'Why the last attempt failed; null: it did not.';
comment on column tolsel.payment.retry_count is 'Attempts after the first.';
comment on column tolsel.payment.last_retry_at is 'When the last of them began; null: none.';
comment on column tolsel.payment.next_retry_at is
    'When another attempt is due; null: none is, or no more are made.';
comment on column tolsel.payment.opened_at is 'When its first attempt began.';
comment on column tolsel.payment.completed_at is 'When it was booked; null: it was not.';
comment on column tolsel.payment.journal_id is 'Journal that booked it; null: it was not.';
comment on column tolsel.payment.voided_at is 'When it was voided; null: it was not.';
comment on column tolsel.payment.voided_on is 'Business day its void counts for; null: it was not.';
comment on column tolsel.payment.void_reason is 'Why, for people; null: it was not.';
comment on column tolsel.payment.void_journal_id is 'Journal that reversed it; null: it was not.';
comment on column tolsel.payment.corrects_payment_id is
    'The void payment in whose place it stands; null: none.';
comment on column tolsel.payment.rounding_amount is
    'What of the amount was not received, as cash is rounded; below 0 what was received beside it;
null: nothing.';
comment on column tolsel.payment.suspense_id is
    'The money of an unknown payer that turned out to be it; null: none.';
comment on column tolsel.payment.user_id is 'Person it is attributed to; null when none was named.';
comment on column tolsel.payment.login is 'Database role that opened or took it.';
comment on column tolsel.payment.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.payment.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.payment.metadata is 'The caller''s own facts.';
comment on column tolsel.cheque.tenant_id is 'The business.';
comment on column tolsel.cheque.payment_id is 'The payment that it is.';
comment on column tolsel.cheque.customer_id is 'Who paid.';
comment on column tolsel.cheque.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel.cheque.amount is 'What was paid, above 0.';
comment on column tolsel.cheque.present_on is 'First business day on which it may be presented.';
comment on column tolsel.cheque.channel_id is
    'Where the money went; null: undeposited funds, a credit note, or what was in suspense.';
comment on column tolsel.cheque.channel_transfer_id is
    'The transfer that took it to a bank last; null: it is in hand.';
comment on column tolsel.cheque.voided_on is 'Business day its void counts for; null: it was not.';
comment on column tolsel.cheque.void_reason is 'Why, for people; null: it was not.';
comment on column tolsel.suspense.tenant_id is 'The business.';
comment on column tolsel.suspense.suspense_id is 'Key within the tenant.';
comment on column tolsel.suspense.channel_id is 'Where the money is.';
comment on column tolsel.suspense.method is 'How it was paid.';
comment on column tolsel.suspense.currency is 'The one currency of all its entries.';
comment on column tolsel.suspense.amount is 'What came in, above 0.';
comment on column tolsel.suspense.assigned_amount is
    'What of it payments of customers say is theirs.';
comment on column tolsel.suspense.received_on is 'Business day on which it came.';
comment on column tolsel.suspense.payer is 'What is known of who paid; null: nothing.';
comment on column tolsel.suspense.reference is 'What was written with it; null: nothing.';
comment on column tolsel.suspense.journal_id is 'Journal that booked it.';
comment on column tolsel.suspense.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.suspense.voided_on is 'Business day its void counts for; null: it stands.';
comment on column tolsel.suspense.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.suspense.void_journal_id is 'Journal that reversed it; null: it stands.';
comment on column tolsel.suspense.recorded_at is 'When it was recorded.';
comment on column tolsel.suspense.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.suspense.login is 'Database role that recorded it.';
comment on column tolsel.suspense.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.suspense.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.suspense.metadata is 'The caller''s own facts.';
comment on column tolsel.cash_rounding.tenant_id is 'The business.';
comment on column tolsel.cash_rounding.currency is 'The currency.';
comment on column tolsel.cash_rounding.step_amount is
    'Amounts of cash are multiples of it, such as 0.05; null: cash is not rounded.';
comment on column tolsel.cash_rounding.account_id is 'Where the differences go.';
comment on column tolsel.credit_note.tenant_id is 'The business.';
comment on column tolsel.credit_note.credit_note_id is
    'Key within the tenant: payment_id of its other half.';
comment on column tolsel.credit_note.customer_id is 'Whose it is, held by foreign key.';
comment on column tolsel.credit_note.branch_id is
    'The branch that issued it, whose days are its days.';
comment on column tolsel.credit_note.invoice_id is
    'The invoice that it credits; null: it credits none in particular.';
comment on column tolsel.credit_note.series is 'The series it is numbered in.';
comment on column tolsel.credit_note.number is '1, 2, 3 and so on within its series, without gaps.';
comment on column tolsel.credit_note.reference is
    'Its number elsewhere, such as in a former system; null: none.';
comment on column tolsel.credit_note.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel.credit_note.refunded_amount is
    'Sum of its refunds; written by a trigger on refund alone.';
comment on column tolsel.credit_note.unapplied_amount is
    'amount - allocated_amount - refunded_amount: the customer''s credit; 0 unless completed, and
for a top-up.';
comment on column tolsel.credit_note.reason is 'Why, for people.';
comment on column tolsel.credit_note.journal_id is 'Journal that booked it; null: it was not.';
comment on column tolsel.credit_note.voided_at is 'When it was voided; null: it was not.';
comment on column tolsel.credit_note.voided_on is
    'Business day its void counts for; null: it was not.';
comment on column tolsel.credit_note.void_reason is 'Why, for people; null: it was not.';
comment on column tolsel.credit_note.void_journal_id is
    'Journal that reversed it; null: it was not.';
comment on column tolsel.credit_note.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.credit_note.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.credit_note.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.credit_note.metadata is 'The caller''s own facts.';
comment on column tolsel.credit_note_line.tenant_id is 'The business.';
comment on column tolsel.credit_note_line.credit_note_id is 'The credit note.';
comment on column tolsel.credit_note_line.line_no is '1, 2, 3 and so on.';
comment on column tolsel.credit_note_line.account_id is 'The account that is debited.';
comment on column tolsel.credit_note_line.code is
    'The tenant''s own name for it, such as 4000 or cash:till-2; unique.';
comment on column tolsel.credit_note_line.description is 'For people; null: none.';
comment on column tolsel.credit_note_line.quantity is 'How many; null: not said.';
comment on column tolsel.credit_note_line.amount is
    'What is taken back, above 0; below 0 for what a discount had taken off.';
comment on column tolsel.credit_note_line.tax_rate is
    'Of a line that is a tax: its rate in percent, 0 where nothing is taxed; null: it is none.';
comment on column tolsel.credit_note_line.base_amount is
    'What the tax is reckoned from; null: the line is no tax.';
comment on column tolsel.credit_note_line.metadata is 'The caller''s own facts.';
comment on column tolsel.payment_tracking.tenant_id is 'The business.';
comment on column tolsel.payment_tracking.payment_id is 'The payment.';
comment on column tolsel.payment_tracking.attempt_no is '1, 2, 3 and so on.';
comment on column tolsel.payment_tracking.status is
    'initiated, then completed, failed, or unknown where nobody answered.';
comment on column tolsel.payment_tracking.error_code is
    'SQLSTATE of the refusal, or the provider''s code; null: none.';
comment on column tolsel.payment_tracking.message is 'Why it failed, for people; null: it did not.';
comment on column tolsel.payment_tracking.provider_reference is
    'The provider''s own number for this attempt, named when it began or when it was completed;
null: none, or no provider decides it.';
comment on column tolsel.payment_tracking.recorded_at is 'When, by the wall clock.';
comment on column tolsel.payment_tracking.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.payment_tracking.login is 'Database role that did it.';
comment on column tolsel.payment_tracking.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.allocation.tenant_id is 'The business.';
comment on column tolsel.allocation.allocation_id is 'Key within the tenant.';
comment on column tolsel.allocation.credit_note_id is
    'Key within the tenant: payment_id of its other half.';
comment on column tolsel.allocation.invoice_id is 'The invoice.';
comment on column tolsel.allocation.customer_id is 'The customer of both, held by foreign keys.';
comment on column tolsel.allocation.amount is 'Above 0; below 0 for a reversal.';
comment on column tolsel.allocation.reverses_allocation_id is
    'The allocation that is taken back, in whole or in part; else null.';
comment on column tolsel.allocation.allocated_on is
    'Business day it counts for: never before the payment, the invoice, or what it takes back.';
comment on column tolsel.allocation.paid_at is
    'When the invoice was paid by it, by the wall clock.';
comment on column tolsel.allocation.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.allocation.request_key is
    'The caller''s name for the request; null: not repeatable, or made by another command.';
comment on column tolsel.allocation.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.refund.tenant_id is 'The business.';
comment on column tolsel.refund.refund_id is 'Key within the tenant.';
comment on column tolsel.refund.credit_note_id is
    'Key within the tenant: payment_id of its other half.';
comment on column tolsel.refund.customer_id is 'The customer of the payment, held by foreign key.';
comment on column tolsel.refund.channel_id is 'Where the money was taken from.';
comment on column tolsel.refund.method is 'How it was given back.';
comment on column tolsel.refund.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel.refund.amount is 'What was given back, above 0.';
comment on column tolsel.refund.refunded_on is 'Business day it counts for.';
comment on column tolsel.refund.reason is 'Why, for people.';
comment on column tolsel.refund.journal_id is 'Journal that booked it.';
comment on column tolsel.refund.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.refund.voided_on is 'Business day its void counts for; null: it stands.';
comment on column tolsel.refund.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.refund.void_journal_id is 'Journal that reversed it; null: it stands.';
comment on column tolsel.refund.recorded_at is 'When it was recorded.';
comment on column tolsel.refund.user_id is 'Person it is attributed to; null when none was named.';
comment on column tolsel.refund.login is 'Database role that gave it back.';
comment on column tolsel.refund.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.refund.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.refund.metadata is 'The caller''s own facts.';
comment on column tolsel.customer_ledger_entry.tenant_id is 'The business whose books these are.';
comment on column tolsel.customer_ledger_entry.customer_id is 'Key within the tenant.';
comment on column tolsel.customer_ledger_entry.version is
    '1, 2, 3 and so on within account and slot, in the order of booking.';
comment on column tolsel.customer_ledger_entry.effective_on is
    'The business day it counts for; may lie before the booking.';
comment on column tolsel.customer_ledger_entry.booked_at is
    'When it was booked, by the wall clock after the balance was locked; never earlier than the
version before it.';
comment on column tolsel.customer_ledger_entry.description is
    'What happened, for people; null when nothing was said.';
comment on column tolsel.customer_ledger_entry.currency is
    'The one currency of the account, the invoices and the payments.';
comment on column tolsel.customer_ledger_entry.amount is 'Debit above 0, credit below; never 0.';
comment on column tolsel.customer_ledger_entry.balance_after is
    'Balance of account and slot after this entry.';
comment on column tolsel.customer_ledger_entry.journal_id is 'The journal it is a line of.';
comment on column tolsel.customer_ledger_entry.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.customer_ledger_entry.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.daily_report.tenant_id is 'The business.';
comment on column tolsel.daily_report.branch_id is 'The branch.';
comment on column tolsel.daily_report.reported_on is 'The business day.';
comment on column tolsel.daily_report.channel_totals is
    '{"channel": {"opening", "in", "out", "closing", "currency"}} of the branch''s channels.';
comment on column tolsel.daily_report.method_totals is
    '{"method": {"count", "amount", "refunded"}} of the payments in the branch''s channels that are
kept in the tenant''s currency; what was voided that day is taken off the amount.';
comment on column tolsel.daily_report.income_amount is
    'What customers paid into those channels, less refunds and what was voided that day.';
comment on column tolsel.daily_report.expense_amount is
    'What payments to vendors and manual entries took out of those channels, less what was voided.';
comment on column tolsel.daily_report.counted_amount is
    'What was counted in all of those channels that day; null: nobody counted.';
comment on column tolsel.daily_report.note is 'For people; null: none.';
comment on column tolsel.daily_report.saved_at is 'When the picture was taken last.';
comment on column tolsel.daily_report.user_id is
    'Person who saved it last; null when none was named.';
comment on column tolsel.daily_report.login is 'Database role that saved it last.';
