-- G3: a reversal is linked to its original; all reversals together never exceed it.
\ir books.sql
select plan(63);
set role shop_app;
select post('alice', 'sales', 60, '2025-01-20', 'sale') \g /dev/null

-- A33: what cancels within each of its accounts.
select is((select count(*)::int from tolsel.reverse_journal((select journal_id from tolsel.post_journal(
        '[{"account_code": "till", "amount": 5}, {"account_code": "till", "amount": -5},
          {"account_code": "sales", "amount": 3}, {"account_code": "sales", "amount": -3}]',
        p_request_key => 'there and back')), p_request_key => 'back and there')), 1, 'is reversed');
set role shop_read;
select is((select string_agg(concat_ws(' ', a.code, trim_scale(e.amount), e.line_no), ', ' order by e.line_no)
        from tolsel.entry e join tolsel.account a using (tenant_id, account_id)
        where e.journal_id = journal_of('back and there')),
    'till -5 1, till 5 2, sales -3 3, sales 3 4', 'line by line');
set role shop_app;
select is((tolsel.reverse_journal(journal_of('there and back'), p_request_key => 'back and there')).journal_id,
    journal_of('back and there'), 'once under a key');
select refuses($$select tolsel.reverse_journal(journal_of('there and back'))$$, 'UL020', 'Nothing', 'and once at all');

-- In parts.
select is(
    (select (j.reverses_journal_id = journal_of('sale')) || j.description from tolsel.reverse_journal(
        journal_of('sale'), lines('sales', 'alice', 20), 'one came back', '2025-02-01', '{"n": 1}', 'r1') j),
    'trueone came back', 'a part is reversed, and linked');
select is(available('alice'), 60::numeric, 'alice has it back');
-- A1, A2
select is((tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 20.00), 'one came back', '2025-02-01',
            '{"n": 1}', 'r1')).journal_id, journal_of('r1'), 'the same request answers with its journal');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 21), 'one came back',
            '2025-02-01', '{"n": 1}', 'r1')$$, 'UC024', 'r1', 'another amount under the key');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 20), 'one came back',
            '2025-02-02', '{"n": 1}', 'r1')$$, 'UC024', 'r1', 'another day');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 20), null, '2025-02-01',
            '{"n": 1}', 'r1')$$, 'UC024', 'r1', 'another description');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 20), 'one came back',
            '2025-02-01', '{}', 'r1')$$, 'UC024', 'r1', 'other metadata');
select refuses($$select tolsel.reverse_journal(journal_of('alice has 100'), lines('sales', 'alice', 20),
            'one came back', '2025-02-01', '{"n": 1}', 'r1')$$, 'UC024', 'r1', 'another original');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), p_request_key => 'sale')$$, 'UC024', 'sale',
    'the key of a posting');

select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 40.01))$$, 'UL020',
    ' 40(\.00)? is left.*-40.01', 'a cent more than is left');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('alice', 'sales', 1))$$, 'UL020', 'is left',
    'in the direction of the original');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('till', 'alice', 1))$$, 'UL020', 'account',
    'an account that the original does not have');
begin;
select lives_ok($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 40))$$,
    'all that is left, line by line');
rollback;
select lives_ok($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 39.99))$$, 'a cent less');
select lives_ok($$select tolsel.reverse_journal(journal_of('sale'), p_request_key => 'rest')$$,
    'the rest, without naming it');
select is((tolsel.reverse_journal(journal_of('sale'), p_request_key => 'rest')).journal_id, journal_of('rest'),
    'repeated, it is the rest it was then');
select refuses($$select tolsel.reverse_journal(journal_of('sale'))$$, 'UL020', 'Nothing of journal', 'nothing is left');
select refuses($$select tolsel.reverse_journal(journal_of('sale'), lines('sales', 'alice', 0.01))$$, 'UL020',
    '0(\.00)? is left', 'not a cent');
