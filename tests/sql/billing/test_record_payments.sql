-- G4 K1 S21 S26: many payments, all or none, with the same result as one by one.
\ir shop.sql
\ir books.sql
select plan(49);
create function tap.pay(p_code text, p_amount text, p_more jsonb default '{}') returns jsonb language sql
    return jsonb_build_object(
        'customer_id', tap.customer_of(p_code), 'amount', p_amount, 'method', 'cash',
        'channel_id', tap.channel_of('Till')) || p_more;
create function tap.for_invoices(p_keys text[], p_amounts text[] default null) returns jsonb language sql
    return jsonb_strip_nulls(jsonb_build_object(
        'invoice_ids', (select jsonb_agg(tap.invoice_of(k) order by n) from unnest(p_keys) with ordinality u(k, n)),
        'invoice_amounts', to_jsonb(p_amounts)));
create function tap.refuses_items(p_code text, p_detail text, p_what text, variadic p_items jsonb[]) returns text
    language sql
    return refuses(format('select tolsel.record_payments(%L)', to_jsonb(p_items)), p_code, p_detail, p_what);
set role shop_admin;
select tolsel.set_cash_rounding(0.05) \g /dev/null
select tolsel.set_payment_method('app', 'App', 'other', p_has_unique_reference => true) \g /dev/null
set role shop_app;
select bill('ann', 1000, 'i1', '2025-03-01', '2025-03-20'), bill('ann', 200, 'i2', '2025-03-02', '2025-03-12'),
    bill('ann', 50, 'i3', '2025-03-03', '2025-03-12'), bill('bob', 70, 'b1'), bill('bob', 19.97, 'b2'),
    bill('yuki', 500, 'y1', p_on => '2025-03-04') \g /dev/null

-- The same as one by one: named, unnamed, in part, kept, rounded, undeposited, dated back, each after the other.
select jsonb_build_array(
    pay('ann', '30', for_invoices('{i1,i3}', '{10,20}') || '{"request_key": "k1", "metadata": {"a": 1}}'),
    pay('bob', '50', '{"paid_on": "2025-03-11"}'),
    pay('ann', '210.50', '{"channel_id": null, "request_key": "k0"}'),
    pay('bob', '25', '{"method": "app", "provider_reference": "x-1"}'),
    pay('ann', '40', for_invoices('{i3,i1}') || '{"surplus": "keep"}'),
    pay('yuki', '200', '{"channel_id": null}'),
    pay('bob', '14.97', '{"received_amount": "14.95", "request_key": "k9"}'),
    pay('ann', '5', '{"invoice_ids": [], "surplus": "keep", "method": "app", "provider_reference": "x-2"}'),
    pay('yuki', '300', '{"channel_id": null, "paid_on": null}'),
    pay('ann', '300'), pay('ann', '685', for_invoices('{i1}') || '{"surplus": "keep"}')) as items \gset
begin;
select count(*) from tolsel.record_payments(:'items') \g /dev/null
select tap.books() as batch \gset
rollback;
begin;
select tap.pay_singly(:'items') \g /dev/null
select tap.books() as singles \gset
rollback;
select is(tap.differences(:'batch', :'singles'), null, 'leaves the same books as one by one');
select isnt(tap.differences(:'batch', tap.books()), null, 'which are others than before');
select results_eq(
    format($$select request_key::text collate "default", amount::numeric from tolsel.record_payments(%L)$$, :'items'),
    $$select i ->> 'request_key', (i ->> 'amount')::numeric
        from jsonb_array_elements($$ || quote_literal(:'items') || $$) with ordinality u(i, n) order by n$$,
    'answers with one payment for each, in order');
select is(invoice('i3') || ' / ' || invoice('b2'),
    'paid: paid 50 open 0 payments 3 in part 3 / paid: paid 19.97 open 0 payments 2 in part 2',
    'what several of them pay is counted as often');
select is_empty($$select tolsel.record_payments('[]')$$, 'none for none');

-- Repeated: the whole call, one of it, and twins within a call.
select tap.books() as before \gset
select bill('ann', 100, 'i4', '2025-03-04'), bill('ann', 100, 'i5', '2025-03-04') \g /dev/null
select jsonb_build_array(
    pay('ann', '60', for_invoices('{i4}') || '{"request_key": "r1"}'),
    pay('ann', '40.0', for_invoices('{i4}') || '{"request_key": "r2"}'),
    pay('ann', '60.00', for_invoices('{i4}') || '{"request_key": "r1"}')) as twins \gset
