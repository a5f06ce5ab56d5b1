-- What a vendor has billed is owed from the day of the bill.
\ir office.sql
select plan(59);
set role shop_app;
select is(
    (select concat_ws(' ', b.bill_number, b.total_amount, b.paid_amount, b.balance_amount, b.status, b.billed_on,
            b.due_on)
     from tolsel.record_vendor_bill(vendor('Roaster'), 'R-1', 120.50, account_of('6000'), '2026-03-01', '2026-03-31',
         '{"a": 1}', null, 'one') b),
    'R-1 120.50 0.00 120.50 open 2026-03-01 2026-03-31', 'a bill is recorded');
select is(owed('Roaster'), 120.5, 'it is owed');
select is(balance('6000'), 120.5, 'for what was bought');
select is(topics('vendor_bill', bill('R-1')), 'vendor_bill.recorded', 'others are told');
select is(
    (tolsel.record_vendor_bill(vendor('Roaster'), 'R-1', 120.5, account_of('6000'), '2026-03-01', '2026-03-31',
            '{"a": 1}', null, 'one')).vendor_bill_id,
    bill('R-1'), 'the same request answers with it');
select is(
    (tolsel.record_vendor_bill(vendor('Roaster'), 'R-1', 120.5, account_of('6000'), p_metadata => '{"a": 1}',
            p_request_key => 'one')).vendor_bill_id,
    bill('R-1'), 'days that are left out are those it had');
