-- S38 S60 S62 S121 G6 G17 L1 L2 L3 L5 L6 L7 L8 L11 L12 L13 K1 A2 A3 A8 A9 A10 A14
select plan(185);
create function tap.lines(p_debit text, p_credit text, p_amount text)
returns jsonb
language sql
as $lines$
    select jsonb_build_array(
        jsonb_build_object('account_code', p_debit, 'amount', p_amount),
        jsonb_build_object('account_code', p_credit, 'amount', '-' || p_amount));
$lines$;

set role twin_app;
select account_id as foreign_account from tolsel.open_account('twin only', 'Twin''s', 'asset') \gset
select journal_id as foreign_journal from tolsel.post_journal(
    tap.lines('1050', '4000', '5'), p_request_key => 'shared') \gset
set role shop_app;
select account_id as till from tolsel.open_account('till', 'Till', 'asset') \gset
select account_id as safe from tolsel.open_account('safe', 'Safe', 'asset') \gset
select account_id as purse from tolsel.open_account('purse', 'Purse', 'asset', p_credit_limit => 0) \gset
select account_id as wallet from tolsel.open_account('wallet', 'Wallet', 'liability', p_credit_limit => 50) \gset
select tolsel.open_account('sales', 'Sales', 'revenue') \g /dev/null
select tolsel.open_account('vault', 'Vault', 'asset') \g /dev/null
select tolsel.open_account('stock', 'Stock', 'equity') \g /dev/null
select tolsel.open_account('yen', 'Yen', 'asset', 'JPY') \g /dev/null
select tolsel.open_account('yen sales', 'Yen', 'revenue', 'JPY') \g /dev/null
select tolsel.open_account('dinar', 'Dinar', 'asset', 'BHD') \g /dev/null
select tolsel.open_account('dinar sales', 'Dinar', 'revenue', 'BHD') \g /dev/null
reset role;
set role shop_app;

-- One journal.
select results_eq(
    $$select tenant_id, user_id, reverses_journal_id, hold_id, description, request_key::text collate "default",
        request_id, metadata::jsonb
      from tolsel.post_journal(
        '[{"account_code": "till", "amount": "10.50", "currency": "EUR"}, {"account_code": "sales", "amount": -10.5}]',
        'Coffee', '2026-02-03', '{"table": 7}', 'first')$$,
    $$values (1::bigint, null::bigint, null::bigint, null::bigint, 'Coffee', 'first', null::text,
            '{"table": 7}'::jsonb)$$,
    'a journal is what was said');
select lives_ok(format($$select tolsel.post_journal(
                '[{"account_id": %s, "amount": 1}, {"account_id": "%s", "amount": "-1"}]')$$,
    :till, :safe), 'accounts go by id too, as number or text');
select lives_ok($$select tolsel.post_journal('[{"account_code": "till", "amount": 3}, {"account_code": "sales",
    "amount": -1},
    {"account_code": "sales", "amount": -1.5}, {"account_code": "safe", "amount": -0.5}]')$$, 'many lines');
select lives_ok($$select tolsel.post_journal('[{"account_code": "till", "amount": 1}, {"account_code": "sales",
    "amount": -1},
    {"account_code": "yen", "amount": 100}, {"account_code": "yen sales", "amount": -100}]')$$,
        'two currencies, each in balance');
select lives_ok($$select tolsel.post_journal(
            '[{"account_code": "dinar", "amount": 0.001}, {"account_code": "dinar sales", "amount": -0.001}]')$$,
    'three decimals where the currency has them');
select lives_ok($$select tolsel.post_journal(
            '[{"account_code": "till", "amount": 1e1}, {"account_code": "sales", "amount": -10.0000}]')$$,
    'a JSON number is the number it is');
select lives_ok(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''0.01''), p_effective_on => %L)', d),
    'the day ' || d)
from unnest(array['1900-01-01', '2024-02-29', '2199-12-31']) d;
select lives_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), null, null, null, null)$$,
    'null is the default');
