-- A day is opened again with the later ones, and the differences are taken back. # G14
\ir office.sql
select plan(26);
set role shop_app;
select put('till', 100, '2026-03-07'), put('till', 10, '2026-03-08') \g /dev/null
select tolsel.close_day(channel('till'), '2026-03-06'), tolsel.close_day(channel('till'), '2026-03-07', 99),
    tolsel.close_day(channel('till'), '2026-03-09', 110) \g /dev/null
select is(balance('6800'), 0::numeric, 'one was missing, and found again');
set role shop_admin;
select results_eq(
    $$select closed_on::date, reopen_reason, void_journal_id is null
        from tolsel.reopen_day(channel('till'), '2026-03-08', 'a slip of paper')$$,
    $$values (date '2026-03-09', 'a slip of paper', false)$$, 'a day within a closing of several opens them all');
set role shop_app;
select is(book('till'), '2026-03-07 0 + 100 - 1 99 closed, 2026-03-08 99 + 10 - 0 109, 2026-03-09 109 + 1 - 1 109',
    'the difference is taken back on its day');
select is(balance('6800'), 1::numeric, 'the earlier one stands');
select refuses($$select put('till', 1, '2026-03-07')$$, 'UL007', 'through 2026-03-07', 'the earlier day is closed');
select lives_ok($$select put('till', 1, '2026-03-08')$$, 'the day is open');
select is((select d.expected_amount || ' ' || d.difference_amount
        from tolsel.close_day(channel('till'), '2026-03-08', 110) d), '110.00 0.00', 'and can be closed again');
select is((select d.expected_amount::numeric from tolsel.close_day(channel('till'), '2026-03-09', 108) d), 110::numeric,
    'the next, too');
set role shop_admin;
select is((select string_agg(d.closed_on::text, ' ') from tolsel.reopen_day(channel('till'), '2026-03-01', 'all') d),
    '2026-03-06 2026-03-07 2026-03-08 2026-03-09', 'all days, in order');
select is(balance('6800'), 0::numeric, 'no difference is left');
set role shop_app;
select is(holds('till'), 111::numeric, 'what was moved is left');
select lives_ok($$select put('till', 1, '2026-01-01')$$, 'every day is open');
reset role;
select is((select string_agg(e.topic, ' ' order by e.event_id) from tolsel_core.event e
        where e.document = 'day_close' and e.document_id =
    (select min(day_close_id) from tolsel_channel.day_close where closed_on = '2026-03-09')), 'day.closed day.reopened',
        'others are told');
select is((select count(*) from tolsel_core.activity_log where action = 'reopen_day'), 2::bigint,
    'who reopened is logged');
set role shop_admin;
select refuses($$select tolsel.reopen_day(channel('till'), '2026-03-08', 'x')$$, 'UH019', 'closed through no day',
    'a day that is open');
select tolsel.close_day(channel('till'), '2026-03-08') \g /dev/null
select refuses($$select tolsel.reopen_day(channel('till'), '2026-03-09', 'x')$$, 'UH019',
    'Day 2026-03-09; .* through 2026-03-08', 'a day after the last closed one');
select refuses($$select tolsel.reopen_day(channel('till'), null, 'x')$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.reopen_day(channel('till'), '2026-03-08', '')$$, 'UC016', 'reason', 'no reason');
select refuses_alike($$select tolsel.reopen_day(%s, '2026-03-08', 'x')$$, twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.reopen_day(channel('till'), '2026-03-08', 'x', 2)$$, 'UC002', 'tenant 2',
    'another tenant');
begin isolation level repeatable read;
select refuses($$select tolsel.reopen_day(channel('till'), '2026-03-08', 'x')$$, 'UL026', 'REPEATABLE',
    'an old snapshot reopens nothing');
rollback;
select tolsel.close_day(channel('till'), '2026-03-09', 1) \g /dev/null
select tolsel.close_period('2026-03-09', 'x') \g /dev/null
select refuses($$select tolsel.reopen_day(channel('till'), '2026-03-09', 'x')$$, 'UL007', 'through 2026-03-09',
    'a difference in closed books stays');
set role shop_app;
select throws_ok($$select tolsel.reopen_day(channel('till'), '2026-03-08', 'x')$$, '42501', null,
    'an application reopens nothing');
reset role;
select refuses($$update tolsel_channel.day_close set reopened_at = null, reopen_reason = null, void_journal_id = null
        where reopened_at is not null$$, 'UC015', 'reopen_reason', 'a reopened closing stays so');
set role shop_read;
select is((select count(*) from tolsel.day_close where channel_id = channel('till')), 7::bigint,
    'every closing is kept');
select is((select count(*) from tolsel.day_close where reopened_at is null and channel_id = channel('till')), 2::bigint,
    'two stand');
select * from finish();
