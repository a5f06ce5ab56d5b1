-- S66 S67 S68 S70: all balances, all that is new, tolerance 0; what is found stays until all was read.
-- verify: breaches expected
\ir books.sql
\ir sabotage.sql
select plan(23);
set role shop_admin;
select is((select entry_count from tolsel.validate_books()), 6::bigint,
    'the first run judges every entry of both tenants');
select is((select entry_count from tolsel.validate_books()), 0::bigint, 'the next run has nothing new');
set role shop_app;
select post('till', 'sales', 10, '2025-01-15', 'new') \g /dev/null
set role shop_admin;
select results_eq('select check_count, breach_count, entry_count from tolsel.validate_books()',
    'select count(*)::int, 0, 2::bigint from tolsel.verify()', 'and after a posting its two entries; every check runs');
select is((select entry_count from tolsel.validate_books(true)), 0::bigint, 'a full run moves the same marks');
reset role;

-- Each history check has a view of what is new, and it finds in it what the check finds in all.
create function tap.quick_verdict_on(p_sabotage text) returns text language sql
    return replace(tap.verdict_of(p_sabotage, '^ledger\.', p_is_full => false), 'ledger.', '');
set role shop_app;
select post('till', 'alice', 20, '2025-01-16', 'sale') \g /dev/null
select tolsel.set_daily_totals(account_of('till'), true) \g /dev/null
select tolsel.place_hold(account_of('alice'), 10, p_request_key => 'h') \g /dev/null
select tolsel.capture_hold(hold_of('h'), account_of('sales'), 4, p_request_key => 'captured') \g /dev/null
select tolsel.reverse_journal(journal_of('sale'), lines('alice', 'till', 5), p_request_key => 'back') \g /dev/null
reset role;
select is(quick_verdict_on('select'), null, 'what is new is in order');
select is(quick_verdict_on($$update tolsel_ledger.entry set amount = amount + 1
            where journal_id = journal_of('sale') and line_no = 1$$),
    'broken_chain unbalanced_journal wrong_daily_total', 'an amount');
select is(quick_verdict_on($$update tolsel_ledger.entry set balance_after = balance_after + 0.000001
            where journal_id = journal_of('back') and line_no = 1$$),
    'broken_chain unusable_amount wrong_balance', 'a millionth');
select is(quick_verdict_on($$update tolsel_ledger.balance set balance = balance + 0.01
            where account_id = account_of('managed')$$),
    'open_system vanished_entry wrong_balance', 'any balance, also where nothing is new');
select is(quick_verdict_on($$delete from tolsel_ledger.entry
            where journal_id = journal_of('captured') and line_no = 2$$) ~ 'incomplete_journal', true,
    'a line that is gone');
select is(quick_verdict_on($$update tolsel_ledger.hold set amount = amount + 1, captured_amount = captured_amount + 1
            where hold_id = hold_of('h')$$),
    'wrong_capture', 'a capture');
select is(quick_verdict_on($$update tolsel_ledger.journal set reverses_journal_id = journal_of('new')
            where journal_id = journal_of('back')$$),
    'wrong_reversal', 'a reversal');
select is(quick_verdict_on($$insert into tolsel_ledger.period_close (tenant_id, closed_through_on, login, reason,
        recorded_at)
    values (1, '2025-01-16', 'x', 'x', '2025-01-01')$$), 'entry_in_closed_period wrong_close',
        'an entry in a closed period');

-- Each link of the chain by itself, of the entries of one slot alone.
select is(quick_verdict_on($$update tolsel_ledger.entry set booked_at = booked_at - interval '1 day'
            where journal_id = journal_of('back') and account_id = account_of('alice')$$) ~ '^broken_chain', true,
    'a booking before the one before it');
select is(quick_verdict_on($$update tolsel_ledger.entry set version = version + 1
            where journal_id = journal_of('back') and account_id = account_of('alice')$$) ~ '^broken_chain', true,
    'a version too many');
select is(tap.verdict_of($$
    insert into tolsel_ledger.balance (tenant_id, account_id, slot, slots, sign, scale, currency, is_managed,
        has_daily_totals, version, balance, last_booked_at)
    select b.tenant_id, b.account_id, 1, 2, b.sign, b.scale, b.currency, b.is_managed, b.has_daily_totals,
        e.version, e.balance_after, e.booked_at
    from tolsel_ledger.balance b join tolsel_ledger.entry e using (tenant_id, account_id)
    where b.account_id = account_of('sales') and e.version = 1;
    insert into tolsel_ledger.entry (tenant_id, account_id, slot, version, journal_id, booked_at, effective_on,
        line_no, amount, balance_after)
    select tenant_id, account_id, 1, version, journal_id, booked_at, effective_on, line_no + 10, amount, balance_after
    from tolsel_ledger.entry where account_id = account_of('sales') and version = 1$$,
    '^ledger\.broken_chain$', p_is_full => false), null, 'another slot has a chain of its own');

-- A breach found among what is new stays open, though the next quick run does not read it again.
set session_replication_role = replica;
alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
update tolsel_ledger.entry set amount = amount + 1 where journal_id = journal_of('sale') and line_no = 1;
set role shop_admin;
select tolsel.validate_books(), tolsel.validate_books() \g /dev/null
select results_eq($$select check_name from tolsel.list_incidents() where check_name ~ '^ledger' order by 1$$,
    $$values ('ledger.broken_chain'), ('ledger.unbalanced_journal'), ('ledger.wrong_daily_total')$$,
    'three incidents stay open');
reset role;
update tolsel_ledger.entry set amount = amount - 1 where journal_id = journal_of('sale') and line_no = 1;
alter table tolsel_ledger.entry enable always trigger entry_before_change_append_only;
reset session_replication_role;
set role shop_admin;
select tolsel.validate_books() \g /dev/null
select is((select count(*) from tolsel.list_incidents() where check_name ~ '^ledger'), 3::bigint,
    'only who has read everything says that it is gone');
select tolsel.validate_books(true) \g /dev/null
select is_empty('select * from tolsel.list_incidents()', 'a full run has');
-- A check that stops is an incident; the others run, and what it has not looked at stays new.
reset role;
create function tap.stopping() returns integer language plpgsql as $$begin return 1 / 0; end$$;
grant execute on function tap.stopping to tolsel_owner;
create view tolsel_ledger.notice_stopping as select tap.stopping() as x where now() is not null;
alter view tolsel_ledger.notice_stopping owner to tolsel_owner;
comment on view tolsel_ledger.notice_stopping is 'Stopping.';
select tolsel_core.register_checks() \g /dev/null
set role shop_app;
select post('till', 'sales', 7, '2025-01-17', 'seven') \g /dev/null
set role shop_admin;
select is((select entry_count from tolsel.validate_books()), 0::bigint, 'where a check stops nothing counts as judged');
select results_eq($$select severity, before_row ->> 'fault' from tolsel.list_incidents()
        where check_name = 'ledger.stopping'$$,
    $$values ('breach', 'This check stopped: 22012 division by zero.')$$, 'whatever its severity');
reset role;
drop view tolsel_ledger.notice_stopping;
select tolsel_core.register_checks() \g /dev/null
set role shop_admin;
select is((select entry_count from tolsel.validate_books()), 2::bigint, 'once it runs, what is new is judged');
select is((select count(*) from tolsel.list_incidents(false) where outcome = 'clean') > 2, true, 'and ended them');
set role shop_app;
select throws_ok('select * from tolsel.validate_books()', '42501', null, 'an application may not');
select * from finish();