reset role;
select results_eq(
    $$select a.code, e.line_no, e.amount::numeric, e.effective_on::date from tolsel_ledger.entry e
      join tolsel_ledger.account a using (tenant_id, account_id)
          join tolsel_ledger.journal j using (tenant_id, journal_id)
      where j.request_key = 'first' order by e.line_no$$,
    $$values ('till', 1::smallint, 10.50, date '2026-02-03'), ('sales', 2::smallint, -10.50, date '2026-02-03')$$,
    'its entries are its lines');
select is(
    (select array_agg(e.amount::numeric order by e.line_no) from tolsel_ledger.entry e
     where journal_id = (select journal_id from tolsel_ledger.entry where line_no = 4 and amount = -0.5)),
    array[3, -1, -1.5, -0.5], 'lines keep their order');
select is_empty($$select from tolsel_ledger.entry where effective_on not in
        ('2026-02-03', '1900-01-01', '2024-02-29', '2199-12-31')
        and effective_on <> (booked_at at time zone case tenant_id when 1 then 'Europe/Berlin'
            else 'Asia/Kolkata' end)::date$$,
    'without a date it counts for the business day of the main branch');
select is_empty(
    $$select from (select e.*, lag(balance_after::numeric, 1, 0) over w as before, row_number() over w as n,
        lag(booked_at, 1, '-infinity') over w as booked_before
      from tolsel_ledger.entry e window w as (partition by tenant_id, account_id, slot order by version)) q
      where balance_after <> before + amount or version <> n or booked_at < booked_before$$,
    'each entry follows on the one before it: version, balance, booking');
select is_empty(
    $$select from tolsel_ledger.balance b left join tolsel_ledger.entry e on e.tenant_id = b.tenant_id
        and e.account_id = b.account_id and e.slot = b.slot and e.version = b.version
      where b.balance is distinct from coalesce(e.balance_after::numeric, 0)$$, 'each balance is the last entry''s');
set role shop_app;
select is(tolsel.get_balance_at(:till), 26.53, 'the till');
select is(tolsel.get_balance_at(:safe), -1.5, 'the safe');

-- The same request again.
select is((tolsel.post_journal(l, 'Coffee', d, m, 'first')).journal_id,
    (select (tolsel.post_journal(tap.lines('till', 'sales', '10.50'), 'Coffee', '2026-02-03', '{"table": 7}',
                'first')).journal_id), t)
from (values
    (tap.lines('till', 'sales', '10.5'), date '2026-02-03', '{"table": 7}'::jsonb, 'amounts are compared as numbers'),
    (tap.lines('till', 'sales', '10.500000'), '2026-02-03', '{"table":7}', 'whatever their form'),
    (jsonb_build_array(jsonb_build_object('account_id', :till, 'amount', 10.5),
        jsonb_build_object('account_code', 'sales', 'amount', -10.5)), '2026-02-03', '{"table": 7}',
            'an account is what it is, by id or code')
) v(l, d, m, t);
select lives_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), p_request_key => 'dateless')$$,
    'a request without a date');
select lives_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), p_request_key => 'dateless')$$,
    'and again');
select is(tolsel.get_balance_at(:till), 27.53, 'repeating moves nothing');
select refuses(format('select tolsel.post_journal(%L, %L, %L, %L, ''first'')', l, t, e, m), 'UC024',
    'Key ''first'' belongs to journal', d)
from (values
    (tap.lines('till', 'sales', '10.51'), 'Coffee', '2026-02-03', '{"table": 7}', 'another amount'),
    (tap.lines('safe', 'sales', '10.50'), 'Coffee', '2026-02-03', '{"table": 7}', 'another account'),
    (tap.lines('sales', 'till', '10.50'), 'Coffee', '2026-02-03', '{"table": 7}', 'the other way round'),
    (tap.lines('till', 'sales', '10.50') || tap.lines('till', 'sales', '1'), 'Coffee', '2026-02-03', '{"table": 7}',
        'more lines'),
    (jsonb_build_array(tap.lines('till', 'sales', '10.50') -> 1, tap.lines('till', 'sales', '10.50') -> 0), 'Coffee',
        '2026-02-03', '{"table": 7}', 'the lines in another order'),
    (tap.lines('till', 'sales', '10.50'), 'Tea', '2026-02-03', '{"table": 7}', 'another text'),
    (tap.lines('till', 'sales', '10.50'), null, '2026-02-03', '{"table": 7}', 'no text'),
    (tap.lines('till', 'sales', '10.50'), 'Coffee', '2026-02-04', '{"table": 7}', 'another day'),
    (tap.lines('till', 'sales', '10.50'), 'Coffee', '2026-02-03', '{"table": 8}', 'other metadata'),
    (tap.lines('till', 'sales', '10.50'), 'Coffee', '2026-02-03', '{}', 'no metadata')) v(l, t, e, m, d);