select results_eq(
    format('select payment_id from tolsel.record_payments(%L)', :'twins'),
    $$values (payment_of('r1')), (payment_of('r2')), (payment_of('r1'))$$, 'K1: a key twice in a call is one payment');
select tap.books() as once \gset
select results_eq(
    format('select payment_id from tolsel.record_payments(%L)', :'twins'),
    $$values (payment_of('r1')), (payment_of('r2')), (payment_of('r1'))$$, 'the same call answers the same');
select is(tap.differences(tap.books(), :'once'), null, 'and books nothing');
select results_eq(
    format($$select request_key::text collate "default" from tolsel.record_payments(%L)$$, jsonb_build_array(
        pay('ann', '100', for_invoices('{i5}') || '{"request_key": "r3"}'), :'twins'::jsonb -> 0)),
    $$values ('r3'), ('r1')$$, 'what is new beside what was there is booked');
select is(invoice('i4') || ' / ' || invoice('i5'),
    'paid: paid 100 open 0 payments 2 in part 2 / paid: paid 100 open 0 payments 1 in part 0', 'once');
select is((tolsel.record_payment(customer_of('ann'), 60, 'cash', channel_of('Till'), array[invoice_of('i4')],
        p_request_key => 'r1')).payment_id, payment_of('r1'), 'the call for one knows its key');

-- Refusals name the item, its key, and leave nothing.
select bill('ann', 100, 'i6', '2025-03-05'), bill('bob', 100, 'b6', '2025-03-05') \g /dev/null
select tap.books() as before \gset
select refuses_items('UB004', 'Item 2 \(key ''o2''\): Invoice .* is paid', 'two payments of the whole of one invoice',
    pay('ann', '100', for_invoices('{i6}')), pay('ann', '100', for_invoices('{i6}') || '{"request_key": "o2"}'));
select refuses_items('UB005', 'Item 3: Of invoice .* 40.* of 100.* is open; 41', 'more of it than earlier ones leave',
    pay('ann', '60', for_invoices('{i6}')), pay('bob', '100'), pay('ann', '41', for_invoices('{i6}', '{41}')));
select refuses_items('UB006', 'Item 2: Payment of 40.01: 40(\.00)? is open', 'more than earlier ones leave open',
    pay('ann', '60'), pay('ann', '40.01'));
select refuses_items('UB001', 'Item 2: Customer 987654', 'an unknown customer',
    pay('ann', '1'), pay('ann', '1', '{"customer_id": 987654}'));
select refuses_items('UB001', 'Item 1: Customer', 'a customer of another tenant',
    pay('ann', '1', jsonb_build_object('customer_id', twin_of('customer'))));
select refuses_items('UB002', 'Item 1: Invoice', 'an invoice of another customer',
    pay('ann', '1', for_invoices('{b6}')));
select refuses_items('UH001', 'Item 2 \(key ''c''\): Channel', 'a channel of another tenant', pay('ann', '1'),
    pay('ann', '1', jsonb_build_object('channel_id', twin_of('channel'), 'request_key', 'c')));
select refuses_items('UH002', 'Item 1: Channel', 'a channel that is not active',
    pay('ann', '1', jsonb_build_object('channel_id', channel_of('Shut'))));
select refuses_items('UH003', 'Item 1: Method', 'a method not in use', pay('ann', '1', '{"method": "shells"}'));
select refuses_items('UH004', 'Item 1: The day of payment', 'a day ahead',
    pay('ann', '1', '{"paid_on": "2025-03-16"}'));
select refuses_items('UL004', 'Item 1: Channel', 'a channel of another currency', pay('yuki', '1'));
select refuses_items('UC010', 'Item 2: The amount has 3 decimals', 'a fraction of a cent',
    pay('ann', '1'), pay('ann', '1.001'));
select refuses_items('UC025', 'Item 1: The amount is -1', 'less than nothing', pay('ann', '-1'));
select refuses_items('UC009', 'Item 1: ', 'nothing', pay('ann', '0'));
select refuses_items('UB018', 'Item 1: Surplus', 'an unknown surplus', pay('ann', '1', '{"surplus": "eat"}'));
select refuses_items('UB019', 'Item 1: Invoice .* named twice', 'an invoice twice',
    pay('ann', '1', for_invoices('{i6,i6}')));
