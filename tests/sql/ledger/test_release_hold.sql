-- G2: what is open of a hold is set free.
\ir books.sql
select plan(17);
set role shop_app;
select tolsel.place_hold(account_of('alice'), 60, p_request_key => 'h') \g /dev/null
select tolsel.capture_hold(hold_of('h'), account_of('sales'), 20) \g /dev/null

select is(
    (select h.released_amount || ' ' || h.captured_amount || ' ' || h.is_open || ' ' || (h.closed_at is not null)
        from tolsel.release_hold(hold_of('h')) h),
    '40.00 20.00 false true', 'what is left of it is released');
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

-- A lasting hold may be empty, and only its owner ends it.
reset role;
insert into tolsel_ledger.hold (tenant_id, account_id, amount, is_lasting, request_key)
values (1, account_of('managed'), 0, true, 'lasting');
update tolsel_ledger.hold set amount = 4 where request_key = 'lasting';
update tolsel_ledger.hold set captured_amount = 4 where request_key = 'lasting';
select is(
    (select h.amount || ' ' || h.open_amount || ' ' || h.is_open from tolsel_ledger.hold h
     where h.request_key = 'lasting'), '4 0 true', 'a lasting hold stays open with its last cent spent');
set role shop_app;
select refuses($$select tolsel.release_hold(hold_of('lasting'))$$, 'UL006', 'Hold', 'nobody else releases it');
reset role;
update tolsel_ledger.hold set amount = 5 where request_key = 'lasting';
select throws_ok($$update tolsel_ledger.hold set closed_at = now() where request_key = 'lasting'$$, '23514', null,
    'nor is it closed while something is held');
select throws_ok($$update tolsel_ledger.hold set expires_at = now() where request_key = 'lasting'$$, '23514', null,
    'and it never expires');
update tolsel_ledger.hold set released_amount = 1, closed_at = now() where request_key = 'lasting';
select is((select h.is_open from tolsel_ledger.hold h where h.request_key = 'lasting'), false, 'its owner closes it');
select throws_ok(format($$insert into tolsel_ledger.hold (tenant_id, account_id, amount) values (1, %s, 0)$$,
    account_of('managed')), '23514', null, 'any other begins with something');

set role shop_read;
select throws_ok('select tolsel.release_hold(1)', '42501', null, 'a reader releases nothing');

select * from finish();
