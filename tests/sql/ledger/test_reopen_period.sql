-- G7: reopening is possible, and leaves its trace.
\ir books.sql
select plan(19);
set role shop_admin;
select refuses($$select tolsel.reopen_period(null, 'x')$$, 'UL023', 'closed through no day', 'nothing is closed');
select tolsel.close_period('2025-01-31', 'january') \g /dev/null
select tolsel.close_period('2025-02-28', 'february') \g /dev/null

select refuses($$select tolsel.reopen_period('2025-02-28', 'x')$$, 'UL023', 'Through 2025-02-28; .* 2025-02-28',
    'through the day that is closed');
select refuses($$select tolsel.reopen_period('2025-03-01', 'x')$$, 'UL023', '2025-02-28', 'through a later one');
select is(
    (select p.closed_through_on || ' ' || p.previous_through_on || ' ' || p.login
        from tolsel.reopen_period('2025-02-27', 'a late bill') p),
    '2025-02-27 2025-02-28 shop_admin', 'one day is opened');
set role shop_app;
select lives_ok($$select post('till', 'sales', 1, '2025-02-28')$$, 'it takes a posting');
select refuses($$select post('till', 'sales', 1, '2025-02-27')$$, 'UL007', '2025-02-27', 'the day before does not');
set role shop_admin;
select is((tolsel.reopen_period(null, 'everything')).closed_through_on::date, null::date, 'everything is opened');
set role shop_app;
select lives_ok($$select post('till', 'sales', 1, '1900-01-01')$$, 'the first day there is');
select tolsel.open_account('late', 'Late', 'asset') \g /dev/null
select lives_ok($$select post('late', 'sales', 1, '2025-01-01')$$, 'a new account is open too');
set role shop_admin;
select lives_ok($$select tolsel.close_period('2025-01-31', 'january again')$$, 'and is closed again');
set role shop_read;
select results_eq(
    $$select closed_through_on::date, previous_through_on::date, reason from tolsel.period_close
        order by period_close_id$$,
    $$values (date '2025-01-31', null::date, 'january'), ('2025-02-28', '2025-01-31', 'february'),
        ('2025-02-27', '2025-02-28', 'a late bill'),
        (null, '2025-02-27', 'everything'), ('2025-01-31', null, 'january again')$$, 'every step is kept');
select results_eq(
    $$select topic::text, document::text, document_id, payload ->> 'closed_through_on', payload ->> 'reason'
        from tolsel.event order by sequence_no$$,
    $$values ('period.closed' collate "C", 'tenant' collate "C", 1::bigint, '2025-01-31', 'january'),
        ('period.closed', 'tenant', 1, '2025-02-28', 'february'),
        ('period.reopened', 'tenant', 1, '2025-02-27', 'a late bill'),
        ('period.reopened', 'tenant', 1, null, 'everything'),
        ('period.closed', 'tenant', 1, '2025-01-31', 'january again')$$, 'and told, in order');

set role shop_admin;
select refuses($$select tolsel.reopen_period('-infinity', 'x')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.reopen_period(null, '  ')$$, 'UC016', 'reason', 'a blank reason');
select refuses($$select tolsel.reopen_period(null, 'x', 2)$$, 'UC002', 'tenant 2', 'another tenant');
begin isolation level repeatable read;
select refuses($$select tolsel.reopen_period(null, 'x')$$, 'UL026', 'REPEATABLE READ', 'an old snapshot opens nothing');
rollback;
select tolsel.close_year('2025-02-28', 'a year') \g /dev/null
select refuses($$select tolsel.reopen_period('2025-02-27', 'x')$$, 'UL092',
    'Through 2025-02-27; the year to 2025-02-28 is closed', 'M15 a closed year stays closed');
select refuses($$select tolsel.reopen_period(null, 'x')$$, 'UL092', 'Through no day', 'whole');
set role shop_app;
select throws_ok($$select tolsel.reopen_period(null, 'x')$$, '42501', null, 'an app opens nothing');

select * from finish();
