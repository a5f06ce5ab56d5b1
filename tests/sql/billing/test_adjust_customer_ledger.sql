-- What is added is a debit note, what is taken off a credit note; both are documents like any other. # S60 S62
\ir shop.sql
select plan(54);
set role shop_app;
select bill('ann', 100, 'i1') \g /dev/null
select is((tolsel.adjust_customer_ledger(customer_of('ann'), 15, 'late fee', p_request_key => 'dn')).description,
    'Invoice DN-1', 'what is added is a debit note');
select is(owed('ann') || ' ' || balance('6900') || ' ' || invoice('dn'),
    '115 -15 open: paid 0 open 15 payments 0 in part 0', 'against write-offs, and open');
select is((tolsel.adjust_customer_ledger(customer_of('ann'), -20, 'goodwill',
            p_request_key => 'cn')).description ~ '^Credit note', true, 'what is taken off is a credit note');
select is(owed('ann') || ' ' || balance('6900') || ' ' || payment(payment_of('cn')) || ' ' || figures('ann'),
    '95 5 completed: allocated 0 refunded 0 left 20 payments 0 total 0 average - last -', 'credit, and no payment');
-- A1 A2
select is((tolsel.adjust_customer_ledger(customer_of('ann'), 15.00, 'late fee', p_request_key => 'dn')).description,
    'Invoice DN-1', 'the same request answers with its journal');
select is((tolsel.adjust_customer_ledger(customer_of('ann'), -20.00, 'goodwill',
            p_request_key => 'cn')).journal_id is not null and owed('ann') = 95, true, 'either way');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 16, 'late fee', p_request_key => 'dn')$$,
    'UC024', 'dn', 'another amount under the key');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 15, 'fee', p_request_key => 'dn')$$, 'UC024',
    'dn', 'another reason');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 15, 'late fee', account_of('shop'),
            p_request_key => 'dn')$$, 'UC024', 'dn', 'another account');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 15, 'late fee', p_adjusted_on => '2025-03-14',
            p_request_key => 'dn')$$, 'UC024', 'dn', 'another day');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), -21, 'goodwill', p_request_key => 'cn')$$,
    'UC024', 'cn', 'another amount of a credit note');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), -20, 'good will', p_request_key => 'cn')$$,
    'UC024', 'cn', 'another reason of it');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), -20, 'goodwill', account_of('shop'),
            p_request_key => 'cn')$$, 'UC024', 'cn', 'another account of it');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), -20, 'goodwill',
            p_invoice_id => invoice_of('i1'), p_request_key => 'cn')$$, 'UC024', 'cn', 'another invoice');
select refuses($$select tolsel.record_payment(customer_of('ann'), 20, 'cash', channel_of('Till'),
            p_request_key => 'cn')$$, 'UC024', 'cn', 'a payment under its key');
select refuses($$select bill('ann', 15, 'dn')$$, 'UC024', 'dn', 'an invoice under that of a debit note');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), -15, 'late fee', p_request_key => 'dn')$$,
    'UC024', '''dn'' belongs to debit note', 'what was added is not taken off under its key');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 20, 'goodwill', p_request_key => 'cn')$$,
    'UC024', '''cn'' belongs to credit note', 'nor what was taken off added');
-- Neither is what looks like a note, but is none.
select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 15, "account_code": "6900", "description": "late fee"}]',
    p_request_key => 'like dn'),
    tolsel.record_payment(
        customer_of('bob'), 20, 'cash', channel_of('Till'), '{}', p_surplus => 'keep', p_request_key => 'like cn',
        p_metadata => jsonb_build_object('reason', 'goodwill', 'account_id', account_of('6900'))) \g /dev/null
select refuses(
    format('select tolsel.adjust_customer_ledger(customer_of(''bob''), %s, %L, p_request_key => %L)', amount, reason,
        key),
    'UC024', format('%L belongs to %s \d+, which has another .*kind', key, document), 'no ' || document || ' is a note')
from (values (15, 'late fee', 'like dn', 'invoice'), (-20, 'goodwill', 'like cn', 'payment')) v(amount, reason, key,
    document);
select tolsel.void_invoice(invoice_of('like dn'), 'x'), tolsel.void_payment(payment_of('like cn'), 'x') \g /dev/null
-- A write-off of an invoice.
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), -100.01, 'bad debt',
            p_invoice_id => invoice_of('i1'))$$, 'UB005', '100(\.00)? of 100(\.00)? is open; 100.01',
    'a cent more than is open');
select tolsel.adjust_customer_ledger(customer_of('ann'), -40, 'bad debt', p_invoice_id => invoice_of('i1'),
    p_adjusted_on => '2025-03-14', p_request_key => 'w1'),
    tolsel.adjust_customer_ledger(customer_of('ann'), -60, 'bad debt', account_of('shop'), invoice_of('i1'),
        p_request_key => 'w2') \g /dev/null
