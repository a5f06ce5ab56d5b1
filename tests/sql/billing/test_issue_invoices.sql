-- G4 K1 S21: many invoices, all or none, with the same result as one by one.
\ir shop.sql
\ir books.sql
select plan(45);
create function tap.item(p_code text, p_amount text, p_more jsonb default '{}') returns jsonb language sql
    return jsonb_build_object(
        'customer_id', tap.customer_of(p_code), 'lines', jsonb_build_array(jsonb_build_object('amount', p_amount)))
        || p_more;
create function tap.north() returns bigint language sql set role = none
    return (select b.branch_id from tolsel_core.branch b where b.tenant_id = 1 and b.name = 'North');
create function tap.refuses_items(p_code text, p_detail text, p_what text, variadic p_items jsonb[]) returns text
    language sql
    return refuses(format('select tolsel.issue_invoices(%L)', to_jsonb(p_items)), p_code, p_detail, p_what);
set role shop_admin;
select tolsel.open_account('voucher', 'Vouchers', 'liability', p_credit_limit => 0) \g /dev/null
select tolsel.open_branch('North', 'Europe/Berlin') \g /dev/null
set role shop_app;
select bill('ann', 10, 'i1'), tolsel.record_payment(customer_of('ann'), 160, 'cash', p_surplus => 'keep'),
    tolsel.record_payment(customer_of('ann'), 20, 'cash', p_surplus => 'keep'),
    tolsel.set_owed_limit(customer_of('bob'), 100) \g /dev/null

-- The same as one by one: lines, series old and new, credit, nothing to pay, days, branches, a limit that is reached.
select jsonb_build_array(
    item('ann', '100', '{"request_key": "k2", "metadata": {"a": 1}, "reference": "R"}'),
    item('bob', '60', '{"issued_on": "2025-03-11", "due_on": "2025-04-11"}'),
    item('ann', '0', '{"series": "NEW"}'),
    item('ann', '90', '{"uses_credit": true, "request_key": "k1"}'),
    item('ann', '70', '{"uses_credit": true, "series": "NEW"}'),
    item('yuki', '500'),
    jsonb_build_object('customer_id', customer_of('bob'), 'series', 'NEW', 'lines', '[
        {"amount": "50", "description": "Bicycle", "quantity": "2", "account_code": "shop", "metadata": {"b": 2}},
        {"amount": "9.50", "account_code": "2200", "tax_rate": "19", "base_amount": "50"},
        {"amount": "-19.50", "description": "Discount"}]'::jsonb),
    jsonb_build_object('customer_id', customer_of('ann'), 'lines',
        '[{"amount": "5"}, {"amount": "0"}, {"amount": "-5"}]'::jsonb),
    item('ann', '3', jsonb_build_object('branch_id', north(), 'uses_credit', false))) as items \gset
begin;
select count(*) from tolsel.issue_invoices(:'items') \g /dev/null
select tap.books() as batch \gset
rollback;
begin;
select tap.issue_singly(:'items') \g /dev/null
select tap.books() as singles \gset
rollback;
select is(tap.differences(:'batch', :'singles'), null, 'leaves the same books as one by one');
select isnt(tap.differences(:'batch', tap.books()), null, 'which are others than before');
select results_eq(
    format($$select series || '-' || number, total_amount::numeric, status from tolsel.issue_invoices(%L)$$, :'items'),
    $$values ('INV-2', 100::numeric, 'open'), ('INV-3', 60, 'open'), ('NEW-1', 0, 'paid'), ('INV-4', 90, 'paid'),
        ('NEW-2', 70, 'paid'), ('INV-5', 500, 'open'), ('NEW-3', 40.00, 'open'), ('INV-6', 0, 'paid'),
        ('INV-7', 3, 'open')$$, 'answers with one invoice for each, in order, without gaps');
select is((tolsel.issue_invoice(customer_of('ann'), '[{"amount": 1}]')).number, 8::bigint,
    'the next one has the next number');
