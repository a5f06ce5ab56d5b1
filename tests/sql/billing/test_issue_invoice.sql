-- S24 S74 S84 S85: an invoice is numbered, booked and, where it is wanted, paid from the customer's credit.
\ir shop.sql
select plan(80);
set role shop_app;
select is(
    (select concat_ws(' ', i.series, i.number, i.status, i.total_amount::numeric, i.paid_amount::numeric,
            i.balance_amount, i.issued_on, i.due_on, i.kind, i.reference, i.metadata, i.payment_count,
            i.last_payment_on)
     from tolsel.issue_invoice(customer_of('ann'),
        '[{"amount": "100.00", "description": "Lamp", "quantity": "2"}, {"amount": 19, "account_code": "shop"}, '
            '{"amount": -9}]',
        '2025-04-15', '2025-03-14', false, 'old-7', 'INV', '{"a": 1}', null, 'i1') i),
    'INV 1 open 110.00 0.00 110.00 2025-03-14 2025-04-15 invoice old-7 {"a": 1} 0', 'an invoice of three lines');
select is(owed('ann') || ' ' || balance('4000') || ' ' || balance('shop'), '110 -91 -19',
    'is booked to revenue and where its lines say');
-- A1
select is((tolsel.issue_invoice(customer_of('ann'),
        '[{"amount": 100, "description": "Lamp", "quantity": 2.0}, {"account_code": "shop", "amount": 19.0}, '
            '{"amount": -9}]',
        '2025-04-15', '2025-03-14', false, 'old-7', 'INV', '{"a": 1}', null, 'i1')).invoice_id, invoice_of('i1'),
            'the same request answers with its invoice, whatever the digits');
select is(owed('ann'), 110::numeric, 'and books nothing');
-- A2
create function pg_temp.again(p_lines jsonb, p_more text default '',
    p_code text default 'ann') returns text language sql
    return format('select tolsel.issue_invoice(tap.customer_of(%L), %L, p_request_key => ''i1'' %s)', p_code, p_lines,
        p_more);
\set l '[{"amount": "100.00", "description": "Lamp", "quantity":"2"},{"amount":19,"account_code":"shop"},{"amount":-9}]'
\set m ', p_reference => ''old-7'', p_metadata => ''{"a": 1}'''
select lives_ok(pg_temp.again(:'l', :'m'), 'days that are not named match');
select refuses(pg_temp.again(:'l', :'m' || ', p_due_on => ''2025-04-16'''), 'UC024', 'i1',
    'another due date under the key');
select refuses(pg_temp.again(:'l', :'m' || ', p_issued_on => ''2025-03-15'''), 'UC024', 'i1', 'another day of issue');
select refuses(pg_temp.again(:'l', :'m' || ', p_uses_credit => true'), 'UC024', 'i1', 'another use of credit');
select refuses(pg_temp.again(:'l', :'m' || ', p_series => ''X'''), 'UC024', 'i1', 'another series');
select refuses(pg_temp.again(:'l'), 'UC024', 'i1', 'another reference and metadata');
select refuses(pg_temp.again(:'l', :'m', 'bob'), 'UC024', 'i1', 'another customer');
select refuses(pg_temp.again(:'l'::jsonb - 2, :'m'), 'UC024', 'i1', 'a line less');
select refuses(pg_temp.again(:'l'::jsonb || '[{"amount": 1}]', :'m'), 'UC024', 'i1', 'a line more');
select refuses(pg_temp.again(jsonb_set(:'l', '{0,description}', '"Lamps"'), :'m'), 'UC024', 'i1',
    'another description');
select refuses(pg_temp.again(jsonb_set(:'l', '{0,quantity}', '3'), :'m'), 'UC024', 'i1', 'another quantity');
select refuses(pg_temp.again(jsonb_set(:'l', '{0,account_code}', '"shop"'), :'m'), 'UC024', 'i1', 'another account');
select refuses(
    pg_temp.again(
        '[{"amount": 19, "account_code": "shop"}, {"amount": "100.00", "description": "Lamp", "quantity": "2"}, '
        '{"amount": -9}]', :'m'), 'UC024', 'i1', 'another order');
