-- M18: a chargeback takes back what is left, in one call, with its fee.
\ir shop.sql
select plan(28);
set role shop_app;
select bill('ann', 100, 'i1', '2025-03-01'), tolsel.record_payment(customer_of('ann'), 100, 'card', channel_of('Bank'),
    p_paid_on => '2025-03-10', p_request_key => 'p1') \g /dev/null
select tolsel.refund_payment(payment_of('p1'), 30, null, channel_of('Bank'), 'scratched',
    p_refunded_on => '2025-03-12') \g /dev/null
select is((select concat_ws(' ', r.amount::numeric, r.method, r.reason, r.refunded_on)
        from tolsel.charge_back_payment(payment_of('p1'), 'not received', 15, account_of('6000'),
            p_request_key => 'cb') r), '70.00 card not received 2025-03-15', 'what is left is taken back');
select is(payment(payment_of('p1')) || ' ' || invoice('i1') || ' ' || owed('ann') || ' ' || held_in('Bank') || ' '
    || balance('6000'),
    'completed: allocated 0 refunded 100 left 0 open: paid 0 open 100 payments 0 in part 0 100 -15 15',
    'what it paid is owed again, and the fee is gone');
select is((tolsel.charge_back_payment(payment_of('p1'), 'not received', 15, account_of('6000'),
            p_request_key => 'cb')).amount::numeric || ' ' || held_in('Bank'), '70.00 -15', 'A1: once');
select refuses($$select tolsel.charge_back_payment(payment_of('p1'), 'other', 15, account_of('6000'),
            p_request_key => 'cb')$$, 'UC024', 'reason', 'another reason under the key');
select refuses($$select tolsel.charge_back_payment(payment_of('p1'), 'not received')$$, 'UB009',
    'all 100(\.00)? is refunded', 'nothing is left');
-- Out of another channel, and without a fee.
select tolsel.record_payment(customer_of('bob'), 20, 'cheque', null, '{}', p_surplus => 'keep', p_request_key => 'p2'),
    tolsel.record_payment(customer_of('bob'), 7, 'card', channel_of('Bank'), '{}', p_surplus => 'keep',
        p_request_key => 'p3') \g /dev/null
select refuses($$select tolsel.charge_back_payment(payment_of('p2'), 'x')$$, 'UH001', 'null',
    'a payment without a channel');
select is((tolsel.charge_back_payment(payment_of('p2'), 'x', p_channel_id => channel_of('Bank'))).channel_id,
    channel_of('Bank'), 'but out of one that is named');
-- Refusals.
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), ' ')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', p_request_key => '')$$, 'UC012', '0 char',
    'an empty key');
select refuses(format('select tolsel.charge_back_payment(payment_of(''p3''), ''x'', %s, account_of(''6000''))', a), c,
    d, d) from (values ('''NaN''', 'UC008', 'NaN'), ('0.001', 'UC010', '3 decimals'), ('1e15', 'UC011', '16 digits'),
    ('-1', 'UC025', '-1')) v(a, c, d);
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', 1)$$, 'UL003', 'account|null',
    'a fee against no account');
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', 1, account_of('sales-jpy'))$$, 'UL004', 'JPY',
    'against one in another currency');
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', 1,
            account_of('customer:' || customer_of('ann')))$$, 'UL006', 'managed', 'against a managed one');
select is(payment(payment_of('p3')), 'completed: allocated 0 refunded 0 left 7', 'a refusal leaves nothing behind');
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', p_charged_back_on => 'infinity')$$, 'UC014',
    'infinity', 'a day that never comes');
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', p_charged_back_on => '2025-03-16')$$, 'UH004',
    '2025-03-16', 'tomorrow');
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', p_charged_back_on => '2025-03-14')$$, 'UB028',
    '2025-03-14', 'before it was paid');
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x', p_channel_id => channel_of('Shut'))$$,
    'UH002', 'Shut', 'a channel that is not active');
select tolsel.void_payment(payment_of('p3'), 'wrong') \g /dev/null
select refuses($$select tolsel.charge_back_payment(payment_of('p3'), 'x')$$, 'UB007', 'is void', 'a void payment');
select tolsel.record_payment(customer_of('bob'), 3, 'card', channel_of('Bank'), '{}', p_surplus => 'keep',
    p_request_key => 'p4') \g /dev/null
select tolsel.void_refund(r.refund_id, 'won')
    from tolsel.charge_back_payment(payment_of('p4'), 'x', p_request_key => 'cb4') r \g /dev/null
select refuses($$select tolsel.charge_back_payment(payment_of('p4'), 'x', p_request_key => 'cb4')$$, 'UB032',
    'which is void: won', 'a chargeback that was won');
select tolsel.close_day(channel_of('Bank'), '2025-03-15') \g /dev/null
select refuses($$select tolsel.charge_back_payment(payment_of('p4'), 'x', p_charged_back_on => '2025-03-15')$$, 'UL007',
    '2025-03-15', 'a closed day');
select tolsel.record_payment(customer_of('karim'), 5, 'card', channel_of('Dinar'), '{}', p_surplus => 'keep',
    p_request_key => 'p5'), tolsel.issue_invoice(customer_of('karim'), '[{"amount": 999999999999999}]'),
    tolsel.issue_invoice(customer_of('karim'), '[{"amount": 5, "account_code": "sales-kwd"}]') \g /dev/null
select refuses($$select tolsel.charge_back_payment(payment_of('p5'), 'x')$$, 'UL010', 'balance',
    'more than a balance may be');
select refuses_alike('select tolsel.charge_back_payment(%s, ''x'')', twin_of('payment'), '987654', 'UB003',
    'another tenant''s payment');
select refuses($$select tolsel.charge_back_payment(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select refuses($$select tolsel.charge_back_payment(topped_up(), 'x')$$, 'UB140', 'is a top.up', 'what is a wallet''s');
select * from finish();
