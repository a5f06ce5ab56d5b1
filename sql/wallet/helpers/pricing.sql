-- What hours cost. A price is for a UTC month; its hours have equal shares of it, rounded so that
-- those of a whole month add up to the price to the cent.

create or replace function tolsel_wallet.month_end(p_at timestamptz)
returns timestamptz
language sql
stable
as $month_end$
    select (date_trunc('month', p_at at time zone 'UTC') + interval '1 month') at time zone 'UTC';
$month_end$;
comment on function tolsel_wallet.month_end is 'Answers when the UTC month of a moment ends.';

create or replace function tolsel_wallet.start_of_month(p_on date)
returns date
language sql
immutable
as $start_of_month$
    select p_on - extract(day from p_on)::integer + 1;
$start_of_month$;
comment on function tolsel_wallet.start_of_month is 'Answers the first day of the month of a day.';

create or replace function tolsel_wallet.full_hour(p_at timestamptz)
returns timestamptz
language sql
immutable
as $full_hour$
    select date_bin('1 hour', p_at, '2000-01-01 00:00:00+00');
$full_hour$;
comment on function tolsel_wallet.full_hour is
    'Answers the full UTC hour that a moment lies in: a clock hour that is touched is an hour.';

create or replace function tolsel_wallet.hours_between(p_from_at timestamptz, p_until timestamptz)
returns integer
language sql
immutable
as $hours_between$
    select (extract(epoch from p_until - p_from_at) / 3600)::integer;
$hours_between$;
comment on function tolsel_wallet.hours_between is
    'Answers how many hours there are from one full hour to another.';

create or replace function tolsel_wallet.part_of_price(
    p_price numeric, p_scale integer, p_hours integer, p_hours_of_month integer
)
returns numeric
language sql
immutable
as $part_of_price$
    -- Multiplied first, so that all of them are the price.
    select round(p_price * p_hours / p_hours_of_month, p_scale);
$part_of_price$;
comment on function tolsel_wallet.part_of_price is
    'Answers what so many hours of a month cost, from its beginning on.';

create or replace function tolsel_wallet.share_until(
    p_price numeric, p_scale integer, p_month_at timestamptz, p_until timestamptz
)
returns numeric
language sql
stable
as $share_until$
    select tolsel_wallet.part_of_price(
        p_price, p_scale, tolsel_wallet.hours_between(p_month_at, p_until),
        tolsel_wallet.hours_between(p_month_at, tolsel_wallet.month_end(p_month_at)));
$share_until$;
comment on function tolsel_wallet.share_until is
    'Answers what the hours of a month cost from its beginning to a full hour in it.';

create or replace function tolsel_wallet.cost_of_hours(
    p_price numeric, p_scale integer, p_from_at timestamptz, p_until timestamptz
)
returns numeric
language plpgsql
stable
as $cost_of_hours$
declare
    v_month_at timestamptz := date_trunc('month', p_from_at at time zone 'UTC') at time zone 'UTC';
    v_end_at timestamptz;
    v_cost numeric := 0;
begin
    while p_from_at < p_until and v_month_at < p_until loop
        v_end_at := tolsel_wallet.month_end(v_month_at);
        v_cost := v_cost + tolsel_wallet.share_until(
                p_price, p_scale, v_month_at, least(p_until, v_end_at))
            - tolsel_wallet.share_until(
                p_price, p_scale, v_month_at, greatest(p_from_at, v_month_at));
        v_month_at := v_end_at;
    end loop;
    return v_cost;
end
$cost_of_hours$;
comment on function tolsel_wallet.cost_of_hours is
    'Answers what a price makes for the hours from one full hour to another, over months; 0 where
the second is not after the first.';

create or replace function tolsel_wallet.find_price(
    p_plan text, p_currency text, p_at timestamptz, p_tenant_id bigint
)
returns tolsel_wallet.plan_price
language plpgsql
stable
as $find_price$
declare
    v_price tolsel_wallet.plan_price;
begin
    select * into v_price from tolsel_wallet.plan_price p
    where p.tenant_id = p_tenant_id and p.plan = p_plan and p.currency = p_currency
        and p.valid_from_at <= p_at
    order by p.valid_from_at desc
    limit 1;
    return v_price;
end
$find_price$;
comment on function tolsel_wallet.find_price is
    'Answers the price of a plan in a currency at a moment, null where it has none.';

create or replace function tolsel_wallet.get_price(
    p_plan text, p_currency text, p_at timestamptz, p_tenant_id bigint
)
returns tolsel_wallet.plan_price
language plpgsql
stable
as $get_price$
declare
    v_price tolsel_wallet.plan_price := tolsel_wallet.find_price(
        p_plan, p_currency, p_at, p_tenant_id);
begin
    if v_price.plan is null then
        perform tolsel_core.refuse('UW004', format(
            'Plan %L, currency %s.', left(p_plan, 50), p_currency));
    end if;
    return v_price;
end
$get_price$;
comment on function tolsel_wallet.get_price is
$$Answers the price of a plan in a currency at a moment.
raises: UW004 plan_without_price$$;
