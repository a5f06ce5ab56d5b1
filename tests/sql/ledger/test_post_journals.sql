-- G4 K1 L1 L2 S38: many journals, all or none, with the same result as one by one.
select plan(73);
create function tap.item(p_debit text, p_credit text, p_amount text, p_more jsonb default '{}')
returns jsonb
language sql
as $item$
    select jsonb_build_object('lines', jsonb_build_array(
        jsonb_build_object('account_code', p_debit, 'amount', p_amount),
        jsonb_build_object('account_code', p_credit, 'amount', '-' || p_amount))) || p_more;
$item$;

set role twin_app;
select account_id as foreign_account from tolsel.open_account('twin only', 'Twin''s', 'asset') \gset
set role shop_app;
select account_id as till from tolsel.open_account('till', 'Till', 'asset') \gset
select account_id as purse from tolsel.open_account('purse', 'Purse', 'asset', p_credit_limit => 0) \gset
select tolsel.open_account('sales', 'Sales', 'revenue') \g /dev/null
select tolsel.open_account('yen', 'Yen', 'asset', 'JPY') \g /dev/null
reset role;
set role shop_app;

-- In order.
select results_eq(
    $$select description, request_key::text collate "default", metadata::jsonb
        from tolsel.post_journals(jsonb_build_array(
        tap.item('till', 'sales', '1', '{"description": "one", "request_key": "k1", "effective_on": "2026-02-01"}'),
        tap.item('till', 'sales', '2', '{"description": null, "metadata": {"a": 1}, "effective_on": null}'),
        tap.item('purse', 'sales', '3', '{"description": "three", "request_key": null}')))$$,
    $$values ('one', 'k1', '{}'::jsonb), (null, null, '{"a": 1}'), ('three', null, '{}')$$,
    'one journal for each, in order');
select is(tolsel.get_balance_at(:till), 3::numeric, 'all are posted');
select is_empty($$select tolsel.post_journals('[]')$$, 'none for none');

-- As one by one: the same calls, once in a batch and once each, leave the same books.
reset role;
create function tap.books()
returns jsonb
language sql
set role = none
set search_path = pg_catalog, pg_temp
as $books$
    select jsonb_build_array(
        (select jsonb_agg(jsonb_build_array(e.no, e.line_no, e.account_id, e.slot, e.version, e.amount, e.balance_after)
            order by e.no, e.line_no)
         from (select *, dense_rank() over (order by journal_id) as no from tolsel_ledger.entry where tenant_id = 1) e),
        (select jsonb_agg(jsonb_build_array(b.account_id, b.slot, b.balance, b.version, b.available))
         from (select * from tolsel_ledger.balance where tenant_id = 1 order by account_id, slot) b));
$books$;
set role shop_app;
select jsonb_build_array(
    tap.item('purse', 'sales', '10'), tap.item('till', 'purse', '4'), tap.item('till', 'purse', '9'),
    tap.item('1050', '4000', '7', '{"description": "seven", "effective_on": "2026-01-31"}'),
    tap.item('sales', 'till', '1.5', '{"request_key": "same"}'), tap.item('purse', 'till', '0.01')) as items \gset
begin;
select count(*) from tolsel.post_journals(:'items') \g /dev/null
select tap.books() as batch \gset
rollback;
begin;
select tolsel.post_journal(i -> 'lines', i ->> 'description', (i ->> 'effective_on')::date, '{}', i ->> 'request_key')
from jsonb_array_elements(:'items') with ordinality a(i, no) order by no \g /dev/null
select is(tap.books(), :'batch', 'the same entries, versions and balances');
rollback;
select isnt(tap.books(), :'batch', 'neither was kept');

-- All or none.
select refuses(format('select tolsel.post_journals(%L)', jsonb_build_array(tap.item('purse', 'sales', '5'), i)), c,
    '^Journal 2' || d, t)