select is(available('alice') || ' ' || balance('sales'), '100 0', 'all is as it was before the sale');
select refuses($$select tolsel.reverse_journal(journal_of('rest'))$$, 'UL021', 'reverses journal',
    'a reversal is not reversed');

-- A capture is reversed like any journal; its hold stays used.
select tolsel.place_hold(account_of('alice'), 10, p_request_key => 'h') \g /dev/null
select tolsel.capture_hold(hold_of('h'), account_of('sales'), p_request_key => 'c') \g /dev/null
select lives_ok($$select tolsel.reverse_journal(journal_of('c'))$$, 'a capture is reversed');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'))$$, 'UL017', '10(\.00)? captured',
    'and its hold is not opened again');

-- Several lines on an account count as their sum.
select tolsel.post_journal('[{"account_code": "till", "amount": 30}, {"account_code": "till", "amount": -10},
    {"account_code": "sales", "amount": -20},
    {"account_code": "1060", "amount": 5}, {"account_code": "1060", "amount": -5}]',
    p_request_key => 'nets') \g /dev/null
select is(
    (select count(*) from tolsel.reverse_journal(journal_of('nets')) j,
        tolsel.list_account_statement(account_of('1060'), '2025-01-01', '2199-12-31') s
     where s.journal_id = j.journal_id), 0::bigint, 'an account on which it nets to nothing is left alone');
select is(balance('till') || ' ' || balance('sales'), '150 0', 'the others get back what it moved');

-- In several currencies, and over many slots.
select tolsel.open_account('yen sales', 'Sales in yen', 'revenue', 'JPY') \g /dev/null
select tolsel.post_journal('[{"account_code": "till", "amount": 5}, {"account_code": "sales", "amount": -5},
    {"account_code": "yen", "amount": 700}, {"account_code": "yen sales", "amount": -700}]',
    p_request_key => 'two currencies') \g /dev/null
select lives_ok($$select tolsel.reverse_journal(journal_of('two currencies'), lines('yen sales', 'yen', 200))$$,
    'the part in one currency');
select lives_ok($$select tolsel.reverse_journal(journal_of('two currencies'))$$, 'and all that is left in both');
select is(balance('till') || ' ' || balance('yen'), '150 0', 'to nothing');
select post('1050', '4000', 3, null, 'hot') \g /dev/null
select lives_ok($$select tolsel.reverse_journal(journal_of('hot'))$$, 'between accounts of many slots');
select is(balance('1050') || ' ' || balance('4000'), '0 0', 'to nothing');

-- Refusals of the lines
select post('till', 'sales', 10, '2025-01-20', 'ten') \g /dev/null
select refuses($$select tolsel.reverse_journal(journal_of('ten'),
            '[{"account_code": "till", "amount": -5}, {"account_code": "sales", "amount": 4}]')$$, 'UL001', 'add up to',
    'lines that do not balance');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), '[{"account_code": "till", "amount": -5}]')$$,
    'UL002', '1 accounts', 'one line');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), '[]')$$, 'UL002', '0 lines', 'no line');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), lines('sales', 'nowhere', 5))$$, 'UL003', 'nowhere',
    'an account that is not there');
select refuses($$select tolsel.reverse_journal(journal_of('ten'),
            '[{"account_code": "till", "amount": -5, "currency": "USD"}, {"account_code": "sales", "amount": 5}]')$$,
    'UL004', 'USD', 'another currency');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), '{}')$$, 'UL008', 'object', 'no array');
select refuses($$select tolsel.reverse_journal(journal_of('ten'),
            '[{"account_code": "till", "amount": "1e3"}, {"account_code": "sales", "amount": 5}]')$$, 'UL009', '1e3',
    'no amount');
select refuses($$select tolsel.reverse_journal(journal_of('ten'),
            '[{"account_code": "till", "amount": "NaN"}, {"account_code": "sales", "amount": 5}]')$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.reverse_journal(journal_of('ten'),
            '[{"account_code": "till", "amount": -5}, {"account_code": "sales", "amount": 5}, {"account_code": '
            '"sales", "amount": 0}]')$$, 'UC009', 'is 0', 'a line of nothing');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), lines('sales', 'till', 0.001))$$, 'UC010',
    '3 decimals', 'too fine');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), lines('sales', 'till', 1e50))$$, 'UC011', 'digits',
    'too large');
