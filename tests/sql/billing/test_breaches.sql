-- Each breach view finds what it is for: planted with every guard off, then undone. # A17 I1 I3 I5 I6 I7 I8 I9 I10 I12
\ir shop.sql
\ir busy.sql
\ir sabotage.sql
select plan(54);
select is(verdict_on('select'), null, 'the documents are in order');
-- I1 I5: what is paid of an invoice.
select is(verdict_on($$update tolsel_billing.invoice set paid_amount = paid_amount - 1 where request_key = 'i1'$$),
    'wrong_customer_balance wrong_paid_amount', 'what is paid');
select is(verdict_on($$update tolsel_billing.invoice set payment_count = payment_count + 1 where request_key = 'i1'$$),
    'wrong_paid_amount', 'the number of payments');
select is(verdict_on($$update tolsel_billing.invoice set partial_payment_count = 0 where request_key = 'i1'$$),
    'wrong_paid_amount', 'of partial ones');
select is(verdict_on($$update tolsel_billing.invoice set last_payment_on = '2025-03-14' where request_key = 'i1'$$),
    'wrong_paid_amount', 'the last one');
-- I7: what is allocated and refunded of a payment.
select is(verdict_on($$update tolsel_billing.payment set allocated_amount = allocated_amount - 1
            where request_key = 'p1'$$), 'wrong_allocated_amount wrong_customer_balance', 'what is allocated');
select is(verdict_on($$update tolsel_billing.payment set refunded_amount = refunded_amount - 1
            where request_key = 'p2'$$), 'wrong_allocated_amount wrong_customer_balance', 'what is refunded');
select is(verdict_on($$delete from tolsel_billing.allocation where allocation_id = allocation_of('p1', 'i1')$$),
    'wrong_allocated_amount wrong_paid_amount', 'an allocation that is gone');
select is(verdict_on($$insert into tolsel_billing.allocation (tenant_id, payment_id, invoice_id, customer_id, amount,
        allocated_on, is_initial)
    select a.tenant_id, a.payment_id, a.invoice_id, a.customer_id, 1, a.allocated_on, true
        from tolsel_billing.allocation a where a.allocation_id = allocation_of('p1', 'i1')$$),
    'wrong_allocated_amount wrong_paid_amount', 'an allocation that says its payment counts it already');
select is(verdict_on($$delete from tolsel_billing.refund$$), 'unexplained_entry wrong_allocated_amount',
    'a refund that is gone');
select is(
    verdict_on($$update tolsel_billing.allocation set amount = amount - 1
            where reverses_allocation_id = allocation_of('p2', 'i2')
            and amount = -20$$) ~ 'wrong_allocated_amount.* wrong_paid_amount', true,
    'a reversal of another amount');
select is(
    verdict_on($$insert into tolsel_billing.allocation (tenant_id, payment_id, invoice_id, customer_id, amount,
        allocated_on, reverses_allocation_id)
        values (1, payment_of('p2'), invoice_of('i2'), customer_of('ann'), -100, '2025-03-15',
            allocation_of('p2', 'i2')), (1, payment_of('p2'), invoice_of('i2'), customer_of('ann'), 100, '2025-03-15',
            null)$$),
    'wrong_allocation', 'more is taken back than there was, hidden by an allocation of as much');
select is(
    verdict_on($$update tolsel_billing.allocation a
        set reverses_allocation_id = (select b.allocation_id from tolsel_billing.allocation b where b.amount = -20)
        where a.amount < 0 and a.amount <> -20$$) ~ 'wrong_allocation', true, 'a reversal is reversed');
-- M3: the days of allocations and voids.
select is(verdict_on($$update tolsel_billing.allocation set allocated_on = '2025-01-01'
            where allocation_id = allocation_of('p1', 'i1')$$), 'wrong_allocation_day', 'M3 paid before it was owed');
select is(
    verdict_on($$update tolsel_billing.allocation a set allocated_on = '2025-06-01'
            where a.allocation_id = allocation_of('p2', 'i2')$$), 'wrong_allocation',
    'M3 taken back before it was paid');
