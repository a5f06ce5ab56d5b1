-- S5: a payment to a vendor always moves its channel's day.
\ir office.sql
select plan(53);
set role shop_app;
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-1', 100, account_of('6000'), '2026-03-01') \g /dev/null
select is(
    (select concat_ws(' ', p.amount, p.paid_on, p.method, p.reference) from tolsel.pay_vendor(
        vendor('Roaster'), 30, 'bank_transfer', channel('bank'), bill('B-1'), '2026-03-09', 'SEPA 7', '{"a": 1}',
        'one') p),
    '30.00 2026-03-09 bank_transfer SEPA 7', 'a part of a bill is paid');
select is(book('bank'), '2026-03-09 0 + 0 - 30 -30', 'it is in the book of the channel''s day');
select is(owed('Roaster'), 70::numeric, 'less is owed');
select is(bill_state('B-1'), 'partial: paid 30.00 open 70.00', 'less is open of the bill');
select is(topics('vendor_payment', keyed('vendor_payment', 'one')), 'vendor_payment.completed', 'others are told');
select is(
    (tolsel.pay_vendor(vendor('Roaster'), 30.00, 'bank_transfer', channel('bank'), bill('B-1'), null, 'SEPA 7',
            '{"a": 1}', 'one')).vendor_payment_id,
    keyed('vendor_payment', 'one'), 'the same request answers with it');