from (values
    (tap.item('till', 'sales', '0'), 'UC009', ', line 1: the amount is 0', 'a line of nothing'),
    (tap.item('till', 'sales', 'NaN'), 'UC008', ', line 1', 'NaN'),
    (tap.item('till', 'sales', '0.001'), 'UC010', ', line 1', 'too many decimals'),
    (tap.item('till', 'sales', '1000000000000000'), 'UC011', ', line 1', 'too large'),
    (tap.item('till', 'sales', 'x'), 'UL009', ', line 1', 'no number'),
    (tap.item('till', 'nowhere', '1'), 'UL003', ', line 2: account code ''nowhere''', 'no account'),
    (tap.item('till', 'yen', '1'), 'UL001', ': its 1 lines in EUR add up to 1', 'another currency'),
    (tap.item('till', '1200', '1'), 'UL006', ', line 2', 'a managed account'),
    (tap.item('till', 'till', '1'), 'UL002', ' has 2 lines on 1 accounts', 'one account'),
    ('{"lines": []}', 'UL002', ' has 0 lines', 'no lines'),
    ('{"lines": [{"account_code": "till", "amount": 1}]}', 'UL002', ' has 1 lines', 'one line'),
    ('{"lines": [{"account_code": "till", "amount": 2}, {"account_code": "sales", "amount": -1}]}', 'UL001',
        ': its 2 lines', 'not in balance'),
    ('{"lines": [{"account_code": "till", "amount": 1, "currency": "USD"}, {"account_code": "sales", "amount": -1}]}',
        'UL004', ', line 1: USD', 'another currency claimed'),
    ('{"lines": [{"account_code": "till", "amount": 1, "x": 1}]}', 'UL008', ', line 1 has the unknown key x',
        'an unknown key of a line'),
    ('{"lines": [null]}', 'UL008', ', line 1 is a JSON null', 'no line'),
    ('{"lines": null}', 'UL008', ': lines is null', 'lines that are null'),
    ('{"lines": {}}', 'UL008', ': lines is {}', 'lines that are an object'),
    ('{}', 'UL008', ' has no lines', 'no lines at all'),
    ('{"lines": [], "memo": 1}', 'UL008', ' has the unknown key memo; it takes lines,', 'an unknown key'),
    ('[]', 'UL008', ' is \[\]', 'an array'),
    ('null', 'UL008', ' is null', 'null'),
    ('1', 'UL008', ' is 1', 'a number'),
    (tap.item('till', 'purse', '3') || '{"effective_on": "2026-02-30"}', 'UC014',
        ': the effective date is ''2026-02-30''', 'no day'),
    (tap.item('till', 'sales', '3') || '{"effective_on": "infinity"}', 'UC014', ': the effective date',
        'the end of time'),
    (tap.item('till', 'sales', '3') || '{"effective_on": "today"}', 'UC014', ': the effective date', 'today'),
    (tap.item('till', 'sales', '3') || '{"effective_on": ""}', 'UC014', ': the effective date', 'an empty date'),
    (tap.item('till', 'sales', '3') || '{"effective_on": "2026-1-1"}', 'UC014', ': the effective date', 'a short date'),
    (tap.item('till', 'sales', '3') || '{"effective_on": "01.02.2026"}', 'UC014', ': the effective date',
        'another country''s date'),
    (tap.item('till', 'sales', '3') || '{"effective_on": 20260101}', 'UC014', ': the effective date', 'a number'),
    (tap.item('till', 'sales', '3') || '{"effective_on": "1899-12-31"}', 'UC014', '', 'a day before 1900'),
    (tap.item('till', 'sales', '3') || '{"effective_on": "2200-01-01"}', 'UC014', '', 'a day after 2199')) v(i, c, d,
    t);
select refuses(format('select tolsel.post_journals(%L)',
        jsonb_build_array(tap.item('purse', 'sales', '5'), tap.item('till', 'sales', '1') || i)), c, d, t)
from (values
    (jsonb_build_object('request_key', ''), 'UC012', '0 characters', 'an empty key'),
    (jsonb_build_object('request_key', repeat('k', 201)), 'UC012', '201', 'a key of 201 characters'),
    (jsonb_build_object('description', ''), 'UC016', 'description', 'an empty text'),
    (jsonb_build_object('description', repeat('t', 1001)), 'UC016', '1001', 'a text of 1001'),
    ('{"metadata": null}', 'UC013', 'JSON null', 'metadata that are null'),
    ('{"metadata": []}', 'UC013', 'JSON array', 'metadata that are an array'),
    (jsonb_build_object('metadata', jsonb_build_object('k', repeat('x', 16384 - 8))), 'UC013', '16385',
        'metadata of 16385 bytes')) v(i, c, d, t);
select refuses(format('select tolsel.post_journals(%L)', j), 'UL008', 'The journals are', coalesce(j, 'no journals'))
from unnest(array['{}', '1', '"x"', 'null', null]) j;
select lives_ok(format('select tolsel.post_journals(%L)',
        jsonb_build_array(tap.item('till', 'sales', '1') || jsonb_build_object(
    'request_key', repeat('k', 200), 'description', repeat('t', 1000), 'metadata',
    jsonb_build_object('k', repeat('x', 16384 - 9))))),
    'everything at its limit');

-- Limits follow the order of the call.
select is(tolsel.get_balance_at(:purse), 3::numeric, 'the purse holds three');
select lives_ok(format('select tolsel.post_journals(%L)', jsonb_build_array(
    tap.item('purse', 'sales', '2'), tap.item('sales', 'purse', '5'), tap.item('purse', 'sales', '3'))),
        'filled first, then spent to the last');
select refuses(format('select tolsel.post_journals(%L)', jsonb_build_array(
    tap.item('sales', 'purse', '5'), tap.item('purse', 'sales', '5'))), 'UL005', '^Journal 1, line 2: account purse',
        'spent first: refused, though filled later');
select refuses(format('select tolsel.post_journals(%L)', jsonb_build_array(
    tap.item('sales', 'purse', '2'), tap.item('sales', 'purse', '1.01'))), 'UL005',
    '^Journal 2, line 2: account purse .* has 1.00 EUR available and would be short by 0.01',
    'the second is one cent too many');
