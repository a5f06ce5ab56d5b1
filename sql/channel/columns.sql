-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.payment_method.tenant_id is 'The business.';
comment on column tolsel.payment_method.method is 'Key for programs, such as bank_transfer.';
comment on column tolsel.payment_method.name is 'Name for people.';
comment on column tolsel.payment_method.icon is 'Name of the picture a screen shows.';
comment on column tolsel.payment_method.category is
    'Group it is listed in, such as bank, card or cash.';
comment on column tolsel.payment_method.processing_minutes is
    'Minutes until such a payment is usually through; 0: at once.';
comment on column tolsel.payment_method.is_active is 'False: no new payment may name it.';
comment on column tolsel.payment_method.has_unique_reference is
    'True: a provider vouches that its reference is of one payment. False where customers or banks
give the numbers, as with cheques, cash and transfers: those may come twice.';
comment on column tolsel.payment_channel.tenant_id is 'The business.';
comment on column tolsel.payment_channel.channel_id is 'Key within the tenant.';
comment on column tolsel.payment_channel.name is 'Name, unique within the tenant.';
comment on column tolsel.payment_channel.kind is 'cash, bank, card, e_wallet or other.';
comment on column tolsel.payment_channel.branch_id is
    'The branch whose business day its movements count for.';
comment on column tolsel.payment_channel.account_id is
    'Its ledger account, which also says the currency.';
comment on column tolsel.payment_channel.currency is 'The one currency of all its entries.';
comment on column tolsel.payment_channel.is_active is
    'False: nothing new may name it; what it holds can still be transferred away.';
comment on column tolsel.payment_channel.metadata is 'The caller''s own facts.';
comment on column tolsel.payment_channel.opened_at is 'When it was opened.';
comment on column tolsel.payment_channel_daily_ledger.tenant_id is 'The business.';
comment on column tolsel.payment_channel_daily_ledger.channel_id is 'Key within the tenant.';
comment on column tolsel.payment_channel_daily_ledger.counted_amount is
    'What was counted; null: nobody counted.';
comment on column tolsel.payment_channel_daily_ledger.difference_amount is
    'counted_amount - expected_amount: above 0 where too much was found. null: nobody counted.';
comment on column tolsel.vendor.tenant_id is 'The business.';
comment on column tolsel.vendor.vendor_id is 'Key within the tenant.';
comment on column tolsel.vendor.name is 'Name, unique within the tenant.';
comment on column tolsel.vendor.account_id is 'Its payable account, which also says the currency.';
comment on column tolsel.vendor.currency is 'The one currency of all its entries.';
comment on column tolsel.vendor.metadata is 'The caller''s own facts.';
comment on column tolsel.vendor.is_active is
    'False: no new bills of it are recorded; what it is owed is paid all the same.';
comment on column tolsel.vendor.opened_at is 'When it was opened.';
comment on column tolsel.vendor_bill.tenant_id is 'The business.';
comment on column tolsel.vendor_bill.vendor_bill_id is 'Key within the tenant.';
comment on column tolsel.vendor_bill.vendor_id is 'Who billed it.';
comment on column tolsel.vendor_bill.bill_number is
    'The vendor''s own number; unique for the vendor among bills that are not void.';
comment on column tolsel.vendor_bill.billed_on is 'Business day it counts for.';
comment on column tolsel.vendor_bill.due_on is 'Day by which it is to be paid.';
comment on column tolsel.vendor_bill.total_amount is 'What was billed, above 0.';
comment on column tolsel.vendor_bill.paid_amount is
    'Sum of its allocations; written by a trigger on vendor_allocation.';
comment on column tolsel.vendor_bill.balance_amount is 'total_amount - paid_amount.';
comment on column tolsel.vendor_bill.status is 'open, partial, paid or void.';
comment on column tolsel.vendor_bill.journal_id is 'Journal that booked it.';
comment on column tolsel.vendor_bill.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.vendor_bill.voided_on is
    'Business day the void counts for; null: it stands.';
comment on column tolsel.vendor_bill.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.vendor_bill.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel.vendor_bill.recorded_at is 'When it was recorded.';
comment on column tolsel.vendor_bill.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.vendor_bill.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.vendor_bill.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.vendor_bill.metadata is 'The caller''s own facts.';
comment on column tolsel.vendor_payment.tenant_id is 'The business.';
comment on column tolsel.vendor_payment.vendor_payment_id is 'Key within the tenant.';
comment on column tolsel.vendor_payment.vendor_id is 'Who was paid, or credits.';
comment on column tolsel.vendor_payment.kind is
    'payment, or credit_note: what a vendor takes off, in which no money moves.';
comment on column tolsel.vendor_payment.vendor_bill_id is
    'The bill it was for from the start; null: on account. vendor_allocation says what it pays.';
