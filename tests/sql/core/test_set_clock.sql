-- Only a database made for tests has a clock that can be set.
select plan(16);
set role shop_admin;
select refuses($$select tolsel.set_clock('2026-01-01Z')$$, 'UC020', '2026-01-01', 'a real clock is not set');
select refuses('select tolsel.set_clock(null)', 'UC020', 'set to', 'nor reset');
select refuses($$select tolsel.set_clock('infinity')$$, 'UC014', 'infinity', 'nor sent to the end of time');
set role shop_app;
select throws_ok($$select tolsel.set_clock('2026-01-01Z')$$, '42501', null, 'an app sets no clock');
reset role;
select is(tolsel_core.clock_at(), now(), 'the clock is that of the transaction');
select tolsel_core.arrange_test_clock(false) \g /dev/null
select is((select count(*) from tolsel_core.test_clock), 0::bigint, 'not wanted: none is made');
select tolsel_core.arrange_test_clock(true), tolsel_core.arrange_test_clock(true) \g /dev/null
select is(tolsel_core.clock_at(), now(), 'a test clock follows the real one at first');

set role shop_admin;
select is(tolsel.set_clock('2024-02-29 12:00Z'), '2024-02-29 12:00Z'::timestamptz, 'a test clock is set');
select is(tolsel.get_business_date(), date '2024-02-29', 'and the business day follows');
select results_eq(
    $$select (tolsel.open_tenant('Leap', 'EUR', 'UTC')).opened_at, (tolsel.open_branch('Leap', 'UTC')).opened_at,
        (tolsel.open_user_account('Leap')).created_at, (tolsel.grant_login('shop_read', 2, false)).granted_at$$,
    $$select t, t, t, t from (values (timestamptz '2024-02-29 12:00Z')) v(t)$$,
    'so does the time at which things begin');
reset role;
select results_eq($$select distinct opened_at from tolsel_core.branch where opened_at < '2025-01-01'$$,
    $$values (timestamptz '2024-02-29 12:00Z')$$, 'with the first branch of a tenant');
select results_eq($$select distinct opened_at from tolsel_ledger.account where opened_at < '2025-01-01'$$,
    $$values (timestamptz '2024-02-29 12:00Z')$$, 'and its chart of accounts');
set role shop_admin;
select refuses($$select tolsel.set_clock('-infinity')$$, 'UC014', '-infinity', 'but not to the beginning of time');
reset role;
select results_eq($$select severity, status from tolsel.verify() where check_name = 'core.test_clock'$$,
    $$values ('notice', 'notice')$$, 'the validator mentions it');
set role shop_admin;
select is(tolsel.set_clock(null), now(), 'null lets it follow the real one again');
reset role;
select throws_ok('insert into tolsel_core.test_clock values (false, null)', '23514', null, 'there is one clock');

select * from finish();
