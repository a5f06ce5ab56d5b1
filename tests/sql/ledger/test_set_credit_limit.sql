-- L13: a limit is never set below what is spent and held already.
\ir books.sql
select plan(24);
set role shop_app;
select tolsel.place_hold(account_of('alice'), 30) \g /dev/null

select is((select b.credit_limit || ' ' || b.available from tolsel.set_credit_limit(account_of('alice'), 50) b),
    '50.00 120.00', 'a limit is raised');
select post('alice', 'sales', 110) \g /dev/null
select refuses($$select tolsel.set_credit_limit(account_of('alice'), 39.99)$$, 'UL005', 'short by 0.01 EUR',
    'lowered by a cent too much');
select is((tolsel.set_credit_limit(account_of('alice'), 40.01)).available, 0.01::numeric, 'lowered to leave a cent');
select is((tolsel.set_credit_limit(account_of('alice'), 40)).available, 0.00::numeric, 'lowered to what is used');
select refuses($$select post('alice', 'sales', 0.01)$$, 'UL005', 'short by 0.01', 'then nothing more is spent');
select is((tolsel.set_credit_limit(account_of('alice'), null)).available, null::numeric,
    'no limit: no figure of what is available');
select lives_ok($$select post('alice', 'sales', 1000)$$, 'and no bound');
select refuses($$select tolsel.set_credit_limit(account_of('alice'), 0)$$, 'UL005', 'short by 1040',
    'an account that is too far down is not guarded again');
select is((tolsel.set_credit_limit(account_of('alice'), 1040)).available, 0.00::numeric,
    'with enough of a limit it is');
select is((tolsel.set_credit_limit(account_of('alice'), 999999999999999.99)).credit_limit::numeric, 999999999999999.99,
    'the greatest limit');

select refuses($$select tolsel.set_credit_limit(account_of('alice'), -0.01)$$, 'UL014', '-0.01', 'less than nothing');
select refuses($$select tolsel.set_credit_limit(account_of('alice'), 'NaN')$$, 'UC008', 'NaN', 'A8 no number');
select refuses($$select tolsel.set_credit_limit(account_of('alice'), 'Infinity')$$, 'UC008', 'Infinity', 'no end');
select refuses($$select tolsel.set_credit_limit(account_of('alice'), 1.001)$$, 'UC010', '3 decimals', 'too fine');
select refuses($$select tolsel.set_credit_limit(account_of('alice'), 1e15)$$, 'UC011', '16 digits', 'too large');
select lives_ok($$select tolsel.set_credit_limit(account_of('till'), 0.0)$$, 'nothing is a limit');
select refuses($$select tolsel.set_credit_limit(account_of('4000'), 0)$$, 'UL013', '8 slots',
    'an account of many slots has none');
select is((tolsel.set_credit_limit(account_of('4000'), null)).credit_limit::numeric, null, 'and may be told so');
select refuses($$select tolsel.set_credit_limit(account_of('managed'), 5)$$, 'UL006', 'wallet', 'a managed account');
select refuses($$select tolsel.set_credit_limit(null, 5)$$, 'UL003', 'null', 'no account');
select refuses_alike('select tolsel.set_credit_limit(%s, 5)', twin_of('alice'), '987654', 'UL003',
    'A14 another tenant''s account');
select refuses('select tolsel.set_credit_limit(1, 5, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.set_credit_limit(1, 5)', '42501', null, 'a reader sets nothing');
reset role;
select is(
    (select array_agg(detail ->> 'credit_limit' order by activity_id) from tolsel_core.activity_log
     where action = 'set_credit_limit' and subject = 'account ' || account_of('alice')),
    array['50', '40.01', '40', null, '1040', '999999999999999.99'], 'every limit that was set is logged');

select * from finish();
