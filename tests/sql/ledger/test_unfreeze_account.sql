-- S69: only an administrator releases a frozen account, with a reason that is kept.
\ir books.sql
select plan(11);
set role shop_admin;
select tolsel.set_check_freezing('ledger.wrong_held_amount', true) \g /dev/null
reset role;
update tolsel_ledger.balance set held_amount = held_amount + 1 where account_id = account_of('till');
set role shop_admin;
select tolsel.validate_books(), tolsel.repair(false) \g /dev/null
select is(tolsel.unfreeze_account(account_of('till'), 'counted twice'), true, 'released');
select is(tolsel.unfreeze_account(account_of('till'), 'again'), false, 'it was not frozen any more');
reset role;
select results_eq(
    $$select subject, login, detail ->> 'reason', detail ? 'incident_id' from tolsel_core.activity_log
        where action = 'unfreeze_account'$$,
    $$values ('account ' || account_of('till'), 'shop_admin', 'counted twice', true)$$, 'who did it and why');
set role shop_app;
select lives_ok($$select post('till', 'sales', 10, '2025-01-15')$$, 'it takes postings');
set role shop_admin;
select refuses($$select tolsel.unfreeze_account(987654, 'x')$$, 'UL003', '987654', 'an account that is not there');
select refuses(format('select tolsel.unfreeze_account(%s, %L)', account_of('till'), ' '), 'UC016', 'reason',
    'no reason');
select refuses(format('select tolsel.unfreeze_account(%s, null)', account_of('till')), 'UC016', 'reason', 'null');
select refuses_alike('select tolsel.unfreeze_account(%s, ''x'')', twin_of('alice'), '987654', 'UL003',
    'A14 another tenant''s account');
select refuses($$select tolsel.unfreeze_account(1, 'x', 2)$$, 'UC002', 'tenant 2', 'another tenant');
-- What was closed by itself, and then with the books, stays closed through the later day.
set role shop_admin;
select tolsel.close_period('2025-01-05', 'the books') \g /dev/null
reset role;
insert into tolsel_ledger.period_close (tenant_id, account_id, closed_through_on, login, reason)
    values (1, account_of('sales'), '2025-01-20', 'x', 'x');
update tolsel_ledger.balance set closed_through_on = '2199-12-31',
    frozen_incident_id = (select max(i.incident_id) from tolsel_core.incident i) where account_id = account_of('sales');
set role shop_admin;
select tolsel.unfreeze_account(account_of('sales'), 'as it was') \g /dev/null
reset role;
select is((select max(b.closed_through_on)::date from tolsel_ledger.balance b where b.account_id = account_of('sales')),
    date '2025-01-20', 'the later of two closings stays');
set role shop_app;
select throws_ok($$select tolsel.unfreeze_account(1, 'x')$$, '42501', null, 'an application may not');
select * from finish();