select refuses(format($$select tolsel.record_vendor_bill(%s, null, 'one')$$, a), 'UC024', '''one'' belongs to bill',
    'another content, ' || n)
from unnest(array[
    $$vendor('Importer'), 'R-1', 120.5, account_of('6000'), null, null, '{"a": 1}'$$,
    $$vendor('Roaster'), 'R-2', 120.5, account_of('6000'), null, null, '{"a": 1}'$$,
    $$vendor('Roaster'), 'R-1', 120.51, account_of('6000'), null, null, '{"a": 1}'$$,
    $$vendor('Roaster'), 'R-1', 120.5, account_of('6900'), null, null, '{"a": 1}'$$,
    $$vendor('Roaster'), 'R-1', 120.5, account_of('6000'), '2026-03-02', null, '{"a": 1}'$$,
    $$vendor('Roaster'), 'R-1', 120.5, account_of('6000'), null, '2026-03-30', '{"a": 1}'$$,
    $$vendor('Roaster'), 'R-1', 120.5, account_of('6000'), null, null, '{}'$$]) with ordinality c(a, n);
select is(
    (select b.billed_on || ' ' || b.due_on from tolsel.record_vendor_bill(vendor('Roaster'), 'R-3', 1,
            account_of('6000')) b),
    '2026-03-10 2026-03-10', 'without days it is of today, due at once');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'R-1', 5, account_of('6000'))$$, 'UH013',
    'bill R-1', 'a number twice');
select lives_ok($$select tolsel.record_vendor_bill(vendor('Importer'), 'R-1', 5,
            (tolsel.open_account('usd', 'x', 'expense', 'USD')).account_id)$$, 'another vendor has numbers of its own');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 'NaN', account_of('6000'))$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 0, account_of('6000'))$$, 'UC009', '0',
    'nothing');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1.001, account_of('6000'))$$, 'UC010',
    '3 decimals', 'too fine');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1e15, account_of('6000'))$$, 'UC011', '16',
    'too much');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', -1, account_of('6000'))$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('6000'),
            p_request_key => ' ')$$, 'UC012', '1 char', 'a blank key');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('6000'), p_metadata => '[]')$$,
    'UC013', 'array', 'metadata');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('6000'), 'infinity')$$, 'UC014',
    'infinity', 'a day that never comes');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('6000'), '2026-03-02',
            '2026-03-01')$$, 'UC014', 'due on 2026-03-01', 'due before it was billed');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), '', 1, account_of('6000'))$$, 'UC016',
    'bill_number', 'no number of its own');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('6000'), '2026-03-11')$$,
    'UH004', 'today is 2026-03-10', 'a bill of tomorrow');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1,
            account_of('channel:' || channel('till')))$$, 'UL006', 'channel', 'a managed account');
select refuses($$select tolsel.record_vendor_bill(vendor('Importer'), 'x', 1, account_of('6000'))$$, 'UL004',
    'EUR; USD', 'another currency');
select tolsel.open_account('budget', 'Budget', 'liability', p_credit_limit => 0) \g /dev/null
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('budget'))$$, 'UL005',
    'short by 1', 'an account that has not enough');
set role shop_admin;
select tolsel.close_period('2026-02-28', 'x') \g /dev/null
set role shop_app;
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('6000'), '2026-02-28')$$,
    'UL007', '2026-02-28', 'closed books');
select refuses_alike($$select tolsel.record_vendor_bill(%s, 'x', 1, account_of('6000'))$$, twin_of('vendor'), '987654',
    'UH007', 'another tenant''s vendor');
select refuses_alike($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, %s)$$, twin_of('6000'), '987654',
    'UL003', 'another tenant''s account');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'x', 1, account_of('6000'), p_tenant_id => 2)$$,
    'UC002', 'tenant 2', 'another tenant');

-- M10: net and VAT, each with its account.
select is(
    (select concat_ws(' ', b.total_amount, b.balance_amount)
        from tolsel.record_vendor_bill(vendor('Roaster'), 'L-1', 120, account_of('6000'), p_lines =>
        '[{"amount": "90", "description": "Beans"}, {"amount": "10", "account_code": "6900"}, {"amount": 20, '
            '"account_code": "2200"}]', p_request_key => 'lines') b),
    '120.00 120.00', 'a bill of several lines');
set role shop_read;
select results_eq(
    $$select l.line_no::integer, a.code, trim_scale(l.amount), l.description from tolsel.vendor_line l
        join tolsel.account a using (tenant_id, account_id) where vendor_bill_id = bill('L-1') order by 1$$,
    $$values (1, '6000', 90.0, 'Beans'), (2, '6900', 10, null), (3, '2200', 20, null)$$, 'each on its account');
select results_eq(
    $$select code, trim_scale(amount) from tolsel.entry join tolsel.vendor_bill using (tenant_id, journal_id)
        where bill_number = 'L-1' and code !~ 'vendor' order by line_no$$,
    $$values ('6000', 90.0), ('6900', 10), ('2200', 20)$$, 'one journal books them');
set role shop_app;
select is(
    (select b.vendor_bill_id from tolsel.record_vendor_bill(vendor('Roaster'), 'L-1',
            p_expense_account_id => account_of('6000'), p_lines =>
        '[{"amount": "90.00", "description": "Beans"}, {"amount": "10", "account_code": "6900"}, {"amount": 20, '
            '"account_code": "2200"}]', p_request_key => 'lines') b),
    bill('L-1'), 'the same lines answer with it');
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'L-1', p_expense_account_id => account_of('6000'),
    p_lines =>
    '[{"amount": "90.00", "description": "Beans"}, {"amount": "20", "account_code": "6900"}, {"amount": 10, '
        '"account_code": "2200"}]', p_request_key => 'lines')$$, 'UC024', 'lines', 'other lines do not');
select is((tolsel.record_vendor_bill(vendor('Roaster'), 'L-2',
            p_lines => '[{"amount": "12", "account_code": "6000"}, {"amount": "-2",
                "account_code": "6000"}]')).total_amount::numeric, 10::numeric, 'a discount is a line;
                the total is that of the lines');
select refuses(format($$select tolsel.record_vendor_bill(vendor('Roaster'), 'L-9',
                p_expense_account_id => account_of('6000'), p_lines => %L)$$, l), c, d, n)
from (values
    ('{}', 'UH060', 'The lines are {}', 'lines that are no list'),
    ('[]', 'UH060', 'The lines are', 'no line'),
    ('[1]', 'UH060', 'Line 1 is 1', 'a line that is none'),
    ('[{"amount": "1"}, {"amount": "x"}]', 'UH060', 'Line 2: amount is "x"', 'no amount'),
    ('[{"amount": "1", "tax": 1}]', 'UH060', 'unknown key tax', 'a key that is not known'),
    ('[{"amount": "1", "account_id": 1, "account_code": "6000"}]', 'UH060', 'Line 1 has both', 'two accounts'),
    ('[{"amount": "1", "description": ""}]', 'UC016', 'Line 1: description', 'an empty description'),
    ('[{"amount": "1", "account_code": "none"}]', 'UL003', 'null', 'no account'),
    ('[{"amount": "1"}, {"amount": "0"}]', 'UC009', 'Line 2', 'a line of nothing'),
    ('[{"amount": "1"}, {"amount": "-1"}]', 'UC009', 'The bill', 'lines of nothing'),
    ('[{"amount": "1"}, {"amount": "0.001"}]', 'UC010', 'Line 2', 'too fine'),
    ('[{"amount": "1"}, {"amount": "-2"}]', 'UC025', '-1', 'less than nothing'),
    ('[{"amount": "900000000000000"}, {"amount": "900000000000000"}]', 'UC011', 'The bill', 'too much')) v(l, c, d, n);
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'L-9', 3, account_of('6000'),
            p_lines => '[{"amount": "1"}, {"amount": "1"}]')$$, 'UH061', 'add up to 2.00; 3 was given',
        'another total');
-- M18 M10
select tolsel.record_vendor_bill(vendor('Roaster'), 'L-8', 3, account_of('6000'), p_request_key => 'void') \g /dev/null
select tolsel.void_vendor_bill(keyed('vendor_bill', 'void'), 'not ours') \g /dev/null
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'L-8', 3, account_of('6000'),
        p_request_key => 'void')$$, 'UB032', 'which is void: not ours', 'M18 a request whose bill was voided says so');
select tolsel.set_vendor_active(vendor('Roaster'), false) \g /dev/null
select refuses($$select tolsel.record_vendor_bill(vendor('Roaster'), 'L-9', 3, account_of('6000'))$$, 'UH068',
    'Roaster', 'M10 a vendor that is not active');
reset role;
select refuses($$update tolsel_channel.vendor_bill set total_amount = 1$$, 'UC015',
    'UPDATE on tolsel_channel.vendor_bill: total_amount', 'it is never changed');
select refuses($$delete from tolsel_channel.vendor_bill$$, 'UC015', 'DELETE', 'nor deleted');
select refuses($$truncate tolsel_channel.vendor_bill cascade$$, 'UC015', 'TRUNCATE', 'nor truncated');
select * from finish();
