-- M11: a credit note that was a mistake is voided; its number stays used.
\ir shop.sql
select plan(18);
set role shop_app;
select bill('ann', 100, 'i1'), tolsel.issue_credit_note(customer_of('ann'),
    '[{"amount": 40}, {"amount": 7.6, "account_code": "2200"}]', 'sorry', invoice_of('i1'), p_issued_on => '2025-03-14',
    p_request_key => 'c1') \g /dev/null
select is((tolsel.void_credit_note(payment_of('c1'), 'mistake')).number || ' ' || payment(payment_of('c1')) || ' '
    || invoice('i1') || ' ' || owed('ann'),
    '1 void: allocated 0 refunded 0 left 0 open: paid 0 open 100 payments 0 in part 0 100',
    'what it paid is owed again');
select is(balance('2200') || ' ' || balance('4000'), '0 -100', 'its lines are reversed');
reset role;
select is((select concat_ws(' ', n.status, n.voided_on, n.void_reason, n.void_journal_id is not null)
        from tolsel.credit_note n where n.request_key = 'c1'), 'void 2025-03-15 mistake t', 'it says so');
set role shop_app;
select is((tolsel.void_credit_note(payment_of('c1'), 'mistake')).number, 1::bigint,
    'with the same reason it answers with the void one');
select refuses($$select tolsel.void_credit_note(payment_of('c1'), 'typo')$$, 'UH012',
    'Credit note CN-1 was voided at .*: mistake', 'another reason is another void');
select is((tolsel.issue_credit_note(customer_of('ann'), '[{"amount": 40}]', 'sorry', p_issued_on => '2025-03-14',
            p_request_key => 'c2')).number, 2::bigint, 'its number stays used');
select refuses($$select tolsel.void_credit_note(payment_of('c2'), 'x', '2025-03-13')$$, 'UH020',
    '2025-03-13, the document 2025-03-14', 'before it was issued');
select refuses($$select tolsel.void_credit_note(payment_of('c2'), 'x', '2025-03-16')$$, 'UH004', '2025-03-16',
    'tomorrow');
select refuses($$select tolsel.void_credit_note(payment_of('c2'), 'x', 'infinity')$$, 'UC014', 'infinity',
    'a day that never comes');
select refuses($$select tolsel.void_credit_note(payment_of('c2'), '')$$, 'UC016', 'reason has 0', 'no reason');
select tolsel.record_payment(customer_of('bob'), 1, 'cash', channel_of('Till'), '{}', p_surplus => 'keep',
    p_request_key => 'p1') \g /dev/null
select refuses($$select tolsel.void_credit_note(payment_of('p1'), 'x')$$, 'UB061', 'is a payment', 'a payment');
select refuses($$select tolsel.void_payment(payment_of('c2'), 'x')$$, 'UB003', 'is a credit note',
    'and the other way round');
set role shop_admin;
select tolsel.close_period('2025-03-14', 'counted') \g /dev/null
set role shop_app;
select refuses($$select tolsel.void_credit_note(payment_of('c2'), 'x', '2025-03-14')$$, 'UL007', '2025-03-14',
    'a closed day');
select is((tolsel.void_credit_note(payment_of('c2'), 'x')).number || ' ' || owed('ann'), '2 100',
    'but on the first open one');
select tolsel.issue_credit_note(customer_of('bob'), '[{"amount": 2}]', 'x', p_request_key => 'paid'),
    tolsel.refund_credit_note(payment_of('paid'), 1, 'cash', channel_of('Till'), 'x') \g /dev/null
select refuses($$select tolsel.void_credit_note(payment_of('paid'), 'x')$$, 'UB011', 'credit note \d+ 1(\.00)? of 2',
    'what is refunded');
select tolsel.issue_credit_note(customer_of('karim'), '[{"amount": 5}]', 'x', p_request_key => 'five'),
    tolsel.issue_invoice(customer_of('karim'), '[{"amount": 999999999999999}]'),
    tolsel.issue_invoice(customer_of('karim'), '[{"amount": 5}]') \g /dev/null
select refuses($$select tolsel.void_credit_note(payment_of('five'), 'x')$$, 'UL010', 'balance',
    'more than a balance may be');
select refuses($$select tolsel.void_credit_note(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select refuses(format('select tolsel.void_credit_note(%s, ''x'')', indebted('payment')), 'UB141', 'wallet:',
    'what has paid the debt of a wallet');
select * from finish();
