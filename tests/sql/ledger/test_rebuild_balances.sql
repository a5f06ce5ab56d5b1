-- S61: balances are taken over from the last entry and the open holds; a dry run says what is wrong.
\ir books.sql
select plan(11);
set role shop_app;
select tolsel.set_daily_totals(account_of('till'), true) \g /dev/null
select post('till', 'sales', 10, '2025-01-15') \g /dev/null
select post('till', 'sales', 20, '2025-01-16') \g /dev/null
set role shop_admin;
select is_empty('select * from tolsel.rebuild_balances()', 'there is nothing to put right');

reset role;
create temp table was as select account_id, slot, balance, version, held_amount from tolsel_ledger.balance
    where tenant_id = 1;
set session_replication_role = replica;
update tolsel_ledger.balance set balance = balance + 5, version = version - 1
where tenant_id = 1 and account_id = account_of('till');
update tolsel_ledger.balance set held_amount = held_amount + 3
where tenant_id = 1 and account_id = account_of('sales') and slot = 0;
reset session_replication_role;
set role shop_admin;
prepare wrong as select account_id, version_off_by, balance_off_by, held_off_by from tolsel.rebuild_balances();
prepare all_wrong as
    select * from (values (account_of('till'), -1::bigint, 5.0, 0.0), (account_of('sales'), 0, 0, 3)) v order by 1;
select results_eq('wrong', 'all_wrong', 'every balance that is wrong, and by how much');
select results_eq('wrong', 'all_wrong', 'a dry run puts nothing right');
select is((select count(*) from tolsel.rebuild_balances(null)), 2::bigint, 'null is dry');
select is((select count(*) from tolsel.rebuild_balances(false)), 2::bigint, 'all are put right');
select is_empty('select * from tolsel.rebuild_balances(false)', 'a second run finds nothing');
select is_empty($$select * from tolsel.verify() where status = 'breach'$$,
    'the validator finds nothing, in the totals of days neither');
reset role;
select results_eq(
    'select account_id, slot, balance, version, held_amount from tolsel_ledger.balance where tenant_id = 1 order by '
        '1, 2',
    'select account_id, slot, balance, version, held_amount from was order by 1, 2', 'the balances are what they were');
select is((select detail -> 'account_ids' @> to_jsonb(account_of('till')) from tolsel_core.activity_log
        where action = 'rebuild_balances' order by activity_id limit 1), true, 'who did it is kept');
set role shop_app;
select throws_ok('select * from tolsel.rebuild_balances()', '42501', null, 'an application may not');
set role shop_admin;
select throws_ok('select * from tolsel.rebuild_balances(p_tenant_id => 2)', 'UC002', null,
    'nor an administrator of another tenant');
select * from finish();