select refuses_items('UB019', 'Item 1: Payment of 1', 'amounts that are more than the payment',
    pay('ann', '1', for_invoices('{i6}', '{2}')));
select refuses_items('UB111', 'Item 1: ', 'cash that is not rounded', pay('ann', '1', '{"received_amount": "0.97"}'));
select refuses_items('UB026', 'Item 2 \(key ''z''\): app ''x-9'' belongs to item 1', 'a number of the provider twice',
    pay('ann', '1', '{"method": "app", "provider_reference": "x-9"}'),
    pay('bob', '1', '{"method": "app", "provider_reference": "x-9", "request_key": "z"}'));
select refuses_items('UB026', 'Item 1: app ''x-1'' belongs to payment', 'one that was there',
    pay('ann', '1', '{"method": "app", "provider_reference": "x-1"}'));
select refuses_items('UC024', 'Item 1 \(key ''r1''\): Key ''r1'' belongs to payment', 'another content under a key',
    pay('ann', '61', for_invoices('{i4}') || '{"request_key": "r1"}'));
select refuses_items('UC024', 'Item 2 \(key ''n''\): Key ''n'' belongs to payment', 'another content within the call',
    pay('ann', '10', '{"request_key": "n"}'), pay('ann', '11', '{"request_key": "n"}'));
select refuses_items('UC011', 'Item 1: The amount has 16 digits', 'too much', pay('ann', '1000000000000000'));
select refuses_items('UC013', 'Item 1: metadata', 'metadata that is no object', pay('ann', '1', '{"metadata": [1]}'));
select refuses_items('UC016', 'Item 1: provider reference', 'a blank reference',
    pay('ann', '1', '{"provider_reference": " "}'));
select refuses_items('UB110', 'Item 1: Currency JPY', 'cash that is rounded in no such currency',
    pay('yuki', '2', '{"channel_id": null, "received_amount": "1"}'));
select refuses_items('UL010', 'Item 2: Journal 2, line .: the balance of account', 'more than a balance may be',
    pay('bob', '900000000000000', '{"surplus": "keep"}'), pay('ann', '900000000000000', '{"surplus": "keep"}'));
select refuses_items('UC012', 'Item 1', 'a blank key', pay('ann', '1', '{"request_key": " "}'));
select refuses(format('select tolsel.record_payments(%L)', items), 'UB035', detail, 'what cannot be read: ' || items)
from (values
    ('{}', 'a JSON object'), ('[1]', 'Item 1: 1'), ('[{"customer_id": 1, "method": "cash"}]', 'Item 1: '),
    ('[{"customer_id": 1, "amount": "1", "method": "cash", "paid_on": "2025-02-30"}]', 'Item 1: '),
    ('[{"customer_id": 1, "amount": "1", "method": "cash", "paid": 1}]', 'Item 1: ')) v(items, detail);
select is(tap.differences(tap.books(), :'before'), null, 'nothing is left behind');
select tolsel.void_payment(payment_of('r3'), 'bounced') \g /dev/null
select refuses_items('UB032', 'Item 1 \(key ''r3''\): Key ''r3'' belongs to payment', 'a payment that is void by now',
    pay('ann', '100', for_invoices('{i5}') || '{"request_key": "r3"}'));
reset role;
set role shop_admin;
select tolsel.close_period('2025-03-11', 'Checked') \g /dev/null
set role shop_app;
select refuses_items('UL007', 'Item 2 \(key ''c''\): Journal 2, line .: effective on 2025-03-11', 'a closed day',
    pay('ann', '1'), pay('ann', '1', '{"paid_on": "2025-03-11", "request_key": "c"}'));
select refuses(format('select tolsel.record_payments(%L, 2)', '[]'), 'UC002', '', 'another tenant');
-- After a refusal that was caught no other one is about an item.
do $$
begin
    perform tolsel.record_payments(jsonb_build_array(tap.pay('ann', '-1')));
exception when others then null;
end
$$;
select refuses($$select tolsel.record_payment(customer_of('ann'), -1, 'cash')$$, 'UC025', '^The amount', 'by itself');
select finish();
