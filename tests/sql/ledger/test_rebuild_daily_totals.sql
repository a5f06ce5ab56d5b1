-- The totals of days are put right from the entries; a dry run says what is wrong.
\ir books.sql
select plan(15);
set role shop_app;
select tolsel.set_daily_totals(account_of('till'), true) \g /dev/null
select post('till', 'sales', 10, '2025-01-15') \g /dev/null
select post('till', 'sales', 20, '2025-01-16') \g /dev/null
set role shop_admin;
select is_empty($$select * from tolsel.rebuild_daily_totals(account_of('till'))$$, 'there is nothing to put right');

reset role;
update tolsel_ledger.daily_total set debit_amount = debit_amount + 0.01 where effective_on = '2025-01-10';
update tolsel_ledger.daily_total set credit_amount = 7, entry_count = 3 where effective_on = '2025-01-15';
delete from tolsel_ledger.daily_total where effective_on = '2025-01-16';
insert into tolsel_ledger.daily_total select tenant_id, account_id, '2025-01-17', slot, 1, 1, 0
    from tolsel_ledger.daily_total where effective_on = '2025-01-15';
set role shop_admin;
prepare wrong as select effective_on, slot::integer, entry_count_off_by, debit_off_by, credit_off_by
    from tolsel.rebuild_daily_totals(account_of('till'));
prepare all_wrong as values (date '2025-01-10', 0, 0::bigint, 0.01, 0.0), ('2025-01-15', 0, 2, 0, 7),
    ('2025-01-16', 0, -1, -20, 0), ('2025-01-17', 0, 1, 1, 0);
select results_eq('wrong', 'all_wrong', 'every day that is wrong, and by how much');
select results_eq('wrong', 'all_wrong', 'a dry run puts nothing right');
select results_eq(
    $$select effective_on from tolsel.rebuild_daily_totals(account_of('till'), '2025-01-15', '2025-01-16', false)$$,
    $$values (date '2025-01-15'), ('2025-01-16')$$, 'some days are put right');
select results_eq(
    $$select effective_on from tolsel.rebuild_daily_totals(account_of('till'), p_is_dry_run => null)$$,
    $$values (date '2025-01-10'), ('2025-01-17')$$, 'the others stay as they are; null is dry');
select is((select count(*) from tolsel.rebuild_daily_totals(account_of('till'), p_is_dry_run => false)), 2::bigint,
    'all are put right');
select is_empty($$select * from tolsel.rebuild_daily_totals(account_of('till'), p_is_dry_run => false)$$,
    'a second run finds nothing');
select is_empty($$select * from tolsel.rebuild_daily_totals(account_of('till'), '2025-01-16', '2025-01-15', false)$$,
    'no days, no difference');

select refuses($$select * from tolsel.rebuild_daily_totals(account_of('sales'))$$, 'UL024', 'Account',
    'an account that keeps none');
select refuses($$select * from tolsel.rebuild_daily_totals(null)$$, 'UL003', 'null', 'no account');
select refuses($$select * from tolsel.rebuild_daily_totals(account_of('till'), 'infinity')$$, 'UC014', 'first day',
    'no first day');
select refuses($$select * from tolsel.rebuild_daily_totals(account_of('till'), null, '-infinity')$$, 'UC014',
    'last day', 'no last day');
select refuses_alike('select * from tolsel.rebuild_daily_totals(%s)', twin_of('alice'), '987654', 'UL003',
    'A14 another tenant''s account');
select refuses('select * from tolsel.rebuild_daily_totals(1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_app;
select throws_ok('select * from tolsel.rebuild_daily_totals(1)', '42501', null, 'an app rebuilds nothing');

select * from finish();