comment on column tolsel.vendor_payment.channel_id is
    'Where the money was taken from; null for a credit note.';
comment on column tolsel.vendor_payment.method is 'How it was paid; null for a credit note.';
comment on column tolsel.vendor_payment.amount is 'What was paid or credited, above 0.';
comment on column tolsel.vendor_payment.allocated_amount is
    'Sum of its allocations; written by a trigger on vendor_allocation.';
comment on column tolsel.vendor_payment.refunded_amount is
    'Sum of its refunds that are not void; written by a trigger on vendor_refund.';
comment on column tolsel.vendor_payment.unapplied_amount is
    'What of it pays no bill and was not refunded; 0 once it is void.';
comment on column tolsel.vendor_payment.paid_on is 'Business day it counts for.';
comment on column tolsel.vendor_payment.reference is
    'The bank''s or vendor''s own number for it; null: none. A credit note has one, unique for the
vendor among those that are not void.';
comment on column tolsel.vendor_payment.journal_id is 'Journal that booked it.';
comment on column tolsel.vendor_payment.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.vendor_payment.voided_on is
    'Business day the void counts for; null: it stands.';
comment on column tolsel.vendor_payment.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.vendor_payment.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel.vendor_payment.recorded_at is 'When it was recorded.';
comment on column tolsel.vendor_payment.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.vendor_payment.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.vendor_payment.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.vendor_payment.metadata is 'The caller''s own facts.';
comment on column tolsel.vendor_line.tenant_id is 'The business.';
comment on column tolsel.vendor_line.vendor_line_id is 'Key within the tenant.';
comment on column tolsel.vendor_line.vendor_bill_id is
    'The bill; null: it is a line of a credit note.';
comment on column tolsel.vendor_line.vendor_payment_id is
    'The credit note; null: it is a line of a bill.';
comment on column tolsel.vendor_line.line_no is 'Place within the document, from 1.';
comment on column tolsel.vendor_line.account_id is
    'Account it was bought for, such as an expense, or that holds the VAT.';
comment on column tolsel.vendor_line.amount is
    'What the document says, below 0 for a discount; never 0.';
comment on column tolsel.vendor_line.description is 'For people; null: none.';
comment on column tolsel.vendor_allocation.tenant_id is 'The business.';
comment on column tolsel.vendor_allocation.vendor_allocation_id is 'Key within the tenant.';
comment on column tolsel.vendor_allocation.vendor_payment_id is 'The payment or credit note.';
comment on column tolsel.vendor_allocation.vendor_bill_id is 'The bill.';
comment on column tolsel.vendor_allocation.vendor_id is 'The vendor of both, held by foreign keys.';
comment on column tolsel.vendor_allocation.amount is 'Above 0; below 0 for a reversal.';
comment on column tolsel.vendor_allocation.allocated_on is
    'Business day it counts for: never before the payment, the bill, or what it takes back.';
comment on column tolsel.vendor_allocation.reverses_vendor_allocation_id is
    'The allocation that is taken back, in whole or in part; else null.';
comment on column tolsel.vendor_allocation.allocated_at is
    'When it was written, by the wall clock.';
comment on column tolsel.vendor_allocation.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.vendor_allocation.request_key is
    'The caller''s name for the request; null: not repeatable, or made by another command.';
comment on column tolsel.vendor_allocation.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.vendor_refund.tenant_id is 'The business.';
comment on column tolsel.vendor_refund.vendor_refund_id is 'Key within the tenant.';
comment on column tolsel.vendor_refund.vendor_payment_id is
    'The payment or credit note of which nothing more is owed by the vendor.';
comment on column tolsel.vendor_refund.vendor_id is 'Its vendor, held by foreign key.';
comment on column tolsel.vendor_refund.channel_id is 'Where the money came in.';
comment on column tolsel.vendor_refund.method is 'How it came.';
comment on column tolsel.vendor_refund.amount is 'What came back, above 0.';
comment on column tolsel.vendor_refund.refunded_on is 'Business day it counts for.';
comment on column tolsel.vendor_refund.reason is 'Why, for people; null: none.';
comment on column tolsel.vendor_refund.reference is
    'The bank''s or vendor''s own number for it; null: none.';
comment on column tolsel.vendor_refund.journal_id is 'Journal that booked it.';
comment on column tolsel.vendor_refund.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.vendor_refund.voided_on is
    'Business day the void counts for; null: it stands.';
comment on column tolsel.vendor_refund.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.vendor_refund.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel.vendor_refund.recorded_at is 'When it was recorded.';
comment on column tolsel.vendor_refund.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.vendor_refund.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.vendor_refund.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.vendor_refund.metadata is 'The caller''s own facts.';
comment on column tolsel.vendor_ledger_entry.tenant_id is 'The business whose books these are.';
comment on column tolsel.vendor_ledger_entry.vendor_id is 'Key within the tenant.';
comment on column tolsel.vendor_ledger_entry.effective_on is
    'The business day it counts for; may lie before the booking.';
