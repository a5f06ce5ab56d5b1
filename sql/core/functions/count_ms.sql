create or replace function tolsel_core.count_ms(p_since_at timestamptz)
returns bigint
language sql
volatile
as $count_ms$
    select (1000 * extract(epoch from clock_timestamp() - p_since_at))::bigint;
$count_ms$;
comment on function tolsel_core.count_ms is
    'Answers how many milliseconds of real time have passed since a moment.';