select refuses($$select tolsel.draft_invoice(customer_of('bob'), '[{"amount": 5}]', p_request_key => 'i1')$$, 'UC024',
    'i1', 'a draft under the key');
-- I12: numbers have no gaps, whatever was refused between them.
select bill('ann', 1, 'i2') \g /dev/null
select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 7}]', p_series => 'B-2025',
    p_request_key => 'b1') \g /dev/null
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 7}]', p_issued_on => '2025-03-16')$$,
    'UH004', 'today is 2025-03-15', 'tomorrow');
select bill('bob', 1, 'i3') \g /dev/null
reset role;
select is((select string_agg(i.request_key || ' ' || i.series || '-' || i.number, ', ' order by i.invoice_id)
        from tolsel_billing.invoice i where i.tenant_id = 1), 'i1 INV-1, i2 INV-2, b1 B-2025-1, i3 INV-3',
    'each series counts by itself');
select is((select i.series || '-' || i.number from tolsel_billing.invoice i where i.tenant_id = 2), 'INV-1',
    'and each tenant');
set role shop_app;
-- The old bug: 300 of credit on an invoice of 1,000. # S73
select tolsel.record_payment(customer_of('karim'), 200, 'cash', channel_of('Dinar'), p_surplus => 'keep',
    p_request_key => 'k1'),
    tolsel.record_payment(customer_of('karim'), 100, 'cash', channel_of('Dinar'), p_surplus => 'keep',
        p_request_key => 'k2') \g /dev/null
select is(
    (select concat_ws(' ', i.status, trim_scale(i.paid_amount::numeric), trim_scale(i.balance_amount), i.payment_count,
            i.partial_payment_count, i.last_payment_on)
     from tolsel.issue_invoice(customer_of('karim'), '[{"amount": 1000, "account_code": "sales-kwd"}]',
         p_uses_credit => true, p_request_key => 'k') i),
    'partial 300 700 2 2 2025-03-15', 'credit of several payments pays a part');
select is(owed('karim'), 700::numeric, 'and the ledger says the same');
select tolsel.record_payment(customer_of('karim'), 800, 'cash', channel_of('Dinar'), p_surplus => 'keep') \g /dev/null
select is(
    (select concat_ws(' ', i.status, i.payment_count)
        from tolsel.issue_invoice(customer_of('karim'), '[{"amount": 60, "account_code": "sales-kwd"}]',
            p_uses_credit => true, p_request_key => 'all') i),
    'paid 1', 'more credit than is needed pays all');
select is((tolsel.issue_invoice(customer_of('karim'), '[{"amount": 5, "account_code": "sales-kwd"}]',
            p_request_key => 'not')).status, 'open', 'it is not used unless it is wanted');
-- S86: the limit of what may be owed; credit makes room.
select tolsel.open_customer('Carl', 'carl', p_owed_limit => 100) \g /dev/null
select bill('carl', 60, 'c1') \g /dev/null
select refuses($$select bill('carl', 40.01, 'c2')$$, 'UB013',
    'Carl.* owes 60(\.00)? EUR and may owe 100(\.00)?; 40.01 more is 0.01 too much', 'a cent more than may be owed');
select lives_ok($$select bill('carl', 40, 'c2')$$, 'exactly as much');
select refuses($$select bill('carl', 0.01, 'c3')$$, 'UB013', '0.01 too much', 'then nothing more');
select tolsel.record_payment(customer_of('carl'), 130, 'cash', channel_of('Till'), p_surplus => 'keep') \g /dev/null
select lives_ok($$select bill('carl', 130, 'c3')$$, 'credit makes room');
-- Lines.
create function pg_temp.issue(p_lines jsonb, p_code text default 'bob') returns numeric language sql
    return (tolsel.issue_invoice(tap.customer_of(p_code), p_lines)).total_amount;
