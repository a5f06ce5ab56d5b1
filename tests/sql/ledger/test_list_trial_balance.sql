-- G9: all accounts at a day; in each currency debits are credits.
\ir books.sql
select plan(8);
set role shop_app;
select tolsel.open_account('yen sales', 'Sales in yen', 'revenue', 'JPY') \g /dev/null
select post('till', 'sales', 10, '2025-01-15') \g /dev/null
select post('yen', 'yen sales', 700, '2025-01-16') \g /dev/null
select post('till', '4000', 5, '2025-01-16') \g /dev/null
select post('sales', 'till', 10, '2025-01-17') \g /dev/null
set role shop_read;

select results_eq(
    $$select code, type, currency, debit, credit from tolsel.list_trial_balance('2025-01-16')$$,
    $$values ('4000', 'revenue', 'EUR', 0.0, 5.0), ('alice', 'liability', 'EUR', 0, 100),
        ('managed', 'liability', 'EUR', 0, 50),
        ('sales', 'revenue', 'EUR', 0, 10), ('till', 'asset', 'EUR', 165, 0), ('yen', 'asset', 'JPY', 700, 0),
        ('yen sales', 'revenue', 'JPY', 0, 700)$$,
    'by the end of a day, accounts that stand at nothing left out');
select is((select string_agg(code, ' ') from tolsel.list_trial_balance()), '4000 alice managed till yen yen sales',
    'now');
select is((select count(*) from tolsel.list_trial_balance('2025-01-09')), 0::bigint, 'before the first entry');
select is(
    (select count(*) from generate_series(timestamp '2025-01-09', '2025-01-20', '1 day') d,
        lateral (select sum(t.debit) - sum(t.credit) as off_by from tolsel.list_trial_balance(d::date) t
            group by t.currency) t where t.off_by <> 0),
    0::bigint, 'on every day debits are credits');
select is(
    (select count(*) from tolsel.list_trial_balance('2025-01-16') t
        where t.debit - t.credit <> tolsel.get_balance_at(t.account_id, '2025-01-16')),
    0::bigint, 'and each line is the balance of its account');
select refuses($$select * from tolsel.list_trial_balance('infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select * from tolsel.list_trial_balance(null, 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role twin_app;
select is((select string_agg(code || ' ' || debit || ' ' || credit, ', ') from tolsel.list_trial_balance()),
    '1050 100.00 0.00, alice 0.00 100.00', 'a tenant sees its own');

select * from finish();
