-- S69: a chosen check freezes the account it names; an administrator releases it, with a reason.
\ir ../ledger/books.sql
select plan(22);
set role shop_app;
select tolsel.place_hold(account_of('alice'), 5, p_request_key => 'before') \g /dev/null
set role shop_admin;
select is((tolsel.set_check_freezing('ledger.wrong_balance', true)).is_freezing, true, 'chosen');
select is((tolsel.set_check_freezing('ledger.wrong_close', true)).is_freezing, true, 'another');
select is((tolsel.set_check_freezing('ledger.wrong_close', false)).is_freezing, false, 'and no more');
select refuses($$select tolsel.set_check_freezing('ledger.absent', true)$$, 'UC023', 'absent',
    'a check that is not there');
select refuses($$select tolsel.set_check_freezing('core.changed_guard', true)$$, 'UC023', 'changed_guard',
    'a check that names no account');
select refuses($$select tolsel.set_check_freezing('ledger.wrong_balance', null)$$, 'UC023', 'NULL', 'neither nor');
reset role;
select tolsel_core.register_checks() \g /dev/null
select is((select is_freezing from tolsel_core.check_rule where check_name = 'ledger.wrong_balance'), true,
    'the choice outlasts a migration');

set session_replication_role = replica;
update tolsel_ledger.balance set balance = balance + 1 where account_id = account_of('alice');
reset session_replication_role;
set role shop_admin;
select tolsel.validate_books() \g /dev/null
set role shop_app;
select refuses($$select post('till', 'alice', 10, '2025-01-15')$$, 'UL027',
    'frozen by incident \d+ of .*ledger.wrong_balance \(tenant_id 1, account_id \d+, slot 0\)', 'it takes no postings');
select refuses($$select post('till', 'alice', 10, '2199-12-31')$$, 'UL027', 'incident', 'on no day');
select refuses(format('select tolsel.place_hold(%s, 1)', account_of('alice')), 'UL027', 'incident', 'and no holds');
select refuses(format('select tolsel.capture_hold(%s, %s)', hold_of('before'), account_of('sales')), 'UL027',
    'incident', 'captures neither');
select lives_ok($$select post('till', 'sales', 10, '2025-01-15')$$, 'other accounts do');
set role shop_admin;
select is((select count(*) from tolsel.verify() where check_name = 'ledger.frozen_account' and status = 'notice'),
    1::bigint, 'verify says so');
select lives_ok('select * from tolsel.repair(false)', 'the balance is repaired');
select lives_ok($$select tolsel.close_period('2025-01-01', 'closed')$$, 'books can be closed meanwhile');
set role shop_app;
select refuses($$select post('till', 'alice', 10, '2025-01-15')$$, 'UL027', 'incident', 'and it stays frozen');
set role shop_admin;
select is(tolsel.unfreeze_account(account_of('alice'), 'mended'), true, 'released');
set role shop_app;
select lives_ok($$select post('till', 'alice', 10, '2025-01-15')$$, 'it takes postings again');
select refuses($$select post('till', 'alice', 10, '2025-01-01')$$, 'UL007', 'closed through 2025-01-01',
    'the close that came meanwhile holds');
set role shop_admin;
select tolsel.validate_books(true) \g /dev/null
select is_empty('select * from tolsel.list_incidents()', 'all is in order again');
select is_empty($$select * from tolsel.verify() where status <> 'ok'$$, 'as verify says');
set role shop_app;
select throws_ok($$select tolsel.set_check_freezing('ledger.wrong_balance', false)$$, '42501', null,
    'an application may not choose');
select * from finish();