select is((tolsel.issue_invoice(customer_of('ann'), '[{"amount": 1}]', p_series => 'NEW')).number, 4::bigint,
    'of a new series too');
select is_empty($$select tolsel.issue_invoices('[]')$$, 'none for none');

-- Repeated: the whole call, one of it, and twins within a call.
select jsonb_build_array(
    item('ann', '60', '{"request_key": "r1"}'), item('ann', '40.0', '{"request_key": "r2"}'),
    item('ann', '60.00', '{"request_key": "r1"}')) as twins \gset
select results_eq(
    format('select invoice_id from tolsel.issue_invoices(%L)', :'twins'),
    $$values (invoice_of('r1')), (invoice_of('r2')), (invoice_of('r1'))$$, 'K1: a key twice in a call is one invoice');
select tap.books() as once \gset
select results_eq(
    format('select invoice_id from tolsel.issue_invoices(%L)', :'twins'),
    $$values (invoice_of('r1')), (invoice_of('r2')), (invoice_of('r1'))$$, 'the same call answers the same');
select is(tap.differences(tap.books(), :'once'), null, 'and books nothing');
select results_eq(
    format($$select request_key::text collate "default", number from tolsel.issue_invoices(%L)$$, jsonb_build_array(
        item('ann', '100', '{"request_key": "r3"}'), :'twins'::jsonb -> 0)),
    $$values ('r3', 11::bigint), ('r1', 9)$$, 'what is new beside what was there is booked');
select is((tolsel.issue_invoice(customer_of('ann'), '[{"amount": 60}]', p_request_key => 'r1')).invoice_id,
    invoice_of('r1'), 'the call for one knows its key');

-- Refusals name the item, its key, and leave nothing.
select tap.books() as before \gset
select refuses_items('UB013', 'Item 2 \(key ''o2''\): Customer .*Bob.* owes 100.* EUR and may owe 100.00; 0.01 more',
    'more than may be owed, with what earlier items add', item('ann', '1'),
    item('bob', '0.01', '{"request_key": "o2"}'));
select tolsel.set_owed_limit(customer_of('bob'), 110) \g /dev/null
select tap.books() as before \gset
select refuses_items('UB013', 'Item 3: .*owes 106.* may owe 110.00; 5.00 more is 1.00 too much', 'of the same customer',
    item('bob', '6'), item('ann', '6'), item('bob', '5'));
select refuses_items('UB001', 'Item 2: Customer 987654', 'an unknown customer', item('ann', '1'),
    item('ann', '1', '{"customer_id": 987654}'));
select refuses_items('UB001', 'Item 1: Customer', 'a customer of another tenant',
    item('ann', '1', jsonb_build_object('customer_id', twin_of('customer'))));
select refuses_items('UB014', 'Item 2: Line 1', 'a line that cannot be read', item('ann', '1'),
    item('ann', '1', '{"lines": [{"amount": "x"}]}'));
select refuses_items('UB014', 'Item 1: The lines are null', 'no lines', item('ann', '1') - 'lines');
select refuses_items('UB015', 'Item 1: The 1 lines add up to -1', 'less than nothing', item('ann', '-1'));
select refuses_items('UB016', 'Item 1: Series ''a b''', 'a series that is none', item('ann', '1', '{"series": "a b"}'));
select refuses_items('UB017', 'Item 1: Issued on', 'due before it is issued',
    item('ann', '1', '{"due_on": "2025-03-01"}'));
select refuses_items('UB062', 'Item 1: Line 1', 'a tax that is not its rate of its base',
    item('ann', '1', '{"lines": [{"amount": "5", "tax_rate": "19", "base_amount": "50"}]}'));
select refuses_items('UC010', 'Item 1: Line 1: the amount has 3 decimals', 'a fraction of a cent',
    item('ann', '1.001'));
