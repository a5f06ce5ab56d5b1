-- A bounced cheque: its journal is reversed, its invoices are owed again, its figures are gone. # S86
\ir shop.sql
select plan(31);
set role shop_app;
select bill('ann', 100, 'i1'), bill('ann', 50, 'i2') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 10, 'cash', channel_of('Till'), p_paid_on => '2025-03-12',
    p_request_key => 'p0') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 130, 'cheque', channel_of('Bank'), p_paid_on => '2025-03-14',
    p_request_key => 'p1') \g /dev/null
select tolsel.reverse_allocation(allocation_of('p1', 'i1'), 20) \g /dev/null
select is(payment(payment_of('p1')) || ' ' || invoice('i1') || ' ' || owed('ann'),
    'completed: allocated 110 refunded 0 left 20 partial: paid 80 open 20 payments 2 in part 2 10',
    'a payment of which a part was taken back');
select is(
    (select concat_ws(' ', p.status, p.void_reason, p.voided_at, p.void_journal_id is not null, p.unapplied_amount)
        from tolsel.void_payment(payment_of('p1'), 'bounced') p),
    'void bounced 2025-03-15 11:00:00+00 t 0.00', 'is voided');
select is(paid_by(payment_of('p1')), 'i1 90, i2 40, i1 -20, i2 -40, i1 -70',
    'what was left of its allocations is taken back');
select is(invoice('i1') || ' / ' || invoice('i2') || ' / ' || owed('ann') || ' / ' || held_in('Bank') || ' / '
    || figures('ann'),
    'partial: paid 10 open 90 payments 1 in part 1 / open: paid 0 open 50 payments 0 in part 0 / 140 / 0 / payments 1 '
        'total 10 average 10.00 last 2025-03-12', 'its invoices are owed again, and its figures are gone');
select is(trail(payment_of('p1')), '1 initiated, 1 completed', 'its attempt was completed all the same');
-- A1
select is((tolsel.void_payment(payment_of('p1'), 'bounced')).payment_id || ' ' || owed('ann'),
    payment_of('p1') || ' 140', 'with the same reason it answers with the void payment');
select refuses($$select tolsel.void_payment(payment_of('p1'), 'typo')$$, 'UH012', 'voided at .*: bounced',
    'another reason is another void');
select refuses($$select tolsel.refund_payment(payment_of('p1'), 1, null, channel_of('Bank'), 'x')$$, 'UB007', 'is void',
    'nothing of it is refunded');
select refuses($$select tolsel.allocate_payment(payment_of('p1'), invoice_of('i1'), 1)$$, 'UB007', 'is void',
    'or allocated');
select refuses($$select tolsel.record_payment(customer_of('ann'), 130, 'cheque', channel_of('Bank'),
            p_paid_on => '2025-03-14', p_request_key => 'p1')$$, 'UB032', 'payment [0-9]+, which is void: bounced',
    'M18: its request is not answered with what looks like money');
-- The last payment of a customer.
select tolsel.void_payment(payment_of('p0'), 'typo') \g /dev/null
select is(figures('ann') || ' ' || invoice('i1'),
    'payments 0 total 0 average - last - open: paid 0 open 100 payments 0 in part 0', 'no payment, no figures');
select tolsel.adjust_customer_ledger(customer_of('karim'), -1, 'goodwill'),
    tolsel.record_payment(customer_of('karim'), 1, 'cash', channel_of('Dinar'), '{}', p_surplus => 'keep',
    p_paid_on => '2025-03-12', p_request_key => 'real') \g /dev/null
select tolsel.void_payment(payment_of('real'), 'typo') \g /dev/null
select is(figures('karim'), 'payments 0 total 0 average - last -', 'and a credit note is no payment');
-- Credit notes and undeposited payments.
select tolsel.adjust_customer_ledger(customer_of('bob'), -25, 'goodwill', p_request_key => 'cn') \g /dev/null
select is((tolsel.void_credit_note(payment_of('cn'), 'mistake')).series || ' ' || owed('bob') || ' ' || balance('6900')
    || ' ' || figures('bob'), 'CN 0 0 payments 0 total 0 average - last -', 'a credit note is voided');