comment on column tolsel.vendor_ledger_entry.version is
    '1, 2, 3 and so on within account and slot, in the order of booking.';
comment on column tolsel.vendor_ledger_entry.booked_at is
    'When it was booked, by the wall clock after the balance was locked; never earlier than the
version before it.';
comment on column tolsel.vendor_ledger_entry.journal_id is 'The journal it is a line of.';
comment on column tolsel.vendor_ledger_entry.description is
    'What happened, for people; null when nothing was said.';
comment on column tolsel.daily_entry.tenant_id is 'The business.';
comment on column tolsel.daily_entry.daily_entry_id is 'Key within the tenant.';
comment on column tolsel.daily_entry.channel_id is 'The channel it moves.';
comment on column tolsel.daily_entry.direction is 'in or out, as seen from the channel.';
comment on column tolsel.daily_entry.account_id is 'The account it comes from or goes to.';
comment on column tolsel.daily_entry.amount is 'What was moved, above 0.';
comment on column tolsel.daily_entry.entered_on is 'Business day it counts for.';
comment on column tolsel.daily_entry.reason is 'Why, for people.';
comment on column tolsel.daily_entry.journal_id is 'Journal that booked it.';
comment on column tolsel.daily_entry.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.daily_entry.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.daily_entry.void_journal_id is
    'Journal that reversed it; null: it stands.';
comment on column tolsel.daily_entry.recorded_at is 'When it was recorded.';
comment on column tolsel.daily_entry.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.daily_entry.login is 'Database role that did it.';
comment on column tolsel.daily_entry.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.daily_entry.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.daily_entry.metadata is 'The caller''s own facts.';
comment on column tolsel.channel_transfer.tenant_id is 'The business.';
comment on column tolsel.channel_transfer.channel_transfer_id is 'Key within the tenant.';
comment on column tolsel.channel_transfer.from_channel_id is 'Where it left.';
comment on column tolsel.channel_transfer.to_channel_id is 'Where it arrived.';
comment on column tolsel.channel_transfer.amount is 'What was moved, above 0.';
comment on column tolsel.channel_transfer.left_on is 'Business day it counts for where it left.';
comment on column tolsel.channel_transfer.arrived_on is
    'Business day it counts for where it arrived.';
comment on column tolsel.channel_transfer.note is 'For people; null: none.';
comment on column tolsel.channel_transfer.journal_id is 'Journal that booked it, or its leaving.';
comment on column tolsel.channel_transfer.arrival_journal_id is
    'Journal that booked its arrival from cash in transit; null within one branch and day.';
comment on column tolsel.channel_transfer.voided_at is 'When it was voided; null: it stands.';
comment on column tolsel.channel_transfer.void_reason is 'Why, for people; null: it stands.';
comment on column tolsel.channel_transfer.void_journal_id is
    'Journal that reversed journal_id; null: it stands.';
comment on column tolsel.channel_transfer.arrival_void_journal_id is
    'Journal that reversed arrival_journal_id; null: it stands, or there was none.';
comment on column tolsel.channel_transfer.recorded_at is 'When it was recorded.';
comment on column tolsel.channel_transfer.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.channel_transfer.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.channel_transfer.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.channel_transfer.metadata is 'The caller''s own facts.';
comment on column tolsel.day_close.tenant_id is 'The business.';
comment on column tolsel.day_close.day_close_id is 'Key within the tenant.';
comment on column tolsel.day_close.channel_id is 'The channel.';
comment on column tolsel.day_close.closed_on is
    'The last day that was closed; the days before it are closed too.';
comment on column tolsel.day_close.expected_amount is
    'The book''s balance by the end of that day, before the difference was posted.';
comment on column tolsel.day_close.counted_amount is 'What was counted; null: nobody counted.';
comment on column tolsel.day_close.difference_amount is
    'counted_amount - expected_amount: above 0 where too much was found. null: nobody counted.';
comment on column tolsel.day_close.journal_id is
    'Journal that posted the difference; null where there was none.';
comment on column tolsel.day_close.period_close_id is
    'The closing in the ledger, which keeps entries out.';
comment on column tolsel.day_close.note is 'For people; null: none.';
comment on column tolsel.day_close.closed_at is 'When it was closed.';
comment on column tolsel.day_close.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.day_close.login is 'Database role that did it.';
comment on column tolsel.day_close.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.day_close.reopened_at is
    'When the day was opened again; null: it is closed.';
comment on column tolsel.day_close.reopen_reason is 'Why, for people; null: it is closed.';
comment on column tolsel.day_close.void_journal_id is
    'Journal that reversed journal_id at the reopening; else null.';