select refuses($$select pg_temp.issue(null)$$, 'UB014', 'null', 'no lines');
select refuses($$select pg_temp.issue('{}')$$, 'UB014', 'object', 'lines that are no list');
select refuses($$select pg_temp.issue('[]')$$, 'UB014', '0 lines', 'an empty list');
select refuses($$select pg_temp.issue((select jsonb_agg('{"amount": 1}'::jsonb) from generate_series(1, 1001)))$$,
    'UB014', '1001 lines', '1,001 lines');
select is(pg_temp.issue((select jsonb_agg('{"amount": 0.01}'::jsonb) from generate_series(1, 1000))), 10.00,
    '1,000 lines');
select refuses($$select pg_temp.issue('[1]')$$, 'UB014', 'Line 1 is 1', 'a line that is no object');
select refuses($$select pg_temp.issue('[{"amount": 1}, null]')$$, 'UB014', 'Line 2 is null', 'a line of null');
select refuses($$select pg_temp.issue('[{"amount": 1, "price": 1}]')$$, 'UB014',
    'Line 1 has the unknown key price; it takes account_id, account_code, amount', 'an unknown key');
select refuses($$select pg_temp.issue('[{"description": "x"}]')$$, 'UB014', 'Line 1 has no amount', 'no amount');
select refuses($$select pg_temp.issue('[{"amount": "NaN"}]')$$, 'UB014', 'NaN', 'no number');
select refuses($$select pg_temp.issue('[{"amount": "1e3"}]')$$, 'UB014', '1e3', 'a number in an odd form');
select refuses($$select pg_temp.issue('[{"amount": ""}]')$$, 'UB014', 'Line 1: amount is ""', 'an empty amount');
select refuses($$select pg_temp.issue('[{"amount": 1, "account_id": 1, "account_code": "shop"}]')$$, 'UB014',
    'Line 1 has both account_id and account_code', 'S122 an account by id and by code');
select refuses($$select pg_temp.issue('[{"amount": 1, "account_id": "x"}]')$$, 'UB014', 'account_id is "x"',
    'an id that is none');
select refuses($$select pg_temp.issue('[{"amount": 1, "quantity": "many"}]')$$, 'UB014', 'many',
    'a quantity that is none');
select refuses($$select pg_temp.issue('[{"amount": 1, "quantity": 1000000000000000}]')$$, 'UC011',
    'Line 1: the quantity', 'too large a quantity');
select lives_ok(
    $$select pg_temp.issue('[{"amount": 5}, {"amount": 0, "account_code": "2200", "tax_rate": 0, "base_amount": 5}]')$$,
    'M12 a line of 0');
select refuses($$select pg_temp.issue('[{"amount": 5}, {"amount": 1, "tax_rate": 19, "base_amount": 5}]')$$, 'UB062',
    '19 percent of 5.00 are 0.95, not 1.00', 'M12 a tax that is another');
select refuses($$select pg_temp.issue('[{"amount": 5.001}]')$$, 'UC010', 'Line 1.* 3 decimals', 'a tenth of a cent');
select refuses($$select pg_temp.issue('[{"amount": 1.5, "account_code": "sales-jpy"}]', 'yuki')$$, 'UC010',
    '1 decimals', 'half a yen');
select refuses($$select pg_temp.issue('[{"amount": 1000000000000000}]')$$, 'UC011', '16 digits', 'too much');
select refuses($$select pg_temp.issue('[{"amount": 999999999999999}, {"amount": 1}]')$$, 'UC011',
    'add up to 1000000000000000', 'too much together');
select is(pg_temp.issue('[{"amount": 5}, {"amount": -5}]'), 0::numeric,
    'M12 a discount of everything is paid from the start');
select refuses($$select pg_temp.issue('[{"amount": 5}, {"amount": -5.01}]')$$, 'UB015', 'add up to -0.01',
    'or of more');
select is(pg_temp.issue('[{"amount": 5.01}, {"amount": -5}]'), 0.01, 'a cent is enough');
select refuses($$select pg_temp.issue('[{"amount": 1, "description": ""}]')$$, 'UC016', 'description has 0',
    'an empty description');
