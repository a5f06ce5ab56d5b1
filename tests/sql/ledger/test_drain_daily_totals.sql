-- C8: a total that cannot be added is parked in the same commit, counts all the same, and is added later.
\ir books.sql
select plan(22);
set role shop_app;
select tolsel.set_daily_totals(account_of('till'), true) \g /dev/null
select tolsel.set_daily_totals(account_of('4000'), true) \g /dev/null
select is(tolsel.drain_daily_totals(), 0, 'nothing is parked');
prepare days as select effective_on::date, debit_amount, credit_amount, closing_balance, entry_count, pending_count
    from tolsel.account_day where code = 'till' order by 1;

-- Class 23: a constraint that cannot be met.
reset role;
alter table tolsel_ledger.daily_total add constraint a_fault check (debit_amount <> 155) not valid;
set role shop_app;
select changes_only($$select post('till', 'sales', 5, '2025-01-10')$$,
    'ledger.balance ledger.daily_total_pending ledger.entry ledger.journal',
    'a fault in the totals keeps no money from being booked');
select is(balance('till'), 155::numeric, 'it is booked');
reset role;
select is(
    (select array_agg(p.entry_count || ' ' || p.debit_amount || ' ' || p.credit_amount || ' ' || left(p.fault, 5)
            || (p.fault ~ 'a_fault')) from tolsel_ledger.daily_total_pending p),
    array['1 5.00 0.00 23514true'], 'its total is parked, with what went wrong');
set role shop_read;
select results_eq('days', $$values (date '2025-01-10', 155.0, 0.0, 155.0, 3::bigint, 1::bigint)$$,
    'the book counts it');
set role shop_app;
select is(tolsel.get_balance_at(account_of('till'), '2025-01-09'), 0::numeric, 'so does a balance at a day');
set role shop_admin;
select results_eq(
    $$select check_name, status, row_count from tolsel.verify() where check_name like 'ledger.%' and status <> 'ok'$$,
    $$values ('ledger.pending_daily_total', 'notice', 1::bigint)$$, 'the validator notices it, and finds no breach');
select is_empty($$select * from tolsel.rebuild_daily_totals(account_of('till'))$$, 'and the days are not off');
set role shop_app;
select is(tolsel.drain_daily_totals(), 0, 'while the fault lasts nothing is added, and it stays parked');
select changes_only('select tolsel.drain_daily_totals()', '', 'nor is anything left of what was tried');
select post('till', 'sales', 1, '2025-01-11') \g /dev/null
reset role;
select is((select count(*) from tolsel_ledger.daily_total_pending), 1::bigint, 'other days go on');

-- Class 22: a figure out of range.
update tolsel_ledger.daily_total set entry_count = 2147483647 where effective_on = '2025-01-11';
set role shop_app;
select lives_ok($$select post('sales', 'till', 2, '2025-01-11')$$, 'a counter that is full');
reset role;
update tolsel_ledger.daily_total set entry_count = 1 where effective_on = '2025-01-11';
-- Class XX: a fault inside the server, here a trigger that fails.
create function tap.break_down() returns trigger language plpgsql as $$
    begin raise 'broken' using errcode = 'XX002'; end $$;
create trigger fails before insert or update on tolsel_ledger.daily_total for each row execute function tap.break_down(
    );
set role shop_app;
do $$ begin for i in 1 .. 3 loop perform post('till', '4000', i, '2025-01-12'); end loop; end $$;
reset role;
drop trigger fails on tolsel_ledger.daily_total;
-- Any other fault is no mere fault of the totals: it stops the posting.
create or replace function tap.break_down() returns trigger language plpgsql as $$
    begin raise 'full' using errcode = '53100'; end $$;
create trigger fails before insert or update on tolsel_ledger.daily_total for each row execute function tap.break_down(
    );
set role shop_app;
select fingerprint() as before \gset
select throws_ok($$select post('till', '4000', 1, '2025-01-12')$$, '53100', null, 'a full disk parks nothing');
select is(fingerprint(), :'before', 'and leaves nothing');
reset role;
drop trigger fails on tolsel_ledger.daily_total;
alter table tolsel_ledger.daily_total drop constraint a_fault;
set role shop_app;
select is(tolsel.drain_daily_totals(3), 3, 'three parked totals are added');
select is(tolsel.drain_daily_totals(), 5, 'then the others, a till and a hot account');
select is(tolsel.drain_daily_totals(), 0, 'and none twice');
set role shop_read;
select results_eq('days',
    $$values (date '2025-01-10', 155.0, 0.0, 155.0, 3::bigint, 0::bigint), ('2025-01-11', 1, 2, 154, 2, 0),
        ('2025-01-12', 6, 0, 160, 3, 0)$$, 'the book is the same as ever');
set role shop_app;
select refuses('select tolsel.drain_daily_totals(1, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok('select tolsel.drain_daily_totals()', '42501', null, 'a reader adds nothing');

-- What is parked of an account that is switched off or rebuilt meanwhile is gone with it.
reset role;
alter table tolsel_ledger.daily_total add constraint a_fault check (entry_count < 0) not valid;
set role shop_app;
select post('till', '4000', 1, '2025-01-13') \g /dev/null
reset role;
alter table tolsel_ledger.daily_total drop constraint a_fault;
set role shop_admin;
select is_empty($$select * from tolsel.rebuild_daily_totals(account_of('till'), p_is_dry_run => false)$$,
    'rebuilding finds no difference');
select tolsel.set_daily_totals(account_of('4000'), false) \g /dev/null
select is(tolsel.drain_daily_totals(), 0, 'and leaves nothing parked');

select * from finish();
