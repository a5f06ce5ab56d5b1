-- G2: holds end by the business clock.
\ir books.sql
select plan(16);
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2025-03-01 12:00+00') \g /dev/null
set role shop_app;
select is(tolsel.expire_holds(), 0, 'nothing has expired');
select tolsel.place_hold(account_of('alice'), 10, '2025-03-02 00:00+00', p_request_key => 'a1') \g /dev/null
select tolsel.place_hold(account_of('alice'), 20, '2025-03-02 00:00:00.000001+00', p_request_key => 'a2') \g /dev/null
select tolsel.place_hold(account_of('alice'), 30, p_request_key => 'never') \g /dev/null
select tolsel.place_hold(account_of('till'), 5, '2025-03-02 00:00+00', p_request_key => 't') \g /dev/null
select tolsel.place_hold(account_of('sales'), 5, '2025-03-02 00:00+00', p_request_key => 's') \g /dev/null
select tolsel.capture_hold(hold_of('t'), account_of('sales'), 2) \g /dev/null

reset role;
select tolsel.set_clock('2025-03-01 23:59:59.999999+00') \g /dev/null
set role shop_app;
select is(tolsel.expire_holds(), 0, 'a microsecond before its end a hold is open');
reset role;
select tolsel.set_clock('2025-03-02 00:00+00') \g /dev/null
set role shop_app;
select is(tolsel.expire_holds(2), 2, 'with its end it is closed; two accounts a call');
select is(tolsel.expire_holds(2), 1, 'the third account in the next');
select is(tolsel.expire_holds(), 0, 'and no hold twice');
select is(available('alice'), 50::numeric, 'what has expired can be spent, the rest cannot');
set role shop_read;
select results_eq(
    $$select request_key::text collate "default", is_open, captured_amount::numeric, released_amount::numeric,
        closed_at is null from tolsel.hold
      where request_key in ('a1', 'a2', 'never', 's', 't') order by request_key$$,
    $$values ('a1', false, 0.0, 10.0, false), ('a2', true, 0, 0, true), ('never', true, 0, 0, true),
        ('s', false, 0, 5, false), ('t', false, 2, 3, false)$$,
    'of a hold captured in part the rest is released');
set role shop_app;
select refuses($$select tolsel.capture_hold(hold_of('t'), account_of('sales'))$$, 'UL017', '2.00 captured, 3.00',
    'an expired hold is not captured');
select is((tolsel.release_hold(hold_of('a1'))).released_amount::numeric, 10::numeric,
    'releasing it answers with what it is');

-- Until somebody closes it, an expired hold is still held: nobody's figure changes by the clock alone.
reset role;
select tolsel.set_clock('2025-03-03 00:00+00') \g /dev/null
set role shop_app;
select is(available('alice'), 50::numeric, 'time alone changes no balance');
select lives_ok($$select tolsel.capture_hold(hold_of('a2'), account_of('sales'), 15)$$,
    'a hold that nobody has closed is still captured');
select is(tolsel.expire_holds(null), 1, 'without a bound all are closed');
select is(available('alice'), 55::numeric, 'with what is left of it');

set role twin_app;
select tolsel.place_hold(twin_of('alice')::bigint, 1, '2025-03-04 00:00+00') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-05 00:00+00') \g /dev/null
set role shop_app;
select is(tolsel.expire_holds(), 0, 'a tenant closes no other tenant''s hold');
select refuses('select tolsel.expire_holds(1, 2)', 'UC002', 'tenant 2', 'not by naming it either');
set role shop_read;
select throws_ok('select tolsel.expire_holds()', '42501', null, 'a reader closes nothing');

select * from finish();