select refuses($$select pg_temp.issue(jsonb_build_array(
                jsonb_build_object('amount', 1, 'description', repeat('x', 1001))))$$, 'UC016', '1001', 'a long one');
select refuses($$select pg_temp.issue('[{"amount": 1, "account_code": "nowhere"}]')$$, 'UL003', 'account nowhere',
    'an unknown account');
select refuses($$select pg_temp.issue('[{"amount": 1, "account_code": "sales-jpy"}]')$$, 'UL004', 'kept in JPY',
    'an account in another currency');
select refuses(format($$select pg_temp.issue('[{"amount": 1, "account_code": "channel:%s"}]')$$, channel_of('Till')),
    'UL006', 'managed by channel', 'a managed account');
select is(pg_temp.issue('[{"amount": 1}]', 'yuki') + balance('4000-JPY'), 0::numeric,
    'each currency has its revenue account');
-- A line may be booked to an account with a limit: a voucher that is worth 10.
select tolsel.open_account('voucher', 'Voucher', 'liability', p_credit_limit => 0) \g /dev/null
select tolsel.post_journal(
    '[{"account_code": "1060", "amount": 10}, {"account_code": "voucher", "amount": -10}]') \g /dev/null
select refuses($$select pg_temp.issue('[{"amount": 50}, {"amount": -10.01, "account_code": "voucher"}]')$$, 'UL005',
    '0.01', 'more than a voucher is worth');
select is(pg_temp.issue('[{"amount": 50}, {"amount": -10, "account_code": "voucher"}]'), 40.00,
    'as much as it is worth');
-- The rest of the form.
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_series => 'inv')$$, 'UB016',
    'inv', 'a series in small letters');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_series => repeat('X', 21))$$,
    'UB016', 'XXX', 'a long series');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_series => null)$$, 'UB016',
    'NULL', 'no series');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', '2025-03-13', '2025-03-14')$$,
    'UB017', '2025-03-14, due on 2025-03-13', 'due before it is issued');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', 'infinity')$$, 'UC014',
    'The due date is infinity', 'never due');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_issued_on => '-infinity')$$,
    'UC014', 'infinity', 'always issued');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_reference => '')$$, 'UC016',
    'reference has 0', 'an empty reference');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_reference => repeat('x', 101))$$,
    'UC016', '101', 'a long one');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_metadata => '[]')$$, 'UC013',
    'array', 'metadata that is no object');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_request_key => ' ')$$, 'UC012',
    '1 char', 'a blank key');
select bill('bob', 999999999999000, 'vast') \g /dev/null
select refuses($$select bill('bob', 999, 'more')$$, 'UL010', 'balance', 'more than a balance may be');
set role shop_admin;
select tolsel.close_period('2025-02-28', 'february') \g /dev/null
set role shop_app;
select refuses($$select bill('ann', 1, 'feb', '2025-02-28')$$, 'UL007', '2025-02-28', 'a closed period');
select refuses_alike('select tolsel.issue_invoice(%s, ''[{"amount": 1}]'')', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses($$select tolsel.issue_invoice(customer_of('bob'), '[{"amount": 1}]', p_branch_id => 987654)$$, 'UC018',
    'Branch 987654', 'M14 no such branch');
select refuses($$select tolsel.issue_invoice(1, '[{"amount": 1}]', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
select throws_ok($$update tolsel_billing.invoice set balance_amount = 0$$, '428C9', null, 'nobody writes a balance');
reset role;
set role shop_app;
select tolsel.void_invoice((bill('bob', 3, 'undone')).invoice_id, 'mistake') \g /dev/null
select refuses($$select bill('bob', 3, 'undone')$$, 'UB032', 'invoice INV-\d+, which is void: mistake',
    'M18 a request whose invoice was voided says so');
reset role;
set role shop_app;
select tolsel.set_customer_active(customer_of('bob'), false) \g /dev/null
select refuses($$select bill('bob', 3, 'inactive')$$, 'UB064', 'Bob', 'M16 one that is not active');
select * from finish();
