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
    select to_timestamp(floor(extract(epoch from p_at) / 3600) * 3600);
$full_hour$;
comment on function tolsel_wallet.full_hour is
    'Answers the full UTC hour that a moment lies in: a clock hour that is touched is an hour.';

create or replace function tolsel_wallet.share_until(
    p_price numeric, p_scale integer, p_month_at timestamptz, p_until timestamptz
)
returns numeric
language sql
stable
as $share_until$
    -- Hours gone by of the hours of the month; multiplied first, so that all of them are the price.
    select round(
        p_price * extract(epoch from p_until - p_month_at)
            / extract(epoch from tolsel_wallet.month_end(p_month_at) - p_month_at),
        p_scale);
$share_until$;
comment on function tolsel_wallet.share_until is
    'Answers what the hours of a month cost from its beginning to a full hour in it.';

create or replace function tolsel_wallet.cost_of_hours(
    p_price numeric, p_scale integer, p_from_at timestamptz, p_until timestamptz
)
returns numeric
language sql
stable
as $cost_of_hours$
    select coalesce(sum(
        tolsel_wallet.share_until(
            p_price, p_scale, m.month_at, least(p_until, tolsel_wallet.month_end(m.month_at)))
        - tolsel_wallet.share_until(
            p_price, p_scale, m.month_at, greatest(p_from_at, m.month_at))), 0)
    from (
        select n at time zone 'UTC' as month_at
        from generate_series(
            date_trunc('month', p_from_at at time zone 'UTC'), p_until at time zone 'UTC',
            interval '1 month') n
    ) m
    where m.month_at < p_until and p_from_at < p_until;
$cost_of_hours$;
comment on function tolsel_wallet.cost_of_hours is
    'Answers what a price makes for the hours from one full hour to another, over months; 0 where
the second is not after the first.';

create or replace function tolsel_wallet.find_price(
    p_plan text, p_currency text, p_at timestamptz, p_tenant_id bigint
)
returns tolsel_wallet.plan_price
language sql
stable
as $find_price$
    select p from tolsel_wallet.plan_price p
    where p.tenant_id = p_tenant_id and p.plan = p_plan and p.currency = p_currency
        and p.valid_from_at <= p_at
    order by p.valid_from_at desc
    limit 1;
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
