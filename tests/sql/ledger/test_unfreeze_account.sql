-- S69: only an administrator releases a frozen account, with a reason that is kept.
\ir books.sql
select plan(10);
set role shop_admin;
select bursar.set_check_freezing('ledger.wrong_held_amount', true) \g /dev/null
reset role;
update bursar_ledger.balance set held_amount = held_amount + 1 where account_id = account_of('till');
set role shop_admin;
select bursar.validate_books(), bursar.repair(false) \g /dev/null
select is(bursar.unfreeze_account(account_of('till'), 'counted twice'), true, 'released');
select is(bursar.unfreeze_account(account_of('till'), 'again'), false, 'it was not frozen any more');
reset role;
select results_eq(
    $$select subject, login, detail ->> 'reason', detail ? 'incident_id' from bursar_core.activity_log where action = 'unfreeze_account'$$,
    $$values ('account ' || account_of('till'), 'shop_admin', 'counted twice', true)$$, 'who did it and why');
set role shop_app;
select lives_ok($$select post('till', 'sales', 10, '2025-01-15')$$, 'it takes postings');
set role shop_admin;
select refuses($$select bursar.unfreeze_account(987654, 'x')$$, 'UL003', '987654', 'an account that is not there');
select refuses(format('select bursar.unfreeze_account(%s, %L)', account_of('till'), ' '), 'UC016', 'reason', 'no reason');
select refuses(format('select bursar.unfreeze_account(%s, null)', account_of('till')), 'UC016', 'reason', 'null');
select refuses_alike('select bursar.unfreeze_account(%s, ''x'')', twin_of('alice'), '987654', 'UL003', 'A14 another tenant''s account');
select refuses($$select bursar.unfreeze_account(1, 'x', 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select throws_ok($$select bursar.unfreeze_account(1, 'x')$$, '42501', null, 'an application may not');
select * from finish();
