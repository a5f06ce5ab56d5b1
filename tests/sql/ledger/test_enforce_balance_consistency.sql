-- S63 S65: after a batch, the given accounts and no others, in one call.
\ir books.sql
select plan(12);
reset role;
set session_replication_role = replica;
update tolsel_ledger.balance set balance = balance + 5 where account_id in (account_of('till'), account_of('alice'));
reset session_replication_role;
set role shop_app;
select results_eq(
    format($$select check_name, subject, (before_row ->> 'balance')::numeric, (after_row ->> 'balance')::numeric,
    outcome
        from tolsel.enforce_balance_consistency(array[%1$s, %1$s, %2$s], 'import of May')$$, account_of('till'),
            account_of('sales')),
    format($$values ('ledger.wrong_balance', 'tenant_id 1, account_id %s, slot 0', 155.0, 150.0, 'repaired')$$,
        account_of('till')),
    'the one that is wrong is put right');
select is_empty(format('select * from tolsel.enforce_balance_consistency(array[%s])', account_of('till')),
    'a second call finds nothing');
select is_empty('select * from tolsel.enforce_balance_consistency(array[]::bigint[])', 'no account, no change');
select is_empty('select * from tolsel.enforce_balance_consistency(null)', 'nor with null');
set role shop_admin;
select results_eq($$select cause, login, outcome from tolsel.list_incidents(false)$$,
    $$values ('import of May', 'shop_app', 'repaired')$$, 'the operation is the cause');
select is((select count(*) from tolsel.repair()), 1::bigint, 'the account that was not named is not touched');
select lives_ok('select * from tolsel.repair(false)', 'until all are repaired');
set role shop_app;
select refuses($$select * from tolsel.enforce_balance_consistency(array[987654])$$, 'UL003', '987654',
    'an account that is not there');
select refuses($$select * from tolsel.enforce_balance_consistency(array[1], ' ')$$, 'UC016', 'operation',
    'an operation without a name');
select refuses_alike('select * from tolsel.enforce_balance_consistency(array[%s])', twin_of('alice'), '987654', 'UL003',
    'A14 another tenant''s account');
select refuses($$select * from tolsel.enforce_balance_consistency(array[1], p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
set role shop_read;
select throws_ok('select * from tolsel.enforce_balance_consistency(array[1])', '42501', null, 'a reader may not');
select * from finish();
