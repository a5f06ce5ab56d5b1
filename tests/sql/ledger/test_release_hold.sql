-- G2: what is open of a hold is set free.
\ir books.sql
select plan(11);
set role shop_app;
select tolsel.place_hold(account_of('alice'), 60, p_request_key => 'h') \g /dev/null
select tolsel.capture_hold(hold_of('h'), account_of('sales'), 20) \g /dev/null

select is(
    (select h.released_amount || ' ' || h.captured_amount || ' ' || h.is_open || ' ' || (h.closed_at is not null)
        from tolsel.release_hold(hold_of('h')) h),
    '40 20 false true', 'what is left of it is released');
select is(available('alice'), 80::numeric, 'and can be spent');
select is((tolsel.release_hold(hold_of('h'))).released_amount::numeric, 40::numeric,
    'releasing twice answers with the same');
select is(available('alice'), 80::numeric, 'and sets nothing more free');
select tolsel.place_hold(account_of('alice'), 80, p_request_key => 'captured') \g /dev/null
select tolsel.capture_hold(hold_of('captured'), account_of('sales')) \g /dev/null
select refuses($$select tolsel.release_hold(hold_of('captured'))$$, 'UL017', '80(\.00)? captured',
    'a hold that is captured');
select refuses($$select tolsel.release_hold(null)$$, 'UL016', 'null', 'no hold');
select refuses($$select tolsel.release_hold(hold_of('on a managed account'))$$, 'UL006', 'Hold',
    'a hold on a managed account');
select tolsel.place_hold(account_of('till'), 1, p_request_key => 'without a limit') \g /dev/null
select is((tolsel.release_hold(hold_of('without a limit'))).released_amount::numeric, 1::numeric,
    'a hold on an account without a limit');
set role twin_app;
select tolsel.place_hold(twin_of('alice')::bigint, 1) \g /dev/null
reset role;
select hold_id as twin_hold from tolsel_ledger.hold where tenant_id = 2 \gset
set role shop_app;
select refuses_alike('select tolsel.release_hold(%s)', :'twin_hold', '987654', 'UL016', 'A14 another tenant''s hold');
select refuses('select tolsel.release_hold(1, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.release_hold(1)', '42501', null, 'a reader releases nothing');

select * from finish();
