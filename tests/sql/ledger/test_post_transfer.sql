-- S38 S60 G6 G17 L1 L2 L5 L6 L7 L12 K1
select plan(38);
set role twin_app;
select account_id as foreign_account from tolsel.open_account('twin only', 'Twin''s', 'asset') \gset
reset role;
select account_id as receivable from tolsel_ledger.account where tenant_id = 1 and code = '1200' \gset
set role shop_app;
select account_id as till from tolsel.open_account('till', 'Till', 'asset') \gset
select account_id as safe from tolsel.open_account('safe', 'Safe', 'asset') \gset
select account_id as purse from tolsel.open_account('purse', 'Purse', 'asset', p_credit_limit => 0) \gset
select account_id as vault from tolsel.open_account('vault', 'Vault', 'asset') \gset
select account_id as stock from tolsel.open_account('stock', 'Stock', 'asset') \gset
select account_id as yen from tolsel.open_account('yen', 'Yen', 'asset', 'JPY') \gset
select account_id as yen_safe from tolsel.open_account('yen safe', 'Yen', 'asset', 'JPY') \gset

-- One journal of two lines.
select results_eq(
    format($$select tenant_id, description, request_key::text collate "default", metadata::jsonb
      from tolsel.post_transfer(%s, %s, 10.50, 'Change', '2026-02-03', '{"shift": 2}', 'first')$$, :till, :safe),
    $$values (1::bigint, 'Change', 'first', '{"shift": 2}'::jsonb)$$, 'a journal is what was said');
select lives_ok(format('select tolsel.post_transfer(%s, %s, 1, null, null, null)', :safe, :till),
    'null is the default');
select lives_ok(format('select tolsel.post_transfer(%s, %s, 0.01)', :till, :safe), 'a cent');
reset role;
select results_eq(
    $$select e.line_no, a.code, e.amount::numeric, e.effective_on::date
      from tolsel_ledger.entry e
      join tolsel_ledger.journal j using (tenant_id, journal_id)
      join tolsel_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
      where j.request_key = 'first' order by e.line_no$$,
    $$values (1::smallint, 'till', -10.50, date '2026-02-03'), (2::smallint, 'safe', 10.50, date '2026-02-03')$$,
    'it credits the first account and debits the second');
set role shop_app;
select is(tolsel.get_balance_at(:till), -9.51, 'the account it goes from');
select is(tolsel.get_balance_at(:safe), 9.51, 'the account it goes to');

-- The same request again, however it is made.
select is((tolsel.post_transfer(:till, :safe, 10.5, 'Change', '2026-02-03', '{"shift": 2}', 'first')).journal_id,
    (tolsel.post_journal(jsonb_build_array(
        jsonb_build_object('account_code', 'till', 'amount', -10.5),
        jsonb_build_object('account_code', 'safe', 'amount', 10.5)),
        'Change', '2026-02-03', '{"shift": 2}', 'first')).journal_id,
    'a repeat answers with the first journal, and so does the same journal with its lines written out');
select is(tolsel.get_balance_at(:till), -9.51, 'repeating moves nothing');
select refuses(format('select tolsel.post_transfer(%s, %s, %s, %L, %L, %L, ''first'')', f, t, a, d, e, m), 'UC024',
    'Key ''first'' belongs to journal', w)
from (values
    (:till, :safe, 10.51, 'Change', '2026-02-03', '{"shift": 2}', 'another amount'),
    (:safe, :till, 10.5, 'Change', '2026-02-03', '{"shift": 2}', 'the other way'),
    (:till, :purse, 10.5, 'Change', '2026-02-03', '{"shift": 2}', 'another account'),
    (:till, :safe, 10.5, 'Float', '2026-02-03', '{"shift": 2}', 'another description'),
    (:till, :safe, 10.5, 'Change', '2026-02-04', '{"shift": 2}', 'another day'),
    (:till, :safe, 10.5, 'Change', '2026-02-03', '{"shift": 3}', 'other metadata')
) v(f, t, a, d, e, m, w);

-- Refused, and nothing is left behind.
select refuses(format('select tolsel.post_transfer(%s, %s, %L, p_request_key => ''unburnt'')', :till, :safe, a), c,
    d, w)
from (values
    (null, 'UC008', 'null', 'no amount'),
    ('NaN', 'UC008', 'NaN', 'no number'),
    ('Infinity', 'UC008', 'Infinity', 'no end'),
    ('0', 'UC009', 'is 0', 'nothing'),
    ('-1', 'UC025', 'is -1', 'less than nothing'),
    ('0.001', 'UC010', '3 decimals', 'a tenth of a cent'),
    ('1e15', 'UC011', '16 digits', 'more than an amount can be')
) v(a, c, d, w);
select lives_ok(format('select tolsel.post_transfer(%s, %s, 1, p_request_key => ''unburnt'')', :till, :safe),
    'the key of a refused request is free');
select refuses(format('select tolsel.post_transfer(%s, %s, 1)', :till, :till), 'UL002', '',
    'to the account it comes from');
select refuses(format('select tolsel.post_transfer(%s, %s, 1)', :till, :yen), 'UL001', '', 'between currencies');
select refuses(format('select tolsel.post_transfer(%s, %s, 0.5)', :yen, :yen_safe), 'UC010', '', 'half a yen');
select refuses(format('select tolsel.post_transfer(%s, %s, 0.01)', :purse, :till), 'UL005', '0.01',
    'more than there is');
select refuses(format('select tolsel.post_transfer(%s, %s, 1)', :till, :receivable), 'UL006', 'managed by billing',
    'an account of another domain');
select refuses_alike('select tolsel.post_transfer(%s, ' || :till || ', 1)', :'foreign_account', '987654', 'UL003',
    'another tenant''s account is none');
select refuses(format('select tolsel.post_transfer(%s, %s, 1, p_request_key => %L)', :till, :safe, ''), 'UC012', '',
    'an empty key');
select refuses(format('select tolsel.post_transfer(%s, %s, 1, p_metadata => ''[]'')', :till, :safe), 'UC013', '',
    'metadata that is a list');
select refuses('select tolsel.post_transfer(null, null, 1)', 'UL003', 'null', 'no accounts');
select refuses(format('select tolsel.post_transfer(%s, %s, 1, p_effective_on => ''1899-12-31'')', :till, :safe),
    'UC014', '1899-12-31', 'before 1900');
select refuses(format('select tolsel.post_transfer(%s, %s, 1, p_description => %L)', :till, :safe, ' '), 'UC016', '',
    'a blank description');
select refuses(format('select tolsel.post_transfer(%s, %s, 1, p_tenant_id => 2)', :till, :safe), 'UC002', 'tenant 2',
    'another tenant');
select lives_ok(format('select tolsel.post_transfer(%s, %s, 999999999999999)', :vault, :stock), 'the most that fits');
select refuses(format('select tolsel.post_transfer(%s, %s, 1)', :vault, :stock), 'UL010', '', 'one more does not');
set role shop_admin;
select tolsel.close_period('2026-03-31', 'Q1') \g /dev/null
set role shop_app;
select refuses(format('select tolsel.post_transfer(%s, %s, 1, p_effective_on => ''2026-03-31'')', :till, :safe),
    'UL007', '2026-03-31', 'a closed day');
select tap.freeze('till') \g /dev/null
select refuses(format('select tolsel.post_transfer(%s, %s, 1)', :till, :safe), 'UL027', 'till', 'a frozen account');
select * from finish();