select refuses(format('select tolsel.post_journals(%L)',
        (select jsonb_agg(tap.item('till', '3900', '999999999999999')) from generate_series(1, 2))),
    'UL010', '^Journal', 'two that are too much together');

-- Repeats.
select lives_ok($$select tolsel.post_journals(jsonb_build_array(
    tap.item('till', 'sales', '1', '{"request_key": "a"}'), tap.item('till', 'sales', '2', '{"request_key": "b"}')))$$,
        'two keys');
select is(
    (select array_agg(j.journal_id order by no) from rows from (tolsel.post_journals(jsonb_build_array(
        tap.item('till', 'sales', '2', '{"request_key": "b"}'), tap.item('till', 'sales', '9', '{"request_key": "c"}'),
        tap.item('till', 'sales', '1', '{"request_key": "a"}')))) with ordinality j(tenant_id, journal_id, c, u, r, h,
            d, k, q, m, no)),
    (select array[(tolsel.post_journal(tap.item('till', 'sales', '2') -> 'lines', p_request_key => 'b')).journal_id,
        (tolsel.post_journal(tap.item('till', 'sales', '9') -> 'lines', p_request_key => 'c')).journal_id,
        (tolsel.post_journal(tap.item('till', 'sales', '1') -> 'lines', p_request_key => 'a')).journal_id]),
    'what was posted before answers with the first journal, what is new is posted, in the order of the call');
select is(
    (select count(distinct journal_id) from tolsel.post_journals(jsonb_build_array(
        tap.item('till', 'sales', '4', '{"request_key": "twice"}'),
        tap.item('till', 'sales', '4', '{"request_key": "twice"}')))),
    1::bigint, 'one key twice in a call is one journal');
select refuses(format('select tolsel.post_journals(%L)', jsonb_build_array(
    tap.item('till', 'sales', '4', '{"request_key": "torn"}'),
    tap.item('till', 'sales', '5', '{"request_key": "torn"}'))),
    'UC024', 'Key ''torn''', 'one key with two contents');
select refuses(format('select tolsel.post_journals(%L)', jsonb_build_array(
    tap.item('till', 'sales', '7'), tap.item('till', 'sales', '3', '{"request_key": "a"}'))),
    'UC024', 'Key ''a'' belongs to journal', 'a key used before with other content');
select refuses($$select tolsel.post_journal(tap.item('till', 'sales', '3') -> 'lines', p_request_key => 'a')$$, 'UC024',
    'Key ''a''', 'nor alone');

-- Tenants, periods.
select refuses_alike(
    'select tolsel.post_journals(''[{"lines": [{"account_id": %s, "amount": 1}, {"account_code": "sales", "amount": '
    '-1}]}]'')',
    :'foreign_account', '987654', 'UL003', 'an account of another tenant');
select refuses_alike('select tolsel.post_journals(jsonb_build_array(tap.item(''%s'', ''sales'', ''1'')))', 'twin only',
    'nobody', 'UL003', 'its code');
select refuses_alike('select tolsel.post_journals(''[]'', %s)', '2', '987654', 'UC002', 'another tenant');
select refuses('select tolsel.post_journals(''[]'', null)', 'UC002', 'null', 'no tenant');
set role shop_admin;
select lives_ok($$select tolsel.close_period('2026-02-28', 'February')$$, 'the books are closed');
set role shop_app;
select refuses(format('select tolsel.post_journals(%L)', jsonb_build_array(tap.item('till', 'sales', '1'),
    tap.item('till', 'sales', '1', '{"effective_on": "2026-02-28"}'))), 'UL007', '^Journal 2', 'a day that is closed');
select lives_ok($$select tolsel.post_journals(
            jsonb_build_array(tap.item('till', 'sales', '1', '{"effective_on": "2026-03-01"}')))$$, 'the day after');
-- Last, because it makes the books large.
select is((select count(*) from tolsel.post_journals(
            (select jsonb_agg(tap.item('till', 'sales', '0.01')) from generate_series(1, 500)))),
    500::bigint, 'five hundred');
select lives_ok($$select tolsel.post_journals(
            (select jsonb_agg(tap.item('till', 'sales', '0.01')) from generate_series(1, 5000)))$$, '10000 lines');
select refuses($$select tolsel.post_journals(
            (select jsonb_agg(tap.item('till', 'sales', '0.01')) from generate_series(1, 5001)))$$,
    'UL011', '10002 lines in 5001 journals', 'two lines more');
select refuses($$select tolsel.post_journals(
            (select jsonb_agg('{"lines": []}'::jsonb) from generate_series(1, 10001)))$$,
    'UL011', '10001 journals', 'journals without lines');
set role shop_read;
select throws_ok($$select tolsel.post_journals('[]')$$, '42501', null, 'a reader posts nothing');
set role shop_app;
select freeze('till') \g /dev/null
select refuses(format('select tolsel.post_journals(%L)', jsonb_build_array(tap.item('till', 'sales', '1'))), 'UL027',
    'test.frozen', 'a frozen account');
select * from finish();
