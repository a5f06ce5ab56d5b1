-- M15: the result of a year goes to retained earnings, and its profit and loss still says what was earned.
\ir books.sql
select plan(32);
create function tap.profit(p_from date, p_to date) returns numeric language sql
    return (select coalesce(sum(amount), 0) from tolsel.list_profit_and_loss(p_from, p_to)
        where section = 'profit' and currency = 'EUR');
create function tap.sheet(p_on date, p_name text) returns numeric language sql
    return (select coalesce(sum(amount), 0) from tolsel.list_balance_sheet(p_on)
        where name = p_name and currency = 'EUR' and kind <> 'total');
set role shop_app;
select tolsel.open_account('rent', 'Rent', 'expense'),
    tolsel.open_account('yen fees', 'Fees', 'expense', 'JPY') \g /dev/null
select post('till', 'sales', 900, '2025-06-01', 'sale'), post('rent', 'till', 200, '2025-12-31', 'rent'),
    post('yen fees', 'yen', 70, '2025-03-01'),
    post('till', 'sales', 1, '2026-01-01', 'new year'), post('till', '4000', 5, '2025-02-01'),
    post('4000', 'till', 5, '2025-02-02') \g /dev/null
set role shop_admin;
select refuses($$select tolsel.close_year(tolsel.get_business_date() + 1, 'x')$$, 'UL090',
    'ended on no day, and today is', 'a year that is not over');
select is((select y.ended_on || ' ' || y.login || ' ' || y.reason || coalesce(y.previous_through_on::text, ' none')
        from tolsel.close_year('2025-12-31', 'books of 2025') y),
    '2025-12-31 shop_admin books of 2025 none', 'a year is closed, and who did it and why is kept');

select is(profit('2025-01-01', '2025-12-31'), 700.0, 'its profit and loss says what was earned');
select is(profit('2025-12-31', '2025-12-31'), -200.0, 'and so does that of its last day');
select is(profit('2025-01-01', '2026-12-31'), 701.0, 'and that of two years');
select is(array[sheet('2025-12-31', 'Profit'), sheet('2025-12-31', 'Retained earnings')], array[0, 700.0],
    'on its last day the result is retained');
select is(array[sheet('2026-01-01', 'Profit'), sheet('2026-01-01', 'Retained earnings')], array[1, 700.0],
    'the new year begins with nothing');
select is(array[sheet('2025-12-30', 'Profit'), sheet('2025-12-30', 'Retained earnings')], array[900.0, 0],
    'the day before it was still a result');
select results_eq(
    $$select code, debit, credit from tolsel.list_trial_balance('2025-12-31')
        where type in ('revenue', 'expense', 'equity') order by code$$,
    $$values ('3900', 0.0, 700.0), ('3900-JPY', 70, 0)$$,
    'revenue and expenses stand at nothing, in each currency; a loss is taken off');
set role shop_read;
select is((select count(distinct journal_id) from tolsel.entry where code in ('3900', '3900-JPY')), 1::bigint,
    'one journal has done it');
select results_eq(
    $$select code, trim_scale(amount) from tolsel.entry join tolsel.year_close using (tenant_id, journal_id)
        order by line_no$$,
    $$values ('sales', 900.0), ('rent', -200), ('3900', -700), ('yen fees', -70), ('3900-JPY', 70)$$,
    'of the lines that it takes: what stands at nothing has none');
select journal_id as closing from tolsel.year_close \gset

set role shop_app;
select refuses($$select post('till', 'sales', 1, '2025-12-31')$$, 'UL007', 'closed through 2025-12-31',
    'the books are closed through it');