select isnt((tolsel.post_journal(tap.lines('till', 'sales', '1'), p_request_key => k)).journal_id, null,
    'another key: ' || quote_literal(left(k, 9)))
from unnest(array['First', 'first ', ' first', 'fırst', repeat('k', 200), repeat('ü', 200)]) k;
select isnt((tolsel.post_journal(tap.lines('till', 'sales', '9'), p_request_key => 'shared')).journal_id,
    :foreign_journal::bigint,
    'another tenant''s key is free, and tells nothing');
select refuses(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''1''), p_request_key => %L)', k),
    'UC012', 'characters', 'the key ' || quote_literal(left(k, 9)))
from unnest(array['', ' ', E'\t\n', repeat('k', 201), repeat('k', 12000)]) k;
select refuses($$select tolsel.post_journal(tap.lines('till', 'sales', '0'), p_request_key => 'unburnt')$$, 'UC009', '',
    'a refusal');
select lives_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), p_request_key => 'unburnt')$$,
    'burns no key');

-- Amounts.
select lives_ok($$select tolsel.post_journal(tap.lines('vault', 'stock', '999999999999999.99'))$$,
    'the largest amount');
select lives_ok($$select tolsel.post_journal(tap.lines('stock', 'vault', '999999999999999.99'))$$, 'and back');
select refuses(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', %L))', a), c, d,
    'the amount ' || left(a, 20))
