-- S61 S68 S69: derived values are put right from what they derive from, and what was is kept.
\ir books.sql
select plan(27);
set role shop_app;
select tolsel.set_daily_totals(account_of('till'), true) \g /dev/null
select post('till', 'sales', 10, '2025-01-15') \g /dev/null
select tolsel.place_hold(account_of('alice'), 10, p_request_key => 'h') \g /dev/null
set role shop_admin;
select tolsel.close_period('2025-01-05', 'closed') \g /dev/null
select is_empty('select * from tolsel.repair()', 'there is nothing to repair');
reset role;
create temp table was as select account_id, slot, balance, version, held_amount, closed_through_on, last_booked_at
from tolsel_ledger.balance where tenant_id = 1;
set session_replication_role = replica;
update tolsel_ledger.balance set balance = balance + 5, version = version - 1, last_booked_at = '2020-01-01'
    where account_id = account_of('till');
update tolsel_ledger.balance set held_amount = held_amount + 3 where account_id = account_of('alice');
update tolsel_ledger.balance set closed_through_on = null where account_id = account_of('sales');
update tolsel_ledger.daily_total set debit_amount = debit_amount + 1 where effective_on = '2025-01-15';
insert into tolsel_ledger.daily_total_pending (tenant_id, account_id, effective_on, slot, entry_count, debit_amount,
    credit_amount, fault)
values (1, account_of('till'), '2025-01-15', 0, 1, 2, 0, 'none');
reset session_replication_role;
set role shop_admin;
select results_eq(
    'select check_name, tenant_id, outcome from tolsel.repair() order by 1',
    $$values ('ledger.pending_daily_total', 1::bigint, 'found'), ('ledger.wrong_balance', 1, 'found'),
        ('ledger.wrong_close', 1, 'found'), ('ledger.wrong_daily_total', 1, 'found'),
        ('ledger.wrong_held_amount', 1, 'found')$$,
    'every derived value that is wrong');
select results_eq('select count(*) from tolsel.repair(null)', 'values (5::bigint)',
    'a dry run changes nothing, and null is dry');
select is_empty('select * from tolsel.list_incidents(false)', 'and writes no incident');
select results_eq(
    $$select (before_row ->> 'balance')::numeric, (after_row ->> 'balance')::numeric from tolsel.repair()
        where check_name = 'ledger.wrong_balance'$$,
    'values (165.0, 160.0)', 'before and after');
select is((select count(*) from tolsel.repair(false) where outcome = 'repaired'), 5::bigint, 'all are put right');
select is_empty('select * from tolsel.repair(false)', 'a second run finds nothing');
select is_empty($$select * from tolsel.verify() where status <> 'ok'$$, 'nor does the validator');
reset role;
select results_eq(
    'select account_id, slot, balance, version, held_amount, closed_through_on, last_booked_at from '
        'tolsel_ledger.balance where tenant_id = 1 order by 1, 2',
    'select * from was order by 1, 2', 'everything is what it was');
set role shop_admin;
select results_eq(
    $$select check_name, cause, outcome from tolsel.list_incidents(false) order by 1$$,
    $$values ('ledger.pending_daily_total', 'repair', 'repaired'), ('ledger.wrong_balance', 'repair', 'repaired'),
        ('ledger.wrong_close', 'repair', 'repaired'), ('ledger.wrong_daily_total', 'repair', 'repaired'),
        ('ledger.wrong_held_amount', 'repair', 'repaired')$$, 'each is kept, with its end');
select is_empty('select * from tolsel.list_incidents()', 'and none is open');
-- Of an account with several slots each has its own figures.
begin;
set role shop_app;
select post('1050', '4000', 10) \g /dev/null
reset role;
create temp table slots as select b.* from tolsel_ledger.balance b where b.account_id = account_of('1050');
set session_replication_role = replica;
update tolsel_ledger.balance set balance = balance + 5 where account_id = account_of('1050') and version > 0;
reset session_replication_role;
set role shop_admin;
select is((select string_agg(r.outcome, ' ') from tolsel.repair(false) r), 'repaired', 'one slot is put right');
reset role;
select results_eq($$select slot, balance, version from tolsel_ledger.balance where account_id = account_of('1050')
        order by slot$$, 'select slot, balance, version from slots order by slot', 'and the others are as they were');