select refuses($$select tolsel.reverse_journal(journal_of('ten'),
            (select jsonb_agg('{"account_code": "till", "amount": -1}'::jsonb) from generate_series(1, 10001)))$$,
    'UL011', '10001', 'too many');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), p_request_key => '')$$, 'UC012', '0 char',
    'an empty key');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), p_metadata => '"x"')$$, 'UC013', 'string',
    'metadata that is no object');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), p_effective_on => '-infinity')$$, 'UC014', 'infinity',
    'no day');
select refuses($$select tolsel.reverse_journal(journal_of('ten'), p_description => ' ')$$, 'UC016', 'description',
    'a blank description');
select refuses($$select tolsel.reverse_journal(null)$$, 'UL019', 'null', 'no journal');
select refuses($$select tolsel.reverse_journal(journal_of('managed has 50'))$$, 'UL006', 'wallet',
    'a journal on a managed account');
-- UL005: what was brought is spent.
select post('alice', 'sales', 0.01) \g /dev/null
select refuses($$select tolsel.reverse_journal(journal_of('alice has 100'))$$, 'UL005', 'short by 0.01',
    'money that is spent');
select lives_ok($$select tolsel.reverse_journal(journal_of('alice has 100'), lines('alice', 'till', 99.99))$$,
    'all of it that is not');
-- UL010
select tolsel.open_account('far', 'Far', 'asset') \g /dev/null
select post('far', '1060', 900000000000000, null, 'up') \g /dev/null
select post('1060', 'far', 900000000000000) \g /dev/null
select post('1060', 'far', 900000000000000) \g /dev/null
select refuses($$select tolsel.reverse_journal(journal_of('up'))$$, 'UL010', '1800000000000000',
    'a balance beyond all bounds');
-- A14
reset role;
select journal_id as twin_journal from tolsel_ledger.journal where tenant_id = 2 \gset
set role shop_app;
select refuses_alike('select tolsel.reverse_journal(%s)', :'twin_journal', '987654', 'UL019',
    'another tenant''s journal');
select refuses_alike(
    'select tolsel.reverse_journal(journal_of(''ten''), ''[{"account_id": %s, "amount": 5}, {"account_code": "till", '
    '"amount": -5}]'')', twin_of('alice'), '987654', 'UL020', 'another tenant''s account');
select refuses('select tolsel.reverse_journal(1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.reverse_journal(1)', '42501', null, 'a reader reverses nothing');

-- G7: a journal of a closed period is reversed in an open one.
set role shop_admin;
select tolsel.close_period('2025-01-31', 'january') \g /dev/null
set role shop_app;
select refuses($$select tolsel.reverse_journal(journal_of('ten'), p_effective_on => '2025-01-31')$$, 'UL007',
    '2025-01-31', 'a day that is closed');
select lives_ok($$select tolsel.reverse_journal(journal_of('ten'), p_effective_on => '2025-02-01')$$, 'the day after');
set role shop_admin;
select tolsel.close_period(tolsel.get_business_date(), 'all') \g /dev/null
set role shop_app;
select refuses($$select tolsel.reverse_journal(journal_of('alice has 100'))$$, 'UL007', 'closed through',
    'today, when it is closed too');

set role shop_admin;
select journal_id as closing from tolsel.close_year(tolsel.get_business_date(), 'a year') \gset
set role shop_app;
select refuses('select tolsel.reverse_journal(' || :closing || ')', 'UL093', 'Journal ', 'what closes a year');

select freeze('alice') \g /dev/null
select refuses($$select tolsel.reverse_journal(journal_of('alice has 100'))$$, 'UL027', 'test.frozen',
    'a frozen account');
select * from finish();
