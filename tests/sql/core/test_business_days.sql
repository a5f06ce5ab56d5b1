-- S48 F14: days of 23 and 25 hours, without midnight, with two of them, and one that never was.
select plan(17);
create temp table zone as select name from pg_timezone_names where name ~ '^[A-Z][A-Za-z_]+/';
-- Every change of a clock in two years, with the days around it.
create temp table change as
    select name, d::date as day_on from zone, generate_series(timestamp '2026-01-01', '2027-12-31', '1 day') d
    where (d + interval '36 hours') at time zone name - (
        d - interval '36 hours') at time zone name <> interval '72 hours';
select is_empty(
    format($$select name, day_on from change
      where tolsel_core.business_date(name, %1$L, tolsel_core.day_start(name, %1$L, day_on)) <> day_on
         or tolsel_core.business_date(name, %1$L, tolsel_core.day_start(name, %1$L,
                 day_on) - interval '1 microsecond') >= day_on$$,
        starts),
    'every day of every zone begins where the one before ends, at ' || starts)
from unnest(array['00:00', '02:30']) starts;
select cmp_ok((select count(*) from change), '>', 1000::bigint, 'and there are many');
select is(tolsel_core.business_date('Europe/Berlin', '04:00', at), '2026-03-28',
    'a night belongs to the evening before ' || at)
from unnest(array['2026-03-28 03:00Z', '2026-03-29 01:59:59.999999Z']::timestamptz[]) at;
select is(tolsel_core.business_date('Europe/Berlin', '04:00', '2026-03-29 02:00Z'), '2026-03-29',
    'until four in summer time');

create function pg_temp.hours(p_zone text, p_on date) returns numeric language sql
    return round(extract(epoch from
        tolsel_core.day_start(p_zone, '00:00', p_on + 1) - tolsel_core.day_start(p_zone, '00:00', p_on)) / 3600, 1);
select is(pg_temp.hours(zone, "on"), hours, format('%s: %s has %s hours', zone, "on", hours))
from (values
    ('Europe/London', date '2026-03-29', 23.0), ('Europe/London', '2026-10-25', 25.0),
    ('America/Santiago', '2026-09-06', 23.0), ('America/Santiago', '2026-04-04', 25.0),
    ('Australia/Lord_Howe', '2026-10-04', 23.5), ('Australia/Lord_Howe', '2026-04-05', 24.5),
    ('Pacific/Apia', '2011-12-30', 0.0), ('America/Havana', '2026-11-01', 25.0), ('Asia/Kolkata', '2026-06-01', 24.0)
) d(zone, "on", hours);
-- The periods of jobs: each begins where the one before ended, and the day that never was is none.
select results_eq(
    $$with recursive period(from_at, to_at) as (
          select a, tolsel_core.period_end(null, 'Pacific/Apia', '00:00', a)
              from (select timestamptz '2011-12-28 10:00Z') x(a)
          union all
          select to_at, tolsel_core.period_end(null, 'Pacific/Apia', '00:00', to_at) from period
              where from_at < '2011-12-30 10:00Z')
      select tolsel_core.business_date('Pacific/Apia', '00:00', from_at), to_at - from_at from period$$,
    $$values (date '2011-12-28', interval '24 hours'), ('2011-12-29', '24 hours'), ('2011-12-31', '24 hours')$$,
    'Apia goes from the 29th to the 31st');
select results_eq(
    $$select tolsel_core.period_start(m, 'Asia/Kolkata', '00:00', '2026-07-01 12:34:56Z'),
        tolsel_core.period_end(m, 'Asia/Kolkata', '00:00', '2026-07-01 12:34:56Z')
      from unnest(array[5, 60, 1440]) m$$,
    $$values (timestamptz '2026-07-01 12:30Z', timestamptz '2026-07-01 12:35Z'),
        ('2026-07-01 12:00Z', '2026-07-01 13:00Z'), ('2026-07-01 00:00Z', '2026-07-02 00:00Z')$$,
            'minutes are counted in UTC');
select * from finish();