select is(verdict_on($$update tolsel_billing.invoice set voided_on = voided_on + 1 where request_key = 'voided'$$),
    'wrong_void', 'M3 a void on another day than the ledger says');
select is(verdict_on($$update tolsel_billing.payment set voided_on = voided_on + 1
            where status = 'void' and tenant_id = 1$$), 'wrong_void', 'M3 of a payment too');
-- I8: what the ledger says.
select is(verdict_on($$update tolsel_ledger.balance b set balance = balance + 1 from tolsel_billing.customer c
            where c.code = 'ann' and c.tenant_id = 1 and b.tenant_id = 1 and b.account_id = c.account_id$$),
    'wrong_customer_balance', 'what a customer owes');
select is(verdict_on($$update tolsel_billing.customer set payment_count = payment_count + 1
            where code = 'ann' and tenant_id = 1$$), 'wrong_customer_figures', 'S86 the number of its payments');
select is(verdict_on($$update tolsel_billing.customer set payment_total = payment_total - 1
            where code = 'ann' and tenant_id = 1$$), 'wrong_customer_figures', 'their sum');
select is(verdict_on($$update tolsel_billing.customer set last_payment_on = '2025-01-01'
            where code = 'ann' and tenant_id = 1$$), 'wrong_customer_figures', 'the last one');
-- I2: lines.
select is(verdict_on($$update tolsel_billing.invoice_line set amount = amount + 1
            where invoice_id = invoice_of('lines') and line_no = 1$$), 'wrong_invoice_total wrong_posting',
    'a line of another amount');
select is(verdict_on($$update tolsel_billing.invoice_line set line_no = 3
            where invoice_id = invoice_of('lines') and line_no = 2$$), 'wrong_invoice_total',
    'a line that is missing between others');
select is(verdict_on($$delete from tolsel_billing.invoice_line where invoice_id = invoice_of('lines')$$),
    'wrong_invoice_total wrong_posting', 'all of them');
select is(verdict_on($$update tolsel_billing.invoice set total_amount = 10 where request_key = 'draft'$$),
    'wrong_invoice_total, of what is new: -', 'another total of a draft, which counts when it is issued');
-- I12: numbers.
select is(verdict_on($$update tolsel_billing.number_series set last_number = last_number + 1
            where series = 'INV' and tenant_id = 1$$), 'number_gap', 'a number that nobody has');
select is(verdict_on($$update tolsel_billing.invoice set number = 98 where request_key = 'i2'$$), 'number_gap',
    'a gap');
select is(verdict_on($$update tolsel_billing.credit_note set number = 98 where credit_note_id = payment_of('cn')$$),
    'number_gap', 'a gap among credit notes');
select is(verdict_on($$update tolsel_billing.credit_note set series = 'INV', number = 1
            where credit_note_id = payment_of('cn')$$), 'number_gap', 'a number of an invoice');
-- M11: credit notes.
select is(verdict_on($$update tolsel_billing.credit_note_line set amount = amount + 1
            where credit_note_id = payment_of('cn')$$), 'wrong_credit_note wrong_posting', 'a line of another amount');
select is(verdict_on($$update tolsel_billing.credit_note_line set line_no = 2
            where credit_note_id = payment_of('cn')$$), 'wrong_credit_note', 'a line that is missing before another');
select is(verdict_on($$delete from tolsel_billing.credit_note_line where credit_note_id = payment_of('cn')$$),
    'wrong_credit_note wrong_posting', 'no lines');
select is(verdict_on($$delete from tolsel_billing.credit_note where credit_note_id = payment_of('cn')$$),
    'number_gap wrong_credit_note', 'the half that has its number is gone');
select is(verdict_on($$insert into tolsel_billing.credit_note (tenant_id, credit_note_id, customer_id,
                branch_id, series, number, reason) select 1, p.payment_id, p.customer_id, 1, 'CN', 2, 'x'
            from tolsel_billing.payment p where p.payment_id = payment_of('p1')$$),
    'number_gap wrong_credit_note', 'a payment with a number');