select lives_ok($$select post('till', 'sales', 2, '2026-01-01')$$, 'and open after it');
select refuses(
    $$select tolsel.reverse_journal($$ || :closing || ')', 'UL093', 'Journal \d+',
        'the closing journal is not reversed by itself');
set role shop_admin;
select refuses($$select tolsel.close_year('2025-12-31', 'again')$$, 'UL090',
    'The year to 2025-12-31; the last closed one ended on 2025-12-31', 'a year is closed once');
select refuses($$select tolsel.close_year('2024-12-31', 'x')$$, 'UL090', '2024-12-31', 'and none before it');
select refuses($$select tolsel.reopen_period('2025-12-30', 'x')$$, 'UL092',
    'Through 2025-12-30; the year to 2025-12-31 is closed', 'its days are not opened');
select refuses($$select tolsel.reopen_period(null, 'x')$$, 'UL092', 'Through no day', 'nor all days');

-- A year whose days were closed before, and later ones too.
select tolsel.close_period('2026-06-30', 'half a year') \g /dev/null
set role shop_app;
select post('till', 'sales', 50, '2026-07-01') \g /dev/null
set role shop_admin;
select is((tolsel.close_year('2026-03-31', 'a short year')).previous_through_on::date, date '2026-06-30',
    'the days of a year may be closed before');
select is(array[profit('2026-01-01', '2026-03-31'), sheet('2026-03-31', 'Retained earnings'),
        sheet('2026-06-30', 'Profit')], array[3.0, 703, 0], 'its result is retained');
set role shop_app;
select refuses($$select post('till', 'sales', 1, '2026-06-30')$$, 'UL007', 'closed through 2026-06-30',
    'and they are closed as before');
set role shop_admin;
select is(
    (select journal_id from tolsel.close_year('2026-04-30', 'nothing')), null,
    'a year in which nothing was earned needs no journal');
set role shop_read;
select results_eq(
    $$select closed_through_on::date from tolsel.period_close order by period_close_id$$,
    $$values (date '2025-12-31'), ('2026-06-30'), ('2026-03-30'), ('2026-06-30')$$,
    'each opening for a journal is kept');
select results_eq(
    $$select topic::text, document_id, payload ->> 'ended_on', payload ->> 'reason' from tolsel.event
        where topic like 'year.%' order by sequence_no$$,
    $$values ('year.closed' collate "C", 1::bigint, '2025-12-31', 'books of 2025'),
        ('year.closed', 1, '2026-03-31', 'a short year'),
        ('year.closed', 1, '2026-04-30', 'nothing')$$, 'and told');

set role shop_admin;
select refuses($$select tolsel.close_year(null, 'x')$$, 'UC014', 'null', 'A9 no day');
select refuses($$select tolsel.close_year('2026-06-30', ' ')$$, 'UC016', 'reason', 'no reason');
select refuses($$select tolsel.close_year('2026-06-30', 'x', 2)$$, 'UC002', 'tenant 2', 'another tenant');
begin isolation level repeatable read;
select refuses($$select tolsel.close_year('2026-06-30', 'x')$$, 'UL026', 'REPEATABLE READ',
    'an old snapshot closes nothing');
rollback;
select freeze('sales') from (select set_config('role', 'none', false)) r \g /dev/null
set role shop_admin;
select refuses($$select tolsel.close_year('2026-07-01', 'x')$$, 'UL027', 'Account',
    'a frozen account keeps its result');
reset role;
update tolsel_ledger.balance b set frozen_incident_id = null, closed_through_on = date '2026-06-30'
    where frozen_incident_id is not null;
set role shop_app;
select tolsel.open_account('grant', 'A grant', 'expense', p_credit_limit => 0) \g /dev/null
select post('grant', 'till', 4, '2026-07-02'), post('till', 'grant', 3, '2026-07-04') \g /dev/null
set role shop_admin;
select refuses($$select tolsel.close_year('2026-07-03', 'x')$$, 'UL005', 'grant',
    'a guarded account that would go below its limit');
set role shop_app;
select throws_ok($$select tolsel.close_year('2026-06-30', 'x')$$, '42501', null, 'an app closes nothing');
set role shop_read;
select is((select count(*) from tolsel.year_close), 3::bigint, 'readers see the closings');
select * from finish();