select refuses_items('UC018', 'Item 1: Branch 987', 'an unknown branch', item('ann', '1', '{"branch_id": 987}'));
select refuses_items('UH004', 'Item 1: The day of issue', 'a day ahead',
    item('ann', '1', '{"issued_on": "2025-03-16"}'));
select refuses_items('UL003', 'Item 1: Line 1: account nowhere', 'an unknown account',
    item('ann', '1', '{"lines": [{"amount": "5", "account_code": "nowhere"}]}'));
select refuses_items('UL006', 'Item 1: Line 1: account', 'an account that is managed',
    item('ann', '1', '{"lines": [{"amount": "5", "account_code": "1200"}]}'));
select refuses_items('UC024', 'Item 1 \(key ''r1''\): Key ''r1'' belongs to invoice', 'another content under a key',
    item('ann', '61', '{"request_key": "r1"}'));
select refuses_items('UC024', 'Item 2 \(key ''n''\): Key ''n'' belongs to invoice', 'another content within the call',
    item('ann', '10', '{"request_key": "n"}'), item('ann', '11', '{"request_key": "n"}'));
select refuses_items('UC011', 'Item 1: Line 1: the amount has 16 digits', 'too much', item('ann', '1000000000000000'));
select refuses_items('UC013', 'Item 1: metadata', 'metadata that is no object', item('ann', '1', '{"metadata": [1]}'));
select refuses_items('UC016', 'Item 1: reference', 'a blank reference', item('ann', '1', '{"reference": " "}'));
select refuses_items('UL004', 'Item 1: Line 1: account shop', 'an account of another currency',
    item('yuki', '1', '{"lines": [{"amount": "5", "account_code": "shop"}]}'));
select refuses_items('UL005', 'Item 2: Journal 2, line 3: account voucher', 'more than an account has',
    item('ann', '1'), item('ann', '1', '{"lines": [{"amount": "9"}, {"amount": "-1", "account_code": "voucher"}]}'));
select refuses_items('UL010', 'Item 2: Journal 2, line .: the balance of account', 'more than a balance may be',
    item('ann', '900000000000000'), item('ann', '900000000000000'));
select refuses_items('UC012', 'Item 1', 'a blank key', item('ann', '1', '{"request_key": " "}'));
select refuses(format('select tolsel.issue_invoices(%L)', items), 'UB035', detail, 'what cannot be read: ' || items)
from (values
    ('{}', 'a JSON object'), ('[1]', 'Item 1: 1'), ('[{"lines": []}]', 'Item 1: '),
    ('[{"customer_id": 1, "lines": [], "uses_credit": "yes"}]', 'Item 1: '),
    ('[{"customer_id": 1, "lines": [], "due_on": "2025-02-30"}]', 'Item 1: ')) v(items, detail);
select is(tap.differences(tap.books(), :'before'), null, 'nothing is left behind');
select tolsel.void_invoice(invoice_of('r3'), 'wrong') \g /dev/null
select refuses_items('UB032', 'Item 1 \(key ''r3''\): Key ''r3'' belongs to invoice', 'an invoice that is void by now',
    item('ann', '100', '{"request_key": "r3"}'));
select tolsel.set_customer_active(customer_of('yuki'), false) \g /dev/null
select refuses_items('UB064', 'Item 2: Customer .*Yuki', 'a customer that is not active', item('ann', '1'),
    item('yuki', '1'));
select refuses(format('select tolsel.issue_invoices(%L, 2)', '[]'), 'UC002', '', 'another tenant');
-- The ledger names a journal, which is that of an item.
reset role;
set role shop_admin;
select tolsel.close_period('2025-03-11', 'Checked') \g /dev/null
set role shop_app;
select refuses_items('UL007', 'Item 3 \(key ''c''\): Journal 2, line [12]: effective on 2025-03-11', 'a closed day',
    item('ann', '0'), item('ann', '1'), item('bob', '1', '{"issued_on": "2025-03-11", "request_key": "c"}'));
select finish();