from (values
    ('0', 'UC009', 'line 1: the amount is 0'), ('0.00', 'UC009', 'is 0'),
    ('0.001', 'UC010', 'has 3 decimals; the currency has 2'), ('0.00000000000000000001', 'UC010', '20 decimals'),
    ('0.000000000000000000001', 'UC010', '21 decimals'), ('0.' || repeat('0', 900) || '1', 'UC010', '901 decimals'),
    ('1000000000000000', 'UC011', '16 digits'), ('99999999999999999999', 'UC011', '20 digits'),
    ('100000000000000000000', 'UC011', '21 digits'), (repeat('9', 900), 'UC011', '900 digits'),
    ('NaN', 'UC008', 'is NaN'), ('Infinity', 'UC008', 'is Infinity'),
    ('', 'UL009', $$is ''$$), (' 1', 'UL009', $$' 1'$$), ('1 ', 'UL009', $$'1 '$$), ('1e3', 'UL009', '1e3'),
    ('+1', 'UL009', '\+1'),
    ('.5', 'UL009', '\.5'), ('5.', 'UL009', '5\.'), ('1,5', 'UL009', '1,5'), ('1_000', 'UL009', '1_000'),
    ('0x10', 'UL009', '0x10'),
    ('--1', 'UL009', '--1'), ('inf', 'UL009', 'inf'), ('nan', 'UL009', 'nan'), ('ten', 'UL009', 'ten'),
    ('١', 'UL009', '١'),
    ('''; drop table x; --', 'UL009', 'drop table'), (repeat('1', 1000000), 'UL009', '1111')) v(a, c, d);
select refuses(
    format('select tolsel.post_journal(''[{"account_code": "till", "amount": %s}, {"account_code": "sales", "amount": '
    '-1}]'')', a),
    c, d, 'the JSON amount ' || left(a, 20))
from (values ('0', 'UC009', 'is 0'), ('-0.0', 'UC009', 'is 0'), ('1e15', 'UC011', '16 digits'),
    ('1e400', 'UC011', '401 digits'), ('1e-400', 'UC010', '400 decimals'),
    ('0.001', 'UC010', '3 decimals'), ('null', 'UL009', 'missing'), ('true', 'UL009', 'true'),
    ('[1]', 'UL009', '\[1\]'), ('{}', 'UL009', '{}')) v(a, c, d);
select refuses($$select tolsel.post_journal('[{"account_code": "till"}, {"account_code": "sales", "amount": -1}]')$$,
    'UL009', 'line 1: the amount is missing', 'no amount');
select refuses($$select tolsel.post_journal(tap.lines('yen', 'yen sales', '0.5'))$$, 'UC010',
    '1 decimals; the currency has 0', 'half a yen');
select refuses($$select tolsel.post_journal(tap.lines('dinar', 'dinar sales', '0.0005'))$$, 'UC010',
    '4 decimals; the currency has 3', 'four decimals of three');

-- Lines.
select refuses(format('select tolsel.post_journal(%L)', l), c, d, coalesce(left(l, 60), 'no lines'))
from (values
    (null, 'UL008', 'null'), ('null', 'UL008', 'JSON null'), ('{}', 'UL008', 'JSON object'),
    ('1', 'UL008', 'JSON number'), ('"x"', 'UL008', 'JSON string'),
    ('[]', 'UL002', '0 lines on 0 accounts'),
    ('[{"account_code": "till", "amount": 1}]', 'UL002', '1 lines on 1 accounts'),
    ('[{"account_code": "till", "amount": 1}, {"account_code": "till", "amount": -1}]', 'UL002',
        '2 lines on 1 accounts'),
    ('[null]', 'UL008', 'line 1 is a JSON null'), ('[1]', 'UL008', 'JSON number'), ('["till"]', 'UL008', 'JSON string'),
    ('[[]]', 'UL008', 'JSON array'),
    ('[{}]', 'UL008', 'neither account_id'), ('[{"amount": 1}]', 'UL008', 'neither'),
    ('[{"account_code": "till", "account_id": 1, "amount": 1}]', 'UL008', 'both account_id'),
    ('[{"account_code": "till", "amount": 1, "memo": "x"}]', 'UL008', 'unknown key memo'),
    ('[{"account_code": "till", "Amount": 1}]', 'UL008', 'unknown key Amount'),
    ('[{"account_code": "till", "amount": 5}, {"account_code": "sales", "amount": -4}]', 'UL001',
        '2 lines in EUR add up to 1'),
    ('[{"account_code": "till", "amount": 5}, {"account_code": "sales", "amount": 5}]', 'UL001', 'add up to 10'),
    ('[{"account_code": "till", "amount": 5}, {"account_code": "yen sales", "amount": -5}]', 'UL001',
        'in EUR add up to 5'),
    ('[{"account_code": "till", "amount": 1, "currency": "USD"}, {"account_code": "sales", "amount": -1}]', 'UL004',
        'USD on account till, which is kept in EUR'),
    ('[{"account_code": "till", "amount": 1, "currency": "eur"}, {"account_code": "sales", "amount": -1}]', 'UL004',
        'eur'),
    ('[{"account_code": "till", "amount": 1}, {"account_code": "yen sales", "amount": -1, "currency": "EUR"}]', 'UL004',
        'JPY'),
    ('[{"account_code": "nowhere", "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'nowhere'),
    ('[{"account_code": "TILL", "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'TILL'),
    ('[{"account_code": null, "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'account code NULL'),
    ('[{"account_id": 987654, "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'account 987654'),
    ('[{"account_id": -1, "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'account -1'),
    ('[{"account_id": 1.5, "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'account 1.5'),
    ('[{"account_id": "till", "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'account till'),
    ('[{"account_id": 99999999999999999999, "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', '9{20}'),
    ('[{"account_id": {"a": 1}, "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL003', 'a'),
    ('[{"account_code": "1200", "amount": 1}, {"account_code": "sales", "amount": -1}]', 'UL006',
        'managed by billing')) v(l, c, d);
select refuses(
    $$select tolsel.post_journal('[{"account_id": null, "amount": 1}, {"account_code": "sales", "amount": -1}]')$$,
    'UL003', 'account', 'an account id that is null');
-- Others' accounts are as good as none.
select refuses_alike(
    'select tolsel.post_journal(''[{"account_id": %s, "amount": 1}, {"account_code": "sales", "amount": -1}]'')',
    :'foreign_account', '987654', 'UL003',
    'an account of another tenant');
select refuses_alike('select tolsel.post_journal(tap.lines(%L, ''sales'', ''1''))', 'twin only', 'nobody', 'UL003',
    'its code');
select refuses_alike('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''1''), p_tenant_id => %s)', '2',
    '987654', 'UC002', 'another tenant');
select refuses($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), p_tenant_id => null)$$, 'UC002', 'null',
    'no tenant');

-- Texts, dates, metadata.
select lives_ok(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''1''), %L)', repeat('t', 1000)),
    'a text of 1000 characters');
select refuses(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''1''), %L)', t), 'UC016',
    'description has', 'the text ' || quote_literal(left(t, 5)))
from unnest(array['', ' ', repeat('t', 1001), repeat('t', 1000000)]) t;
select refuses(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''1''), p_effective_on => %L)', d),
    'UC014', 'effective date is', 'the day ' || d)
from unnest(array['infinity', '-infinity', '1899-12-31', '2200-01-01', '4713-01-01 BC', '294276-12-31']) d;
select throws_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), p_effective_on => '2026-02-30')$$,
    '22008', null, 'no day at all is no date');
select lives_ok(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''1''), p_metadata => %L)',
        jsonb_build_object('k', repeat('x', 16384 - 9))), 'metadata of 16384 bytes');
select refuses(format('select tolsel.post_journal(tap.lines(''till'', ''sales'', ''1''), p_metadata => %L)', m),
    'UC013', 'metadata', 'metadata ' || left(m, 9))
from unnest(array['[]', '"x"', 'null', jsonb_build_object('k', repeat('x', 16384 - 8))::text,
        jsonb_build_object('k', repeat('x', 10000000))::text]) m;

-- Limits.
select lives_ok($$select tolsel.post_journal(tap.lines('purse', 'sales', '100'))$$, 'the purse is filled');
select refuses($$select tolsel.post_journal(tap.lines('sales', 'purse', '100.01'))$$, 'UL005',
    'line 2: account purse \(Purse\) has 100.00 EUR available and would be short by 0.01', 'one cent too many');
select lives_ok($$select tolsel.post_journal(tap.lines('sales', 'purse', '99.99'))$$, 'one cent fewer');
select lives_ok($$select tolsel.post_journal(tap.lines('sales', 'purse', '0.01'))$$, 'to the last cent');
select refuses($$select tolsel.post_journal(tap.lines('sales', 'purse', '0.01'))$$, 'UL005', 'short by 0.01',
    'nothing is left');
select lives_ok($$select tolsel.post_journal(tap.lines('wallet', 'till', '50'))$$, 'a credit limit is used to its end');
select refuses($$select tolsel.post_journal(tap.lines('wallet', 'till', '0.01'))$$, 'UL005', 'account wallet',
    'and no further');
select refuses(
    $$select tolsel.post_journal(
            '[{"account_code": "purse", "amount": -1}, {"account_code": "purse", "amount": 2}, {"account_code": '
            '"sales", "amount": -1}]')$$,
    'UL005', 'line 1', 'no line may lead below nothing, though the next one makes it good');
select lives_ok($$select tolsel.post_journal(
            '[{"account_code": "purse", "amount": 2}, {"account_code": "purse", "amount": -1}, {"account_code": '
            '"sales", "amount": -1}]')$$,
    'in the other order it is covered');
select lives_ok($$select tolsel.place_hold((select account_id from tolsel.list_accounts('{purse}')), 0.6)$$,
    'what is held');
select refuses($$select tolsel.post_journal(tap.lines('sales', 'purse', '0.41'))$$, 'UL005', 'has 0.40 EUR available',
    'cannot be spent');
select lives_ok($$select tolsel.post_journal(tap.lines('sales', 'purse', '0.40'))$$, 'what is left can');
select lives_ok($$select tolsel.post_journal(tap.lines('vault', 'stock', '999999999999999'))$$, 'nearly full');
select lives_ok($$select tolsel.post_journal(tap.lines('vault', 'stock', '0.99'))$$, 'full');
select refuses($$select tolsel.post_journal(tap.lines('vault', 'stock', '0.01'))$$, 'UL010',
    'the balance of account (vault|stock) would be', 'a balance has an end');

-- Closed periods.
set role shop_admin;
select lives_ok($$select tolsel.close_period('2026-03-31', 'First quarter')$$, 'the books are closed');
set role shop_app;
select refuses($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), p_effective_on => '2026-03-31')$$, 'UL007',
    'closed through 2026-03-31', 'the last closed day');
select lives_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '1'), p_effective_on => '2026-04-01')$$,
    'the day after it');
select lives_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '10.50'), 'Coffee', '2026-02-03',
            '{"table": 7}', 'first')$$,
    'what was posted before the closing is answered still');
set role shop_read;
select throws_ok($$select tolsel.post_journal(tap.lines('till', 'sales', '1'))$$, '42501', null,
    'a reader posts nothing');

-- Context.
set role shop_app;
begin;
set local tolsel.request_id = 'req-9';
select is((tolsel.post_journal(tap.lines('till', 'sales', '1'))).request_id, 'req-9', 'the request is named');
commit;
set tolsel.user_id = '987654';
select refuses($$select tolsel.post_journal(tap.lines('till', 'sales', '1'))$$, 'UC004', '987654', 'nobody');
reset tolsel.user_id;

-- (f()).* calls once for every column: under a key that is one journal, and without one as many.
select lives_ok($$select (tolsel.post_journal(tap.lines('till', 'sales', '1'), p_request_key => 'star')).*$$,
    'a star under a key');
reset role;
select is((select count(*) from tolsel_ledger.journal where request_key = 'star'), 1::bigint, 'posts once');
set role shop_app;
select lives_ok($$select (tolsel.post_journal(tap.lines('till', 'sales', '1'), 'starred')).*$$, 'a star without one');
reset role;
select cmp_ok((select count(*) from tolsel_ledger.journal where description = 'starred'), '>', 1::bigint,
    'posts once for each column');
set role shop_app;

-- Late, because it makes the books large.
select lives_ok($$select tolsel.post_journal(
            (select jsonb_agg(l) from generate_series(1, 5000) n,
                jsonb_array_elements(tap.lines('till', 'sales', '0.01')) l))$$,
    '10000 lines');
select refuses($$select tolsel.post_journal((select jsonb_agg(l) from generate_series(1, 5000) n,
        jsonb_array_elements(tap.lines('till', 'sales', '0.01')) l)
    || '[{"account_code": "till", "amount": 1}]')$$, 'UL011', '10001 lines', '10001 lines');
reset role;
-- S64: a balance moves by a journal or not at all, not even by the owner's hand.
select throws_ok($$update tolsel_ledger.balance set balance = balance - 1
        where version > 0 and balance > 1 and credit_limit is null$$, '23503', null, 'a balance without its entry');
select throws_ok($$update tolsel_ledger.entry set amount = amount + 1$$, 'UC015', null, 'an entry is not changed');
select throws_ok($$delete from tolsel_ledger.entry$$, 'UC015', null, 'nor removed');
select throws_ok($$truncate tolsel_ledger.entry cascade$$, 'UC015', null, 'nor all of them');
select throws_ok($$update tolsel_ledger.journal set description = 'x'$$, 'UC015', null, 'nor is a journal');
select throws_ok($$delete from tolsel_ledger.journal$$, 'UC015', null, 'removed');
select throws_ok($$delete from tolsel_ledger.balance$$, 'UC015', null, 'nor a balance');
begin;
set local session_replication_role = replica;
select throws_ok($$delete from tolsel_ledger.entry$$, 'UC015', null, 'not by a replica''s rights either');
rollback;
select is((select count(*) from tolsel_ledger.journal where request_key = 'first'), 1::bigint, 'one effect a key');

set role shop_app;
select freeze('till') \g /dev/null
select refuses($$select tolsel.post_journal(tap.lines('till', 'sales', '1'))$$, 'UL027',
    'incident \d+ of .*test.frozen', 'a frozen account');
select * from finish();
