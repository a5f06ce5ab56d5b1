-- G7, L16: books are closed through a day, for every account, those opened later too.
\ir books.sql
select plan(30);
set role shop_app;
select post('till', 'sales', 1, '2025-01-31', 'january') \g /dev/null
select post('till', 'sales', 1, '2025-02-01', 'february') \g /dev/null
set role shop_admin;

select refuses($$select tolsel.close_period(tolsel.get_business_date() + 1, 'x')$$, 'UL022', 'no day and today is',
    'a day that is not over');
select is(
    (select p.closed_through_on || coalesce(p.previous_through_on::text, ' none ') || p.login || ' ' || p.reason
        from tolsel.close_period('2025-01-31', 'january is done') p),
    '2025-01-31 none shop_admin january is done', 'january is closed, and who did it and why is kept');
set role shop_app;
select refuses($$select post('till', 'sales', 1, '2025-01-31')$$, 'UL007',
    'effective on 2025-01-31; account \S+ is closed through 2025-01-31', 'its last day takes nothing more');
select refuses($$select post('till', 'sales', 1, '1900-01-01')$$, 'UL007', '1900-01-01', 'nor does any before');
select refuses($$select post('1050', '4000', 1, '2025-01-31')$$, 'UL007', '2025-01-31', 'nor a hot account');
select lives_ok($$select post('till', 'sales', 1, '2025-02-01')$$, 'the day after does');
select lives_ok($$select post('till', 'sales', 1)$$, 'and today');
select is(post('till', 'sales', 1, '2025-01-31', 'january'), journal_of('january'),
    'a request from before is still answered');
select tolsel.open_account('late', 'Late', 'asset', p_slots => 3) \g /dev/null
select refuses($$select post('late', '1050', 1, '2025-01-31')$$, 'UL007', 'closed through 2025-01-31',
    'an account opened later is closed too');
set role shop_admin;
select refuses($$select tolsel.close_period('2025-01-31', 'again')$$, 'UL022',
    'Through 2025-01-31; the books are closed through 2025-01-31', 'it is closed once');
select refuses($$select tolsel.close_period('2025-01-30', 'back')$$, 'UL022', '2025-01-31', 'never further back');
select is((tolsel.close_period('2025-02-01', 'a day more')).previous_through_on::date, date '2025-01-31',
    'the next close follows on it');
set role shop_app;
select refuses($$select post('late', 'sales', 1, '2025-02-01')$$, 'UL007', '2025-02-01', 'and holds');
set role twin_app;
select lives_ok($$select tolsel.post_journal(lines('1050', '4000', 1), p_effective_on => '2025-01-31')$$,
    'another tenant''s books are open');

set role shop_admin;
select lives_ok($$select tolsel.close_period(tolsel.get_business_date(), 'today')$$, 'today can be closed');
set role shop_app;
select refuses($$select post('till', 'sales', 1)$$, 'UL007', 'closed through', 'then it takes nothing more');
select lives_ok($$select post('till', 'sales', 1, tolsel.get_business_date() + 1)$$, 'tomorrow does');

set role shop_admin;
select refuses($$select tolsel.close_period(null, 'x')$$, 'UC014', 'null', 'A9 no day');
select refuses($$select tolsel.close_period('infinity', 'x')$$, 'UC014', 'infinity', 'a day that never comes');
select refuses($$select tolsel.close_period('1899-12-31', 'x')$$, 'UC014', '1899', 'a day before all');
select refuses($$select tolsel.close_period('2025-01-31', null)$$, 'UC016', 'reason has no', 'no reason');
select refuses($$select tolsel.close_period('2025-01-31', '')$$, 'UC016', 'reason has 0', 'an empty reason');
select refuses($$select tolsel.close_period('2025-01-31', repeat('x', 1001))$$, 'UC016', '1001', 'a long reason');
select refuses($$select tolsel.close_period('2025-01-31', 'x', 2)$$, 'UC002', 'tenant 2', 'another tenant');
begin isolation level repeatable read;
select is((refusal_of($$select tolsel.close_period('2025-01-31', 'x')$$)).code, 'UL026',
    'an old snapshot closes nothing');
rollback;
begin isolation level serializable;
select refuses($$select tolsel.close_period('2025-01-31', 'x')$$, 'UL026', 'SERIALIZABLE', 'at no level that has one');
rollback;
set role shop_app;
select throws_ok($$select tolsel.close_period('2025-01-31', 'x')$$, '42501', null, 'an app closes nothing');

-- The business day is that of the main branch, whatever the session says. # F15
reset role;
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2025-12-31 23:30+00') \g /dev/null
set role shop_admin;
set timezone = 'Pacific/Honolulu';
select tolsel.reopen_period(null, 'test') \g /dev/null
select lives_ok($$select tolsel.close_period('2026-01-01', 'it is 2026 in Berlin')$$,
    'the day of the branch has begun');
select refuses($$select tolsel.close_period('2026-01-02', 'x')$$, 'UL022', 'today is 2026-01-01',
    'the next one has not');
reset timezone;

-- Where the wall clock was set back, what is booked already lies before the close all the same.
select tolsel.reopen_period(null, 'test') \g /dev/null
reset role;
update tolsel_ledger.balance set last_booked_at = now() + interval '1 hour' where account_id = account_of('till');
set role shop_app;
select post('till', 'sales', 1, '2025-06-30') \g /dev/null
set role shop_admin;
select ok((tolsel.close_period('2025-06-30', 'half a year')).recorded_at > now() + interval '59 minutes',
    'a close is never recorded before what it closes');

select * from finish();
