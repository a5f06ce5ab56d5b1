-- S48: the day is the branch's, whatever the server and the session think.
select plan(42);
set role shop_admin;
select branch_id as santiago from tolsel.open_branch('Santiago', 'America/Santiago') \gset
select branch_id as howe from tolsel.open_branch('Lord Howe', 'Australia/Lord_Howe') \gset
select branch_id as apia from tolsel.open_branch('Apia', 'Pacific/Apia') \gset
select branch_id as bar from tolsel.open_branch('Bar', 'Europe/London', '04:00') \gset
reset role;
select branch_id as foreign_branch from tolsel_core.branch where tenant_id = 2 \gset

set role shop_app;
select is(tolsel.get_business_date(p_at => '2026-07-01 21:59:59.999999Z'), date '2026-07-01',
    'Berlin, just before midnight');
select is(tolsel.get_business_date(p_at => '2026-07-01 22:00Z'), date '2026-07-02', 'Berlin, midnight in summer');
select is(tolsel.get_business_date(p_at => '2026-12-01 22:59:59.999999Z'), date '2026-12-01',
    'just before midnight in winter');
select is(tolsel.get_business_date(p_at => '2026-12-01 23:00Z'), date '2026-12-02', 'midnight in winter');
select is(tolsel.get_business_date(p_at => '2026-03-28 23:00Z'), date '2026-03-29', 'the short day begins');
select is(tolsel.get_business_date(p_at => '2026-03-29 21:59:59Z'), date '2026-03-29', 'and has 23 hours');
select is(tolsel.get_business_date(p_at => '2026-03-29 22:00Z'), date '2026-03-30', 'the day after it');
select is(tolsel.get_business_date(p_at => '2026-10-24 22:00Z'), date '2026-10-25', 'the long day begins');
select is(tolsel.get_business_date(p_at => '2026-10-25 22:59:59Z'), date '2026-10-25', 'and has 25 hours');
select is(tolsel.get_business_date(p_at => '2026-10-25 23:00Z'), date '2026-10-26', 'the day after it');
select is(tolsel.get_business_date(:santiago, '2026-09-06 03:59:59Z'), date '2026-09-05',
    'a day without a midnight: before it');
select is(tolsel.get_business_date(:santiago, '2026-09-06 04:00Z'), date '2026-09-06', 'and in it');
select is(tolsel.get_business_date(:howe, '2026-10-03 15:29:59Z'), date '2026-10-04', 'summer time of half an hour');
select is(tolsel.get_business_date(:apia, '2011-12-30 09:59:59Z'), date '2011-12-29',
    'Apia before the day it left out');
select is(tolsel.get_business_date(:apia, '2011-12-30 10:00Z'), date '2011-12-31', 'and after');
select is(tolsel.get_business_date(:bar, '2026-07-02 02:59:59Z'), date '2026-07-01',
    'the night belongs to the evening before');
select is(tolsel.get_business_date(:bar, '2026-07-02 03:00Z'), date '2026-07-02', 'the bar''s day begins at four');

set timezone = 'Pacific/Kiritimati';
set datestyle = 'SQL, DMY';
select is(tolsel.get_business_date(p_at => '2026-07-01 21:59:59Z'), date '2026-07-01',
    'the session''s zone and style change nothing');
set timezone = 'Etc/GMT+12';
select is(tolsel.get_business_date(p_at => '2026-07-01 22:00Z'), date '2026-07-02', 'none of them');
reset timezone;
reset datestyle;

select is(tolsel.get_business_date(), (now() at time zone 'Europe/Berlin')::date, 'by default the main branch, now');
select is(tolsel.get_business_date(:santiago), (now() at time zone 'America/Santiago')::date, 'now in Santiago');
select refuses_alike('select tolsel.get_business_date(%s)', :'foreign_branch', '987654', 'UC018',
    'a branch of another tenant is refused as one that does not exist');
select refuses('select tolsel.get_business_date(-1)', 'UC018', '-1', 'a negative branch');
select refuses_alike('select tolsel.get_business_date(null, null, %s)', '2', '987654', 'UC002', 'another tenant');
select refuses('select tolsel.get_business_date(null, null, null)', 'UC002', 'null', 'no tenant');
select refuses($$select tolsel.get_business_date(null, 'infinity')$$, 'UC014', 'infinity', 'the end of time');
select refuses($$select tolsel.get_business_date(null, '-infinity')$$, 'UC014', '-infinity', 'its beginning');
select refuses(format('select tolsel.get_business_date(null, %L)', t), 'UC014', 'The moment is', t)
from unnest(array['4714-11-24 00:00:00+00 BC', '1899-12-31 23:59Z', '2200-01-01 00:01Z', '294276-12-31Z']) t;
set role twin_app;
select is(tolsel.get_business_date(p_at => '2026-07-01 18:29:59Z'), date '2026-07-01', 'Kolkata, 5:30 ahead');
select is(tolsel.get_business_date(p_at => '2026-07-01 18:30Z'), date '2026-07-02', 'and its midnight');
set role shop_read;
select is(tolsel.get_business_date(p_at => '2026-07-01 22:00Z'), date '2026-07-02', 'readers may ask');
reset role;

-- The moment at which a day begins, and the day of that moment, agree.
select results_eq(
    format($$select tolsel_core.branch_date(%1$s, tolsel_core.branch_day_start(%1$s, d::date, 1), 1)
        from generate_series('2026-01-01'::date, '2026-12-31', interval '1 day') d$$, :bar),
    $$select d::date from generate_series('2026-01-01'::date, '2026-12-31', interval '1 day') d$$,
    'each day of a year begins in itself');
select is_empty(
    format($$select d from generate_series('2026-01-01'::date, '2026-12-31', interval '1 day') d
        where tolsel_core.branch_date(%1$s,
            tolsel_core.branch_day_start(%1$s, d::date, 1) - interval '1 microsecond', 1) <> d::date - 1$$, :bar),
    'and the moment before it belongs to the day before');
select is(tolsel_core.branch_day_start(null, '2026-07-02', 1), '2026-07-01 22:00Z'::timestamptz,
    'the main branch''s start');
select refuses('select tolsel_core.branch_day_start(987654, ''2026-07-02'', 1)', 'UC018', '987654', 'no such branch');
select refuses('select tolsel_core.branch_date(null, null, 987654)', 'UC018', 'main', 'no such tenant');
select is(tolsel_core.business_date('Asia/Manila', '06:00', '2026-07-01 21:59Z'), date '2026-07-01', 'before six');
select is(tolsel_core.business_date('Asia/Manila', '06:00', '2026-07-01 22:00Z'), date '2026-07-02', 'at six');
select is(tolsel_core.branch_date(null, '0001-01-01Z', 1), date '0001-01-01', 'far away');

select * from finish();
