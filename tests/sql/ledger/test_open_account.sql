-- S90 G17: an account is opened whole, with a balance row for each slot.
select plan(78);
set role twin_app;
select account_id as foreign_account from tolsel.open_account('twin', 'Twin''s', 'asset') \gset
set role shop_app;

select results_eq(
    $$select tenant_id, code, name, type, sign, currency, scale, parent_account_id, purpose, managed_by, is_managed,
        slots, has_daily_totals, metadata::jsonb
      from tolsel.open_account('till', 'Till', 'asset')$$,
    $$values (1::bigint, 'till', 'Till', 'asset', 1::smallint, 'EUR', 2::smallint, null::bigint, null, null, false,
        1::smallint, false, '{}'::jsonb)$$, 'the defaults');
select account_id as till from tolsel.list_accounts('{till}') \gset
select results_eq(
    $$select a.type, a.sign from unnest(array['asset', 'liability', 'equity', 'revenue', 'expense']) t(type),
        tolsel.open_account('type ' || t.type, 'x', t.type) a$$,
    $$values ('asset', 1::smallint), ('liability', -1::smallint), ('equity', -1::smallint),
        ('revenue', -1::smallint), ('expense', 1::smallint)$$,
    'the sign follows from the type');
select results_eq(
    format($$select currency, scale, parent_account_id, slots, has_daily_totals, metadata::jsonb
      from tolsel.open_account('yen', 'Yen', 'asset', 'JPY', %s, 4::smallint, null, true, '{"a": 1}')$$, :till),
    format($$values ('JPY', 0::smallint, %s::bigint, 4::smallint, true, '{"a": 1}'::jsonb)$$, :till),
    'everything said');
select is((tolsel.open_account('plain', 'x', 'asset', p_metadata => null)).metadata::jsonb, '{}'::jsonb,
    'null metadata is none');
select lives_ok($$select tolsel.open_account(' spaces ', 'x', 'asset')$$, 'blanks around a code are cut off');
select lives_ok($$select tolsel.open_account(E'\ttab\n', 'x', 'asset')$$, 'all kinds of blanks');
select lives_ok($$select tolsel.open_account('cash: till 2, "ü"; --', 'x', 'asset')$$, 'a code is any text');
select lives_ok(format('select tolsel.open_account(%L, %L, ''asset'')', repeat('c', 100), repeat('n', 200)),
    'texts at their limits');
select lives_ok(format('select tolsel.open_account(%L, ''x'', ''asset'', p_slots => %s)', 'slots ' || s, s),
    s || ' slots')
from unnest(array[1, 2, 256]) s;
select lives_ok(format('select tolsel.open_account(%L, ''x'', ''asset'', p_credit_limit => %s)', 'limit ' || l, l),
    'a limit of ' || l)
from unnest(array['0', '0.000', '0.01', '0.0100', '999999999999999.99']) l;
select lives_ok($$select tolsel.open_account('no totals', 'x', 'asset', p_has_daily_totals => null)$$,
    'null is no daily totals');
select lives_ok(format('select tolsel.open_account(''meta'', ''x'', ''asset'', p_metadata => %L)',
    jsonb_build_object('k', repeat('x', 16384 - 9))), 'metadata of 16384 bytes');

select refuses(format('select tolsel.open_account(%L, ''x'', ''asset'')', c), 'UC016', 'code has',
    coalesce('the code ' || quote_literal(left(c, 9)), 'no code'))
from unnest(array['', ' ', E'\n', repeat('c', 101), repeat('c', 1000000), null]) c;
select refuses(format('select tolsel.open_account(''x'', %L, ''asset'')', n), 'UC016', 'name has',
    coalesce('the name ' || quote_literal(left(n, 9)), 'no name'))
from unnest(array['', ' ', repeat('n', 201), null]) n;
select refuses(format('select tolsel.open_account(''x'', ''x'', %L)', t), 'UL012', 'Type',
    coalesce('the type ' || t, 'no type'))
from unnest(array['assets', 'Asset', '', ' asset', null]) t;
select refuses(format('select tolsel.open_account(''x'', ''x'', ''asset'', %L)', c), 'UC007', 'Currency',
    'the currency ' || c)