-- M12: what was changed of an invoice.
select is(verdict_on($$insert into tolsel_billing.invoice_change (tenant_id, invoice_id, change_no, changed_on, reason,
                due_on, was_due_on, metadata, was_metadata) select 1, i.invoice_id, 1, i.issued_on, 'x', i.due_on + 1,
            i.due_on, i.metadata, i.metadata from tolsel_billing.invoice i where i.request_key = 'i1'$$),
    'wrong_invoice_change', 'a change that its invoice does not have');
-- M7: what is credited is not paid.
select is(verdict_on($$update tolsel_billing.invoice set credited_amount = 1, paid_amount = paid_amount - 1
            where request_key = 'i1'$$), 'wrong_paid_amount', 'money that is said to be credited');
select is(verdict_on($$delete from tolsel_billing.number_series where series = 'DN' and tenant_id = 1$$), 'number_gap',
    'numbers of no series');
select is(verdict_on($$update tolsel_billing.invoice set series = 'DN', number = 2 where request_key = 'i1'$$),
    'number_gap', 'a number of another series');
-- I10: attempts.
select is(verdict_on($$delete from tolsel_billing.payment_tracking
            where payment_id = payment_of('p1') and status = 'initiated'$$), 'wrong_attempt',
    'an attempt without a beginning');
select is(verdict_on($$delete from tolsel_billing.payment_tracking
            where payment_id = payment_of('p1') and status = 'completed'$$), 'wrong_attempt', 'without an end');
select is(verdict_on($$delete from tolsel_billing.payment_tracking where payment_id = payment_of('p1')$$),
    'wrong_attempt', 'without a trail');
select is(verdict_on($$delete from tolsel_billing.payment_tracking
            where payment_id = payment_of('failed') and attempt_no = 1$$), 'wrong_attempt',
    'the first attempt is gone');
select is(verdict_on($$update tolsel_billing.payment_tracking set status = 'failed', message = 'x'
            where payment_id = payment_of('p1') and is_last$$), 'wrong_attempt', 'a trail that ends in failure');
select is(verdict_on($$update tolsel_billing.payment set retry_count = 2 where request_key = 'late'$$), 'wrong_attempt',
    'another number of attempts');
select is(verdict_on($$insert into tolsel_billing.payment_tracking (tenant_id, payment_id, attempt_no, status, message,
                login) values (1, payment_of('open'), 1, 'unknown', 'x', 'x')$$), 'wrong_attempt',
    'an open payment whose attempt has ended');
-- I9: a document that is gone, and one that stands again.
select is(verdict_on($$delete from tolsel_billing.payment where request_key = 'cn'$$) ~ 'unexplained_entry', true,
    'a credit note that is gone');
select is(verdict_on($$update tolsel_billing.invoice set voided_at = null, voided_on = null, void_reason = null,
            void_journal_id = null where request_key = 'voided'$$) ~ 'wrong_customer_balance', true,
    'a void that is forgotten');
-- M17: cheques, what was in suspense, and cash that was rounded.
select is(verdict_on($$update tolsel_billing.suspense set assigned_amount = assigned_amount - 1$$), 'wrong_suspense',
    'what is assigned');
select is(verdict_on($$delete from tolsel_billing.suspense$$) ~ 'unexplained_entry', true, 'money of nobody');
select is(verdict_on($$update tolsel_billing.payment set suspense_id = null where request_key = 'hers'$$),
    'wrong_posting wrong_suspense', 'a payment that was not in suspense');
select is(verdict_on($$update tolsel_billing.cheque set present_on = '2025-04-01'$$), 'wrong_cheque',
    'a cheque that was banked before its day');
select is(verdict_on($$update tolsel_channel.channel_transfer set amount = 6$$) ~ 'wrong_cheque', true,
    'or with another amount');
select is(verdict_on($$update tolsel_billing.payment set rounding_amount = 0.03 where request_key = 'rounded'$$),
    'wrong_posting', 'cash that was rounded otherwise');
select is(verdict_on('select'), null, 'all of it was undone');
select * from finish();
