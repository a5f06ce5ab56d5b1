-- V5 S19: verify runs every check that is registered, in one snapshot, and writes nothing.
select plan(11);
set role shop_app;
select lives_ok($$select bursar.post_journal('[{"account_code":"1050","amount":13},{"account_code":"4000","amount":-13}]')$$, 'posted');
set role shop_admin;
select is_empty($$select * from bursar.verify() where status in ('breach', 'error')$$, 'a fresh installation is in order');
reset role;
select set_eq($$select check_name from bursar.verify()$$, $$select check_name from bursar_core.check_rule$$, 'every check is run');
select is((select count(*) from bursar.verify()), (select count(*) from bursar_core.check_rule), 'once');
select volatility_is('bursar', 'verify', array[]::text[], 'stable', 'one snapshot');
begin read only;
select isnt_empty('select from bursar.verify()', 'it writes nothing, so a standby can run it');
commit;
begin;
alter table bursar_ledger.entry disable trigger entry_before_change_append_only;
update bursar_ledger.entry set amount = 12 where amount = 13;
select ok(
    (select array_agg(check_name order by check_name) from bursar.verify() where status = 'breach')
        @> array['core.changed_guard', 'ledger.broken_chain', 'ledger.unbalanced_journal', 'ledger.wrong_balance'],
    'one changed amount is seen from several sides, and so is the guard that was off');
select matches((select sample from bursar.verify() where check_name = 'ledger.wrong_balance'), '12', 'the offender is shown');
rollback;
begin;
drop view bursar_ledger.breach_open_system;
create view bursar_ledger.breach_open_system as select 1 / (random() * 0)::int as x;
alter view bursar_ledger.breach_open_system owner to bursar_owner;
select throws_ok('select from bursar.verify()', '22012', null, 'a check that cannot run is no proof');
rollback;
set role shop_app;
select throws_ok('select from bursar.verify()', '42501', null, 'it reads all tenants, so an app may not run it');
set role shop_read;
select throws_ok('select from bursar.verify()', '42501', null, 'nor a reader');
select * from finish();