rollback;

-- Entries are never changed: where they break a rule themselves, nothing derived can make up for it.
reset role;
set session_replication_role = replica;
alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
update tolsel_ledger.entry set balance_after = balance_after + 1000, amount = amount + 1000
    where account_id = account_of('alice');
update tolsel_ledger.balance set held_amount = held_amount + 1 where account_id = account_of('till');
reset session_replication_role;
set role shop_admin;
select results_eq(
    $$select check_name, outcome ~ '^not repairable: .*balance_available_check', outcome = 'repaired'
        from tolsel.repair(false) order by 1$$,
    $$values ('ledger.wrong_balance', true, false), ('ledger.wrong_held_amount', false, true)$$,
    'the others are repaired all the same');
select results_eq('select check_name from tolsel.list_incidents()', $$values ('ledger.wrong_balance')$$,
    'and this incident stays open');
select is((select count(*) from tolsel.repair(false)), 1::bigint, 'a second run tries again');
select changes_only('select from tolsel.repair(false)', '', 'and leaves nothing of what it tried');
select is((select count(*) from tolsel.list_incidents()), 1::bigint, 'and writes no second incident');
reset role;
set session_replication_role = replica;
update tolsel_ledger.entry set balance_after = balance_after - 1000, amount = amount - 1000
    where account_id = account_of('alice');
alter table tolsel_ledger.entry enable always trigger entry_before_change_append_only;
reset session_replication_role;
set role shop_admin;
select is_empty('select * from tolsel.repair(false)', 'once the entries are mended there is nothing to repair');
select tolsel.validate_books(true) \g /dev/null
select is_empty('select * from tolsel.list_incidents()', 'and a full validation ends the incident');

-- Where entries are gone, the balance is what is left of the truth.
reset role;
begin;
select tolsel.seal_entries() \g /dev/null
set session_replication_role = replica;
alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
alter table tolsel_ledger.entry disable trigger all;
delete from tolsel_ledger.entry where account_id = account_of('till') and version = 3;
update tolsel_ledger.balance set held_amount = held_amount + 1 where account_id = account_of('till');
reset session_replication_role;
create temp table before as select * from tolsel_ledger.balance where account_id = account_of('till');
select results_eq(
    'select check_name, outcome from tolsel.repair(false) order by 1, 2',
    $$values
        ('ledger.broken_seal', 'not repairable: of the seal over entries 1 to 3: the hash is not that of its entries'),
        ('ledger.vanished_entry', 'not repairable: entries 3 to 3 are missing'),
        ('ledger.wrong_balance',
            'not repairable: slot 0, entries 3 to 3 are missing; slot 0, of the seal over entries 1 to 3: the hash is '
            'not that of its entries'),
        ('ledger.wrong_daily_total',
            'not repairable: slot 0, entries 3 to 3 are missing; slot 0, of the seal over entries 1 to 3: the hash is '
            'not that of its entries')$$,
    'what is missing is named, and nothing is made anew from the rest');
select results_eq($$select * from tolsel_ledger.balance where account_id = account_of('till')$$, 'select * from before',
    'the balance stays');
select results_eq('select distinct outcome ~ $$^not repairable$$ from tolsel.repair()', 'values (true)',
    'a dry run says the same');
rollback;

-- A sequence that was set back is moved on.
begin;
select setval('tolsel_ledger.journal_journal_id_seq', 1) \g /dev/null
set role shop_admin;
select results_eq('select check_name, tenant_id, subject, outcome from tolsel.repair(false)',
    $$values ('core.identity_behind', null::bigint, 'sequence_name tolsel_ledger.journal_journal_id_seq', 'repaired')$$,
    'as it was');
select is_empty('select * from tolsel.repair(false)', 'once');
rollback;
set role shop_app;
select throws_ok('select * from tolsel.repair()', '42501', null, 'an application may not');
set role shop_read;
select throws_ok('select * from tolsel.repair()', '42501', null, 'nor a reader');
select * from finish();