select tolsel.record_payment(customer_of('bob'), 5, 'cheque', p_invoice_ids => '{}', p_surplus => 'keep',
    p_request_key => 'undeposited') \g /dev/null
select is((tolsel.void_payment(payment_of('undeposited'), 'bounced')).status || ' ' || balance('1050'), 'void 0',
    'a payment without a channel');
-- Refusals.
select tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_paid_on => '2025-03-14', p_request_key => 'bob') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('bob'), 'x', '2025-03-13')$$, 'UH020',
    '2025-03-13, the document 2025-03-14', 'before it was paid');
select refuses($$select tolsel.void_payment(payment_of('bob'), 'x', '2025-03-16')$$, 'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.void_payment(payment_of('bob'), 'x', 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.void_payment(payment_of('bob'), '')$$, 'UC016', 'reason has 0', 'no reason');
select refuses($$select tolsel.void_payment(payment_of('bob'), repeat('x', 1001))$$, 'UC016', '1001', 'a long one');
select tolsel.close_day(channel_of('Till'), '2025-03-14') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('bob'), 'x', '2025-03-14')$$, 'UL007', '2025-03-14',
    'on a closed day');
select tolsel.set_channel_active(channel_of('Till'), false) \g /dev/null
select is((tolsel.void_payment(payment_of('bob'), repeat('x', 1000))).status, 'void',
    'on the next one, even where its channel is not active any more');
select tolsel.set_channel_active(channel_of('Till'), true) \g /dev/null
select tolsel.close_day(channel_of('Till'), '2025-03-15') \g /dev/null
select tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'late') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('late'), 'x', '2025-03-15')$$, 'UH020',
    '2025-03-15, the document 2025-03-16', 'S15: a payment of tomorrow is not voided today');
select lives_ok($$select tolsel.void_payment(payment_of('late'), 'x')$$, 'but tomorrow');
select tolsel.record_payment(customer_of('bob'), 10, 'cash', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_request_key => 'refunded') \g /dev/null
select tolsel.refund_payment(payment_of('refunded'), 0.01, null, channel_of('Bank'), 'x') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('refunded'), 'x')$$, 'UB011', '0.01 of 10(\.00)? is refunded',
    'a payment of which something is refunded');
select tolsel.open_payment(customer_of('bob'), 10, 'stripe', p_request_key => 'open') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('open'), 'x')$$, 'UB007', 'is open', 'a payment that waits');
select tolsel.fail_payment(payment_of('open'), 'x') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('open'), 'x')$$, 'UB007', 'is failed', 'one that failed');
-- UL010: somebody owes as much as can be.
select bill('ann', 999999999999849, 'vast') \g /dev/null
select tolsel.record_payment(customer_of('ann'), 5, 'cash', channel_of('Bank'), array[invoice_of('vast')],
    p_request_key => 'five'),
    tolsel.issue_invoice(customer_of('ann'), '[{"amount": 5, "account_code": "shop"}]') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('five'), 'x')$$, 'UL010', '1000000000000004',
    'more than a balance may be');
select refuses_alike('select tolsel.void_payment(%s, ''x'')', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses($$select tolsel.void_payment(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
set role shop_app;
select tolsel.open_channel('box', 'cash', p_is_guarded => true) \g /dev/null
select tolsel.record_payment(customer_of('bob'), 4, 'cash', channel_of('box'), '{}', p_surplus => 'keep',
    p_request_key => 'four'),
    tolsel.record_daily_entry(channel_of('box'), 'out', 1, account_of('6000'), 'stamps') \g /dev/null
select refuses($$select tolsel.void_payment(payment_of('four'), 'x')$$, 'UL005', 'short by 1',
    'M17 what is spent is not given back');
set role shop_app;
select refuses($$select tolsel.void_payment(topped_up(), 'x')$$, 'UB140', 'is a top.up', 'what is a wallet''s');
select * from finish();
