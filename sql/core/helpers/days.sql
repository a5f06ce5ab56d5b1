-- Time. clock_at is the one clock of documents; a business day belongs to a branch, begins when the
-- branch says, and may have 23 to 25 hours; periods of jobs are cut from the same days.

create or replace function tolsel_core.clock_at()
returns timestamptz
language plpgsql
stable
as $clock_at$
begin
    -- plpgsql keeps the plan of this query between calls; an SQL function would plan it each time.
    return coalesce((select c.set_to_at from tolsel_core.test_clock c), now());
end
$clock_at$;
comment on function tolsel_core.clock_at is
    'Answers the business time: the start of the transaction, or the test clock of a test
database.';

create or replace function tolsel_core.arrange_test_clock(p_is_wanted boolean)
returns void
language sql
volatile
as $arrange_test_clock$
    insert into tolsel_meta.setting (name, value)
    select 'test_clock', 'true' where p_is_wanted
    on conflict do nothing;
    insert into tolsel_core.test_clock (is_only_row)
    select true where p_is_wanted
    on conflict do nothing;
$arrange_test_clock$;
comment on function tolsel_core.arrange_test_clock is
    'Makes this database one with a settable clock; called by the migrator, never taken back.';

create or replace function tolsel_core.branch_date(
    p_branch_id bigint, p_at timestamptz, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $branch_date$
declare
    v_date date;
begin
    if p_branch_id is null then
        select tolsel_core.business_date(
            b.time_zone, b.day_starts_at, coalesce(p_at, tolsel_core.clock_at()))
        into v_date
        from tolsel_core.branch b
        where b.tenant_id = p_tenant_id and b.is_main;
    else
        select tolsel_core.business_date(
            b.time_zone, b.day_starts_at, coalesce(p_at, tolsel_core.clock_at()))
        into v_date
        from tolsel_core.branch b
        where b.tenant_id = p_tenant_id and b.branch_id = p_branch_id;
    end if;
    if not found then
        perform tolsel_core.refuse('UC018', format(
            'Branch %s.', coalesce(p_branch_id::text, 'main')));
    end if;
    return v_date;
end
$branch_date$;
comment on function tolsel_core.branch_date is
$$Answers the business day of a branch (null: the main one) at a moment (null: now).
raises: UC018 branch_not_found$$;

create or replace function tolsel_core.business_date(
    p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns date
language plpgsql
immutable
parallel safe
as $business_date$
declare
    v_on date := ((p_at at time zone p_time_zone) - p_day_starts_at::interval)::date;
begin
    -- Where days begin at midnight the local date is the day. Elsewhere they may begin in the very
    -- hour that the clock skips or shows twice.
    if p_day_starts_at = time '00:00' then
        return v_on;
    elsif p_at < tolsel_core.day_start(p_time_zone, p_day_starts_at, v_on) then
        return v_on - 1;
    elsif p_at >= tolsel_core.day_start(p_time_zone, p_day_starts_at, v_on + 1) then
        return v_on + 1;
    end if;
    return v_on;
end
$business_date$;
comment on function tolsel_core.business_date is
    'Answers the business day of a moment in a zone whose days begin at a given local time.';

create or replace function tolsel_core.branch_day_start(
    p_branch_id bigint, p_on date, p_tenant_id bigint
)
returns timestamptz
language plpgsql
stable
as $branch_day_start$
declare
    v_start_at timestamptz;
begin
    select tolsel_core.day_start(b.time_zone, b.day_starts_at, p_on) into v_start_at
    from tolsel_core.branch b
    where b.tenant_id = p_tenant_id
        and (b.branch_id = p_branch_id or (p_branch_id is null and b.is_main));
    if not found then
        perform tolsel_core.refuse('UC018', format(
            'Branch %s.', coalesce(p_branch_id::text, 'main')));
    end if;
    return v_start_at;
end
$branch_day_start$;
comment on function tolsel_core.branch_day_start is
$$Answers when a business day of a branch (null: the main one) begins.
raises: UC018 branch_not_found$$;

create or replace function tolsel_core.day_start(
    p_time_zone text, p_day_starts_at time, p_on date
)
returns timestamptz
language plpgsql
immutable
parallel safe
as $day_start$
declare
    v_at timestamptz := (p_on + p_day_starts_at) at time zone p_time_zone;
    v_before_at timestamptz := v_at - interval '3 hours';
    v_first_at timestamptz := ((p_on + p_day_starts_at) at time zone 'UTC')
        - (v_before_at at time zone p_time_zone - v_before_at at time zone 'UTC');
begin
    -- A clock that is set back shows some times twice: AT TIME ZONE takes the later one, the day
    -- begins with the first. A clock that is set forward skips some times: AT TIME ZONE moves them
    -- on by as much, and the day begins then.
    if v_first_at < v_at and v_first_at at time zone p_time_zone = p_on + p_day_starts_at then
        return v_first_at;
    end if;
    return v_at;
end
$day_start$;
comment on function tolsel_core.day_start is
    'Answers when a business day begins in a zone whose days begin at a given local time. A day that
the zone skips altogether begins with the next one.';

create or replace function tolsel_core.period_start(
    p_every_minutes integer, p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns timestamptz
language sql
immutable
parallel safe
as $period_start$
    select case
        when p_every_minutes is null then tolsel_core.day_start(
            p_time_zone, p_day_starts_at,
            tolsel_core.business_date(p_time_zone, p_day_starts_at, p_at))
        else date_bin(
            make_interval(mins => p_every_minutes), p_at, timestamptz '2000-01-01 00:00Z')
        end;
$period_start$;
comment on function tolsel_core.period_start is
    'Answers when the period of a moment began: it lasts so many minutes of UTC, or a business day
where minutes are null.';

create or replace function tolsel_core.period_end(
    p_every_minutes integer, p_time_zone text, p_day_starts_at time, p_at timestamptz
)
returns timestamptz
language sql
immutable
parallel safe
as $period_end$
    select case
        when p_every_minutes is null then tolsel_core.day_start(
            p_time_zone, p_day_starts_at,
            tolsel_core.business_date(p_time_zone, p_day_starts_at, p_at) + 1)
        else tolsel_core.period_start(p_every_minutes, p_time_zone, p_day_starts_at, p_at)
            + make_interval(mins => p_every_minutes)
        end;
$period_end$;
comment on function tolsel_core.period_end is
    'Answers when the period of a moment ends, which is when the next one begins.';

create or replace function tolsel_core.count_periods(
    p_every_minutes integer, p_time_zone text, p_day_starts_at time,
    p_from_at timestamptz, p_to_at timestamptz
)
returns integer
language sql
immutable
parallel safe
as $count_periods$
    select case
        when p_every_minutes is null then
            tolsel_core.business_date(p_time_zone, p_day_starts_at, p_to_at)
            - tolsel_core.business_date(p_time_zone, p_day_starts_at, p_from_at)
        else (extract(epoch from p_to_at - p_from_at) / 60 / p_every_minutes)::integer
        end;
$count_periods$;
comment on function tolsel_core.count_periods is
    'Counts the periods from the beginning of one to the beginning of another; a day that the zone
skipped counts as one.';

create or replace function tolsel_core.count_ms(p_since_at timestamptz)
returns bigint
language sql
volatile
as $count_ms$
    select (1000 * extract(epoch from clock_timestamp() - p_since_at))::bigint;
$count_ms$;
comment on function tolsel_core.count_ms is
    'Answers how many milliseconds of real time have passed since a moment.';