select is(invoice('i1') || ' / ' || paid_by(payment_of('w2')) || ' / ' || owed('ann') || ' ' || balance('6900') || ' '
    || balance('shop'), 'credited: paid 0 open 0 payments 0 in part 0 / i1 60 / -5 45 60', 'an invoice is written off');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), -1, 'bad debt',
            p_invoice_id => invoice_of('i1'))$$, 'UB004', 'is credited', 'then nothing is left of it');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 1, 'x', p_invoice_id => invoice_of('dn'))$$,
    'UB019', 'adds 1.00, and pays nothing', 'what is added pays no invoice');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), -1, 'x', p_invoice_id => invoice_of('dn'))$$,
    'UB002', 'Invoice', 'another customer''s invoice');
-- Both are paid and used.
select is(tolsel.apply_credit(customer_of('ann')), 15::numeric, 'a credit note pays a debit note');
select is(invoice('dn') || ' / ' || payment(payment_of('cn')),
    'credited: paid 0 open 0 payments 0 in part 0 / completed: allocated 15 refunded 0 left 5',
    'and what is left is credit');
select tolsel.open_customer('Carl', 'carl', p_owed_limit => 10) \g /dev/null
select refuses($$select tolsel.adjust_customer_ledger(customer_of('carl'), 10.01, 'fee')$$, 'UB013', '0.01 too much',
    'a cent more than may be owed');
select lives_ok($$select tolsel.adjust_customer_ledger(customer_of('carl'), 10, 'fee')$$, 'exactly as much');
select tolsel.adjust_customer_ledger(customer_of('yuki'), n, 'x', p_request_key => 'u' || n)
    from unnest(array[-3, 3]) n \g /dev/null
select tolsel.void_credit_note(payment_of('u-3'), 'mistake'),
    tolsel.void_invoice(invoice_of('u3'), 'mistake') \g /dev/null
select refuses($$select tolsel.adjust_customer_ledger(customer_of('yuki'), -3, 'x', p_request_key => 'u-3')$$, 'UB032',
    'credit note \d+, which is void: mistake', 'M18 a note that was voided is no answer');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('yuki'), 3, 'x', p_request_key => 'u3')$$, 'UB032',
    'debit note \d+, which is void: mistake', 'M18 either way');
-- Refusals.
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 'NaN', 'x')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), '-Infinity', 'x')$$, 'UC008', 'Infinity',
    'no end');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 0, 'x')$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), -0.001, 'x')$$, 'UC010', '3 decimals',
    'a tenth of a cent');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), -1e15, 'x')$$, 'UC011', '16 digits',
    'too much');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, '')$$, 'UC016', 'reason has 0',
    'no reason');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, repeat('x', 1001))$$, 'UC016', '1001',
    'a long one');
select lives_ok($$select tolsel.adjust_customer_ledger(customer_of('bob'), -1, repeat('x', 1000)),
        tolsel.adjust_customer_ledger(customer_of('bob'), 1, repeat('x', 1000))$$, 'a reason of 1,000 characters');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x', p_request_key => repeat('k', 201))$$,
    'UC012', '201', 'a long key');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x', p_adjusted_on => 'infinity')$$,
    'UC014', 'infinity', 'a day that never comes');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x', p_adjusted_on => '2025-03-16')$$,
    'UH004', '2025-03-16', 'tomorrow');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x', 987654321)$$, 'UL003', '987654321',
    'an unknown account');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x', account_of('sales-jpy'))$$, 'UL004',
    'JPY', 'an account in another currency');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x',
            account_of('customer:' || customer_of('ann')))$$, 'UL006', 'managed by billing', 'a managed account');
select tolsel.open_account('voucher', 'Voucher', 'liability', p_credit_limit => 0) \g /dev/null
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), -5, 'x', account_of('voucher'))$$, 'UL005',
    'short by 5', 'an account that has not enough');
select is((tolsel.adjust_customer_ledger(customer_of('yuki'), 1, 'x')).journal_id is not null and owed('yuki') = 1
    and balance('6900-JPY') = -1, true, 'each currency has its account for write-offs');
select bill('bob', 999999999999899, 'vast') \g /dev/null
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 101, 'x')$$, 'UL010', 'balance',
    'more than a balance may be');
set role shop_admin;
select tolsel.close_period('2025-02-28', 'february') \g /dev/null
set role shop_app;
select refuses($$select tolsel.adjust_customer_ledger(customer_of('ann'), 1, 'x', p_adjusted_on => '2025-02-28')$$,
    'UL007', '2025-02-28', 'a closed period');
select refuses_alike('select tolsel.adjust_customer_ledger(%s, 1, ''x'')', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses_alike('select tolsel.adjust_customer_ledger(customer_of(''ann''), -1, ''x'', p_invoice_id => %s)',
    twin_of('invoice'), '987654', 'UB002', 'another tenant''s invoice');
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x', p_branch_id => 987654)$$, 'UC018',
    'Branch 987654', 'M14 no such branch');
select refuses($$select tolsel.adjust_customer_ledger(1, 1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
set role shop_app;
select tolsel.set_customer_active(customer_of('bob'), false) \g /dev/null
select refuses($$select tolsel.adjust_customer_ledger(customer_of('bob'), 1, 'x')$$, 'UB064', 'Bob',
    'M16 one that is not active');
select * from finish();