from unnest(array['EUX', 'eur', '', 'EURO', '''; drop table x']) c;
select refuses(format('select tolsel.open_account(''x'', ''x'', ''asset'', p_slots => %s)', s), 'UL013',
    s || ' slots', s || ' slots')
from unnest(array['0', '-1', '257', '32768', 'null']) s;
select refuses('select tolsel.open_account(''x'', ''x'', ''asset'', p_slots => 2, p_credit_limit => 0)',
    'UL013',
    '2 slots and a credit limit of 0', 'a limit that could not be exact');
select refuses(format('select tolsel.open_account(''x'', ''x'', ''asset'', p_credit_limit => %s)', l), c, d,
    'a limit of ' || l)
from (values
    ($$'NaN'$$, 'UC008', 'NaN'), ($$'Infinity'$$, 'UC008', 'Infinity'), ($$'-Infinity'$$, 'UC008', 'Infinity'),
    ('0.001', 'UC010', '3 decimals'), ('1e15', 'UC011', '16 digits'), ('-1e15', 'UC011', '16 digits'),
    ('-0.01', 'UL014', '-0.01')) v(l, c, d);
select refuses('select tolsel.open_account(''x'', ''x'', ''asset'', ''JPY'', p_credit_limit => 0.5)', 'UC010',
    '1 decimals; the currency has 0',
    'a limit finer than its currency');
select refuses(format('select tolsel.open_account(''x'', ''x'', ''asset'', p_metadata => %L)', m), 'UC013', 'metadata',
    'metadata ' || left(m, 9))
from unnest(array['[]', '"x"', '1', 'null', jsonb_build_object('k', repeat('x', 16384 - 8))::text]) m;
select refuses($$select tolsel.open_account('till', 'Another', 'asset')$$, 'UC019', $$'till'$$, 'a code that is taken');
select refuses($$select tolsel.open_account(' till', 'Another', 'asset')$$, 'UC019', $$'till'$$,
    'blanks make no other code');
select refuses($$select tolsel.open_account('4000', 'Another', 'revenue')$$, 'UC019', '4000', 'a code of the chart');
select lives_ok($$select tolsel.open_account('Till', 'Another', 'asset')$$, 'capitals do');
select refuses_alike('select tolsel.open_account(''x'', ''x'', ''asset'', p_parent_account_id => %s)',
    :'foreign_account', '987654', 'UL003',
    'an account of another tenant is no parent');
select refuses('select tolsel.open_account(''x'', ''x'', ''asset'', p_parent_account_id => -1)', 'UL003', '-1',
    'a negative parent');
select refuses_alike('select tolsel.open_account(''x'', ''x'', ''asset'', p_tenant_id => %s)', '2', '987654', 'UC002',
    'another tenant');
select refuses('select tolsel.open_account(''x'', ''x'', ''asset'', p_tenant_id => null)', 'UC002', 'null',
    'no tenant');
select lives_ok($$select tolsel.open_account('twin', 'Ours', 'asset')$$, 'a code of another tenant is free');
set role shop_read;
select throws_ok($$select tolsel.open_account('x', 'x', 'asset')$$, '42501', null, 'a reader opens nothing');

reset role;
select is_empty(
    $$select a.code from tolsel_ledger.account a
      left join tolsel_ledger.balance b on b.tenant_id = a.tenant_id and b.account_id = a.account_id
      group by a.tenant_id, a.account_id
      having count(b.slot) <> a.slots or sum(b.balance) <> 0 or sum(b.held_amount) <> 0 or count(b.version) <> 0$$,
    'every slot has a balance row that stands at nothing');
select results_eq(
    $$select b.credit_limit::numeric, b.available from tolsel_ledger.balance b
      join tolsel_ledger.account a using (tenant_id, account_id) where a.code in ('till', 'limit 0', 'limit 0.01')
          order by a.code$$,
    $$values (0::numeric, 0::numeric), (0.01, 0.01), (null, null)$$, 'a limit guards, none does not');
select results_eq(
    $$select login, detail from tolsel_core.activity_log where action = 'open_account' and detail ->> 'code' = 'till'$$,
    $$values ('shop_app', '{"code": "till", "type": "asset"}'::tolsel_core.metadata)$$, 'the opening is logged, once');

set role shop_admin;
select lives_ok($$select tolsel.close_period('2026-01-31', 'January')$$, 'the books are closed');
set role shop_app;
select lives_ok($$select tolsel.open_account('late', 'x', 'asset')$$, 'an account opened after that');
reset role;
select is((select b.closed_through_on::date from tolsel_ledger.balance b
        join tolsel_ledger.account a using (tenant_id, account_id)
    where a.code = 'late'), date '2026-01-31', 'is closed through the same day');
-- What entries rest on never changes, not even by the owner's hand.
select throws_ok(format('update tolsel_ledger.account set %s where code = %L', c, 'yen'), 'UL015', null, c)
from unnest(array['type = ''expense''', 'currency = ''USD'', scale = 2', 'slots = 3', 'tenant_id = 2']) c;
select throws_ok($$update tolsel_ledger.account set parent_account_id = account_id where code = 'yen'$$, '23514', null,
    'nor is it its own parent');

select * from finish();
