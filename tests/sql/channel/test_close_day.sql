-- G14: a counted day; the difference to the book is posted to cash over and short. # C7
\ir office.sql
select plan(45);
set role shop_app;
select put('till', 100, '2026-03-07'), put('till', -30, '2026-03-08'), put('till', 7, '2026-03-09') \g /dev/null
select is(
    (select concat_ws(' ', d.closed_on, d.expected_amount, d.counted_amount, d.difference_amount, d.journal_id is null,
            d.login, d.note)
     from tolsel.close_day(channel('till'), '2026-03-07', 100.00) d),
    '2026-03-07 100.00 100.00 0.00 t shop_app', 'counted as expected: nothing is posted');
select is(
    (select concat_ws(' ', d.expected_amount, d.counted_amount, d.difference_amount, d.note)
        from tolsel.close_day(channel('till'), '2026-03-08', 68.50, 'Evening') d),
    '70.00 68.50 -1.50 Evening', 'the day''s end is expected, later days are no part of it; 1.50 are missing');
select is(balance('6800'), 1.5, 'which is an expense');
select is(book('till'),
    '2026-03-07 0 + 100 - 0 100 closed, 2026-03-08 100 + 0 - 31.5 68.5 closed, 2026-03-09 68.5 + 7 - 0 75.5',
    'on that day');
select is((select d.difference_amount from tolsel.close_day(channel('till'), '2026-03-09', 80) d), 4.5,
    'too much was found');
select is(balance('6800'), -3::numeric, 'which is an income');
select is(
    (select concat_ws(' ', d.expected_amount, d.counted_amount, d.difference_amount, d.journal_id)
        from tolsel.close_day(channel('till'), '2026-03-10') d),
    '80.00', 'nobody counted: nothing is posted');
reset role;
select is((select string_agg(e.topic || ' ' || coalesce(e.payload ->> 'difference', 'none'), ', ' order by e.event_id)
        from tolsel_core.event e where e.document = 'day_close'),
    'day.closed 0.00, day.closed -1.50, day.closed 4.50, day.closed none', 'others are told');
set role shop_app;
select refuses(format($$select put('till', 1, %L)$$, d), 'UL007', d || '; account \S+ is closed through 2026-03-10',
    d || ' takes no more')
from unnest(array['2026-03-07', '2026-03-10']) d;
select refuses($$select tolsel.close_day(channel('till'), '2026-03-10')$$, 'UH018',
    'Day 2026-03-10; channel \d+ \(till\) is closed through 2026-03-10', 'a day is closed once');
select refuses($$select tolsel.close_day(channel('till'), '2026-03-09')$$, 'UH018', 'through 2026-03-10', 'in order');
select refuses($$select tolsel.close_day(channel('till'), '2026-03-11')$$, 'UH018', 'today is 2026-03-10',
    'and not ahead');
select refuses($$select tolsel.close_day(channel('till'), '2026-01-01')$$, 'UH018', 'through 2026-03-10',
    'nor long past');

-- Days in between are closed with it; a day without a movement can be.
select is((select d.expected_amount::numeric from tolsel.close_day(channel('drawer'), '2026-03-01', 0) d), 0::numeric,
    'an empty day');
select put('drawer', 5, '2026-03-03') \g /dev/null
select is((select d.expected_amount::numeric from tolsel.close_day(channel('drawer'), '2026-03-05') d), 5::numeric,
    'several days at once');
select refuses($$select put('drawer', 1, '2026-03-03')$$, 'UL007', '2026-03-05', 'all of them');
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-04')$$, 'UH018', 'through 2026-03-05',
    'one of them is closed already');
select is((select d.difference_amount from tolsel.close_day(channel('bank'), '2026-03-09', -12.34) d), -12.34,
    'a bank may be overdrawn');
select is((select d.difference_amount from tolsel.close_day(channel('dollars'), '2026-03-09', 3) d), 3::numeric,
    'in dollars');
select is(balance('6800-USD'), -3::numeric, 'over in dollars');

-- The branch says what today is.
reset role;
select tolsel.set_clock('2026-03-10 17:00+00') \g /dev/null
set role shop_app;
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-11')$$, 'UH018', 'today is 2026-03-10',
    'in Berlin it is not tomorrow');
select lives_ok($$select tolsel.close_day(channel('manila'), '2026-03-11')$$, 'in Manila it is');

select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10', 'infinity')$$, 'UC008', 'Infinity', 'no end');
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10', 0.001)$$, 'UC010', '3', 'too fine');
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10', 1e15)$$, 'UC011', '16', 'too much');
select refuses($$select tolsel.close_day(channel('drawer'), null)$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.close_day(channel('drawer'), 'infinity')$$, 'UC014', 'infinity', 'never');
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10', p_note => ' ')$$, 'UC016', 'note',
    'a blank note');
select refuses($$select tolsel.close_day(null, '2026-03-10')$$, 'UH001', 'null', 'no channel');
select refuses_alike($$select tolsel.close_day(%s, '2026-03-10')$$, twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
begin isolation level repeatable read;
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10')$$, 'UL026', 'REPEATABLE READ',
    'an old snapshot closes nothing');
rollback;
begin isolation level serializable;
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-10')$$, 'UL026', 'SERIALIZABLE',
    'at no level that has one');
rollback;
set role shop_read;
select throws_ok($$select tolsel.close_day(1, '2026-03-10')$$, '42501', null, 'a reader closes nothing');

-- Closed books and closed days: the later one counts.
set role shop_admin;
select tolsel.close_period('2026-03-07', 'x') \g /dev/null
set role shop_app;
select refuses($$select tolsel.close_day(channel('drawer'), '2026-03-06', 6)$$, 'UL007', 'closed through 2026-03-07',
    'a difference is not posted into closed books');
select is((select d.difference_amount from tolsel.close_day(channel('drawer'), '2026-03-06', 5) d), 0::numeric,
    'a day without one can be closed');
select refuses($$select put('drawer', 1, '2026-03-07')$$, 'UL007', 'closed through 2026-03-07',
    'the books stay closed');
set role shop_admin;
select tolsel.reopen_period(null, 'x') \g /dev/null
set role shop_app;
select refuses($$select put('drawer', 1, '2026-03-06')$$, 'UL007', 'closed through 2026-03-06',
    'books that are reopened leave the day closed');
select lives_ok($$select put('drawer', 1, '2026-03-07')$$, 'and the next one open');
select lives_ok($$select tolsel.post_journal(
            '[{"account_code": "3000", "amount": 1}, {"account_code": "6000", "amount": -1}]',
            p_effective_on => '2026-03-01')$$, 'other accounts are open');

reset role;
select refuses($$update tolsel_channel.day_close set counted_amount = 1$$, 'UC015', 'counted_amount',
    'a closing is never changed');
select refuses($$delete from tolsel_channel.day_close$$, 'UC015', 'DELETE', 'nor deleted');
select refuses($$truncate tolsel_channel.day_close$$, 'UC015', 'TRUNCATE', 'nor truncated');
select * from finish();
