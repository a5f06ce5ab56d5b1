-- M15: a closed year is opened again, as if it had not been closed.
\ir books.sql
select plan(18);
create function tap.figures(p_on date) returns text language sql
    return (select string_agg(concat_ws(' ', code, trim_scale(debit - credit)), ', ' order by code)
        from tolsel.list_trial_balance(p_on) where type in ('revenue', 'expense', 'equity'));
create function tap.profit(p_from date, p_to date) returns numeric language sql
    return (select coalesce(sum(amount), 0) from tolsel.list_profit_and_loss(p_from, p_to) where section = 'profit');
set role shop_app;
select post('till', 'sales', 900, '2025-06-01') \g /dev/null
set role shop_admin;
select refuses($$select tolsel.reopen_year('2025-12-31', 'x')$$, 'UL091',
    'The year to 2025-12-31; the last closed one ended on no day', 'no year is closed');
select tolsel.close_period('2025-09-30', 'autumn'), tolsel.close_year('2025-12-31', 'year') \g /dev/null
select is(figures('2025-12-31'), '3900 -900', 'closed');
set role shop_read;
select journal_id as closing from tolsel.year_close \gset
set role shop_admin;
select is((select y.ended_on || ' ' || y.login || ' ' || y.reason
        from tolsel.reopen_year('2025-12-31', 'a late bill') y), '2025-12-31 shop_admin a late bill', 'and reopened');
select is(figures('2025-12-31'), 'sales -900', 'as it was');
select is(profit('2025-01-01', '2025-12-31'), 900.0, 'neither journal is earned or spent');
set role shop_app;
select lives_ok($$select post('till', 'sales', 30, '2025-10-01')$$, 'its days are as open as before');
select refuses($$select post('till', 'sales', 30, '2025-09-30')$$, 'UL007', '2025-09-30', 'and as closed');
select refuses($$select tolsel.reverse_journal($$ || :closing || ')', 'UL093', 'Journal',
        'its closing journal is not reversed again');
set role shop_admin;
select refuses($$select tolsel.reopen_year('2025-12-31', 'again')$$, 'UL091', 'no day', 'once');
select tolsel.close_year('2025-12-31', 'again'), tolsel.close_year('2026-01-31', 'a month') \g /dev/null
select is(figures('2025-12-31'), '3900 -930', 'it is closed again, with what came late');
select refuses($$select tolsel.reopen_year('2025-12-31', 'x')$$, 'UL091', '2026-01-31', 'the last year first');
select tolsel.reopen_year('2026-01-31', 'x') \g /dev/null
reset role;
select freeze('sales') \g /dev/null
set role shop_admin;
select refuses($$select tolsel.reopen_year('2025-12-31', 'x')$$, 'UL027', 'Account',
    'a frozen account keeps what it has');
reset role;
update tolsel_ledger.balance b set frozen_incident_id = null, closed_through_on = date '2025-12-31'
    where frozen_incident_id is not null;
set role shop_admin;
select is((tolsel.reopen_year('2025-12-31', 'x')).previous_through_on::date, date '2025-12-31', 'then the one before');
select refuses($$select tolsel.reopen_year(null, 'x')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.reopen_year('2025-12-31', '')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.reopen_year('2025-12-31', 'x', 2)$$, 'UC002', 'tenant 2', 'another tenant');
begin isolation level repeatable read;
select refuses($$select tolsel.reopen_year('2025-12-31', 'x')$$, 'UL026', 'REPEATABLE READ',
    'an old snapshot opens nothing');
rollback;
set role shop_app;
select throws_ok($$select tolsel.reopen_year('2025-12-31', 'x')$$, '42501', null, 'an app opens nothing');
select * from finish();