select is(holds('bank'), -30::numeric, 'and pays nothing more');
select refuses(format($$select tolsel.pay_vendor(%s, 'one')$$, a), 'UC024', '''one'' belongs to payment',
    'another content, ' || n)
from unnest(array[
    $$vendor('Importer'), 30, 'bank_transfer', channel('bank'), bill('B-1'), null, 'SEPA 7', '{"a": 1}'$$,
    $$vendor('Roaster'), 30, 'bank_transfer', channel('till'), bill('B-1'), null, 'SEPA 7', '{"a": 1}'$$,
    $$vendor('Roaster'), 31, 'bank_transfer', channel('bank'), bill('B-1'), null, 'SEPA 7', '{"a": 1}'$$,
    $$vendor('Roaster'), 30, 'wire', channel('bank'), bill('B-1'), null, 'SEPA 7', '{"a": 1}'$$,
    $$vendor('Roaster'), 30, 'bank_transfer', channel('bank'), null, null, 'SEPA 7', '{"a": 1}'$$,
    $$vendor('Roaster'), 30, 'bank_transfer', channel('bank'), bill('B-1'), '2026-03-08', 'SEPA 7', '{"a": 1}'$$,
    $$vendor('Roaster'), 30, 'bank_transfer', channel('bank'), bill('B-1'), null, 'SEPA 8', '{"a": 1}'$$,
    $$vendor('Roaster'), 30, 'bank_transfer', channel('bank'), bill('B-1'), null, 'SEPA 7', '{}'$$]) with ordinality c(
        a, n);
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 70.01, 'cash', channel('till'), bill('B-1'))$$, 'UH014',
    '70.00 of 100.00 is open; 70.01', 'a cent more than is open');
select is((tolsel.pay_vendor(vendor('Roaster'), 70, 'cash', channel('till'), bill('B-1'))).paid_on::date,
    date '2026-03-10', 'the rest, today');
select is(bill_state('B-1'), 'paid: paid 100.00 open 0.00', 'the bill is paid');
select is(owed('Roaster'), 0::numeric, 'nothing is owed');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 0.01, 'cash', channel('till'), bill('B-1'))$$, 'UH014',
    '0.00 of 100.00 is open', 'a cent more');
select lives_ok($$select tolsel.pay_vendor(vendor('Roaster'), 5, 'cash', channel('till'))$$,
    'on account, without a bill');
select is(owed('Roaster'), -5::numeric, 'which the vendor owes');
select tolsel.record_vendor_bill(vendor('Importer'), 'U-1', 8,
    (tolsel.open_account('usd', 'x', 'expense', 'USD')).account_id) \g /dev/null
select lives_ok($$select tolsel.pay_vendor(vendor('Importer'), 8, 'cash', channel('dollars'), bill('U-1'))$$,
    'in dollars');

select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 'NaN', 'cash', channel('till'))$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), null, 'cash', channel('till'))$$, 'UC008', 'null',
    'no amount');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 0, 'cash', channel('till'))$$, 'UC009', '0',
    'S15 nothing');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 0.001, 'cash', channel('till'))$$, 'UC010', '3',
    'too fine');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1e15, 'cash', channel('till'))$$, 'UC011', '16',
    'too much');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), -1, 'cash', channel('till'))$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), p_request_key => '')$$,
    'UC012', '0', 'an empty key');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), p_metadata => '[]')$$, 'UC013',
    'array', 'metadata');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), p_paid_on => '1899-12-31')$$,
    'UC014', '1899', 'a day before all');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), p_reference => '')$$, 'UC016',
    'reference', 'an empty reference');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'shells', channel('till'))$$, 'UH003', 'shells',
    'a method there is not');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, null, channel('till'))$$, 'UH003', 'NULL', 'no method');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), p_paid_on => '2026-03-11')$$,
    'UH004', 'today is 2026-03-10', 'S15 tomorrow');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('dollars'))$$, 'UL004', 'USD; EUR',
    'S15 another currency');
select refuses($$select tolsel.pay_vendor(vendor('Importer'), 1, 'cash', channel('dollars'), bill('B-1'))$$, 'UH008',
    'bill', 'another vendor''s bill');
select tolsel.record_vendor_bill(vendor('Roaster'), 'B-2', 5, account_of('6000')) \g /dev/null
select tolsel.void_vendor_bill(bill('B-2'), 'wrong') \g /dev/null
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), bill('B-2'))$$, 'UH012',
    'wrong', 'a void bill');
select tolsel.set_channel_active(channel('drawer'), false) \g /dev/null
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('drawer'))$$, 'UH002', 'drawer',
    'S15 an inactive channel');
select tolsel.close_day(channel('bank'), '2026-03-09') \g /dev/null
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('bank'), p_paid_on => '2026-03-09')$$,
    'UL007', 'closed through 2026-03-09', 'a closed day');
select is((tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('bank'))).paid_on::date, date '2026-03-10',
    'the next day is open');
select tolsel.close_day(channel('bank'), '2026-03-10') \g /dev/null
select is((tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('bank'))).paid_on::date, date '2026-03-11',
    'with today closed, it counts for tomorrow');
select refuses_alike($$select tolsel.pay_vendor(%s, 1, 'cash', channel('till'))$$, twin_of('vendor'), '987654', 'UH007',
    'another tenant''s vendor');
select refuses_alike($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', %s)$$, twin_of('channel'), '987654',
    'UH001', 'another tenant''s channel');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'), p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
-- S121
begin;
set local tolsel.request_id = 'r-7';
select is((tolsel.pay_vendor(vendor('Roaster'), 1, 'cash', channel('till'))).request_id, 'r-7',
    'a payment tells its request');
commit;
reset role;
select refuses($$update tolsel_channel.vendor_payment set amount = 1$$, 'UC015',
    'UPDATE on tolsel_channel.vendor_payment: amount', 'it is never changed');
select refuses($$update tolsel_channel.vendor_payment set paid_on = '2026-01-01', method = 'wire'$$, 'UC015',
    'method, paid_on', 'nor moved to another day');
select refuses($$delete from tolsel_channel.vendor_payment$$, 'UC015', 'DELETE', 'nor deleted');
select refuses($$truncate tolsel_channel.vendor_payment cascade$$, 'UC015', 'TRUNCATE', 'nor truncated');
reset role;
set role shop_app;
select tolsel.open_channel('box', 'cash', p_is_guarded => true) \g /dev/null
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 0.01, 'cash', channel('box'))$$, 'UL005',
    'would be short by 0.01', 'M17 out of an empty drawer that is guarded');
select tolsel.void_vendor_payment(keyed('vendor_payment', 'one'), 'bounced') \g /dev/null
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 30, 'bank_transfer', channel('bank'), bill('B-1'), null,
            'SEPA 7', '{"a": 1}', 'one')$$, 'UB032', 'which is void: bounced',
    'M18 a request whose payment was voided says so');
select * from finish();
