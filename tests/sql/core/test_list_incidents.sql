-- S69: what was found, before, after, by whom: open first, and everything on demand.
-- verify: breaches expected
\ir ../ledger/books.sql
select plan(14);
set role shop_admin;
select results_eq('select is_full, breach_count from tolsel.validate_books()', 'values (true, 0)',
    'the first run reads everything');
select is_empty('select * from tolsel.list_incidents()', 'nothing has happened');
reset role;
set session_replication_role = replica;
update tolsel_ledger.balance set balance = balance + 7 where account_id = account_of('till');
reset session_replication_role;
set role shop_admin;
select results_eq(
    'select is_full, breach_count from tolsel.validate_books()', 'values (false, 3)', 'three checks find it');
select results_eq(
    $$select check_name, severity, subject, (before_row ->> 'balance_off_by')::numeric, outcome, ended_at is null
      from tolsel.list_incidents() where check_name = 'ledger.wrong_balance'$$,
    $$values ('ledger.wrong_balance', 'breach',
        format('tenant_id 1, account_id %s, slot 0', account_of('till')), 7.0, null::text, true)$$,
    'what is wrong, by its keys, and by how much');
select is((select entry_row ->> 'balance_after' from tolsel.list_incidents()
        where check_name = 'ledger.wrong_balance')::numeric,
    150.0, 'the last entry of the balance');
select ok((select entry_row -> 'journal' ? 'journal_id' and row_txid > 0 and login = 'shop_admin'
        from tolsel.list_incidents()
    where check_name = 'ledger.wrong_balance'),
        'its journal, the transaction that wrote the balance, and who found it');
select tolsel.validate_books(), tolsel.validate_books(true) \g /dev/null
select is((select count(*) from tolsel.list_incidents(false)), 4::bigint,
    'an equal incident is not written again while it is open, and the full run found one more');

select lives_ok($$select * from tolsel.repair(false)$$, 'repaired');
select results_eq(
    $$select outcome, after_row ->> 'balance' from tolsel.list_incidents(false)
        where check_name = 'ledger.wrong_balance'$$,
    $$values ('repaired', '150.00')$$, 'what was put in its place');
select results_eq('select check_name from tolsel.list_incidents() order by 1',
    $$values ('core.broken_reference'), ('ledger.open_system'), ('ledger.vanished_entry')$$,
    'the other checks have not looked again');
select tolsel.validate_books(true) \g /dev/null
select is_empty('select * from tolsel.list_incidents()', 'they have, and found nothing');
select is((select outcome from tolsel.list_incidents(false) where check_name = 'ledger.open_system'), 'clean',
    'which ends the incident');
reset role;
select throws_ok('update tolsel_core.incident set cause = null', 'UC015', null, 'an incident is history');
set role shop_app;
select throws_ok('select * from tolsel.list_incidents()', '42501', null,
    'it shows all tenants: for administrators alone');
select * from finish();
