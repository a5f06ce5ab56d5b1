-- A balance cannot drift from its history: constraints refuse it even to a superuser. # S60, # S64
\ir books.sql
\ir sabotage.sql
select plan(32);
set role shop_app;
select post('alice', 'sales', 20, '2025-02-01', 'first') \g /dev/null
select post('alice', 'sales', 30, '2025-02-02', 'last') \g /dev/null
reset role;
select is(current_setting('is_superuser'), 'on', 'nobody may do more than who runs this');
prepare mine as select * from tolsel_ledger.balance where account_id = account_of('alice');

-- Plain statements, with every guard in place.
select throws_matching($$update tolsel_ledger.balance set balance = balance + 1
        where account_id = account_of('alice')$$, 'balance_last_entry_fkey', 'a balance alone');
select throws_ok($$update tolsel_ledger.balance set balance = balance + 1 where account_id = account_of('alice')$$,
    '23503', null, 'is refused');
select throws_ok($$update tolsel_ledger.balance set balance = balance - 0.01 where version > 0$$, '23503', null,
    'any balance, by a cent');
select throws_ok($$update tolsel_ledger.balance set version = version + 1 where account_id = account_of('alice')$$,
    '23503', null, 'a version ahead');
select throws_ok($$update tolsel_ledger.balance set version = version - 1 where account_id = account_of('alice')$$,
    '23503', null, 'a version behind');
select throws_ok($$update tolsel_ledger.balance set version = null where account_id = account_of('alice')$$, '23514',
    null, 'no version');
select throws_ok($$update tolsel_ledger.balance set version = 0, balance = 0 where account_id = account_of('alice')$$,
    '23514', null, 'version nothing');
select throws_ok($$update tolsel_ledger.balance set balance = 'NaN' where account_id = account_of('alice')$$, '23514',
    null, 'no number');
select throws_ok($$update tolsel_ledger.balance set slot = 1 where account_id = account_of('alice')$$, '23514', null,
    'another slot');
select throws_ok($$update tolsel_ledger.balance set account_id = account_of('sales')
        where account_id = account_of('alice')$$, '23505', null, 'another account');
select throws_ok($$update tolsel_ledger.balance set sign = -1 where account_id = account_of('till')$$, '23503', null,
    'another sign');
select throws_ok($$update tolsel_ledger.balance set scale = 9 where account_id = account_of('alice')$$, '23503', null,
    'another scale');
select throws_ok($$update tolsel_ledger.balance set is_managed = true where account_id = account_of('alice')$$, '23503',
    null, 'another manager');
select throws_ok($$update tolsel_ledger.balance set available = 1000 where account_id = account_of('alice')$$, '428C9',
    null, 'what is available');
select throws_ok($$update tolsel_ledger.balance set held_amount = 50.01 where account_id = account_of('alice')$$,
    '23514', null, 'a hold of more than there is');
select throws_ok($$update tolsel_ledger.balance set held_amount = -1 where account_id = account_of('alice')$$, '23514',
    null, 'a hold of less than nothing');
select throws_ok($$update tolsel_ledger.balance set credit_limit = -1 where account_id = account_of('alice')$$, '23514',
    null, 'a limit of less than nothing');
select throws_ok($$insert into tolsel_ledger.entry select * from tolsel_ledger.entry
        where account_id = account_of('alice')$$, '23505', null, 'an entry twice');
select throws_ok($$insert into tolsel_ledger.entry select tenant_id, account_id, version + 10, 987654, booked_at,
    effective_on, slot, line_no, amount, balance_after
    from tolsel_ledger.entry where account_id = account_of('alice') limit 1$$, '23503', null, 'an entry of no journal');
select throws_ok($$delete from tolsel_ledger.account where account_id = account_of('alice')$$, '23503', null,
    'an account that has a balance');

-- The last entry cannot go, whichever single guard is off.
prepare cut as delete from tolsel_ledger.entry where journal_id = journal_of('last') and amount > 0;
select throws_ok('cut', 'UC015', null, 'the last entry, by a plain delete');
begin;
alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
select throws_matching('cut', 'balance_last_entry_fkey', 'without the append-only trigger, the balance holds it');
rollback;
begin;
set local session_replication_role = replica;
select throws_ok('cut', 'UC015', null, 'without foreign keys, the trigger holds it');
rollback;
select is(
    verdict_on($$delete from tolsel_ledger.entry where journal_id = journal_of('last') and amount > 0$$),
    'incomplete_journal unbalanced_journal wrong_balance', 'without both, verify finds it');
select is(
    verdict_on($$alter table tolsel_ledger.balance drop constraint balance_last_entry_fkey;
        update tolsel_ledger.balance set balance = balance - 1 where account_id = account_of('alice')$$, false),
    'open_system wrong_balance', 'a balance without the foreign key');
select is(
    (select string_agg(v.check_name || ' ' || (v.sample ~ 'balance_last_entry_fkey'), ' ') from tolsel.verify() v
        where v.check_name = 'core.changed_guard' and v.status = 'breach'),
    null, 'no guard is missing now');
begin;
alter table tolsel_ledger.balance drop constraint balance_last_entry_fkey;
select is(
    (select v.sample ~ 'balance_last_entry_fkey' from tolsel.verify() v
        where v.check_name = 'core.changed_guard' and v.status = 'breach'),
    true, 'without the foreign key, verify names it');
rollback;

-- What the foreign key lets pass, verify finds.
select is(
    verdict_on($$update tolsel_ledger.balance set version = null, balance = 0 where account_id = account_of('alice')$$,
        false),
    'open_system wrong_balance', 'an account set back to the beginning');
select is(
    verdict_on($$update tolsel_ledger.balance b set version = e.version, balance = e.balance_after
        from tolsel_ledger.entry e
        where e.journal_id = journal_of('first') and e.account_id = account_of('alice')
            and b.account_id = e.account_id$$, false),
    'open_system wrong_balance', 'an account set back to an earlier entry');
select is(
    verdict_on($$update tolsel_ledger.balance b set version = e.version, balance = e.balance_after
        from tolsel_ledger.entry e
        where e.journal_id = journal_of('first') and b.tenant_id = e.tenant_id and b.account_id = e.account_id
            and b.slot = e.slot$$, false),
    'wrong_balance', 'both accounts of a journal set back');

-- What no foreign key points at.
select is(
    verdict_on($$insert into tolsel_ledger.entry (tenant_id, account_id, version, journal_id, booked_at, effective_on,
        slot, line_no, amount, balance_after)
        values (1, account_of('alice'), 1, journal_of('last'), now(), '2025-02-02', 7, 3, 1, 1)$$, false),
    'unbalanced_journal wrong_balance', 'an entry in a slot that its account has not');

select * from finish();
