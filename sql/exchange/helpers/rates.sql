-- Rates: what one unit of a currency was worth in another on a day. They are recorded against a
-- base currency, once a day; what two other currencies are worth in each other goes through it.

create or replace function tolsel_exchange.is_date_text(p_text text)
returns boolean
language sql
immutable
as $is_date_text$
    -- A day that its month does not have would be no refusal, but a fault of the cast.
    select case
        when p_text ~ '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
        then substr(p_text, 9, 2)::integer <= extract(day from
            make_date(substr(p_text, 1, 4)::integer, substr(p_text, 6, 2)::integer, 1)
            + interval '1 month' - interval '1 day')
        else false
    end;
$is_date_text$;
comment on function tolsel_exchange.is_date_text is
    'Answers whether a text is a day as machines write it, such as 2026-10-30.';

create or replace function tolsel_exchange.check_currency(p_currency text)
returns void
language plpgsql
stable
as $check_currency$
begin
    perform from tolsel_core.currency c where c.currency = p_currency;
    if not found then
        perform tolsel_core.refuse('UC007', format(
            'Currency %L.', coalesce(p_currency, 'null')));
    end if;
end
$check_currency$;
comment on function tolsel_exchange.check_currency is
$$Checks that a currency is registered.
raises: UC007 currency_unknown$$;

create or replace function tolsel_exchange.check_rate(p_rate numeric, p_subject text)
returns void
language plpgsql
stable
as $check_rate$
begin
    if (p_rate > 0 and p_rate < 1e15 and scale(p_rate) <= 20) is not true then
        perform tolsel_core.refuse('UX002', format(
            '%s is %s.', p_subject, coalesce(p_rate::text, 'null')));
    end if;
end
$check_rate$;
comment on function tolsel_exchange.check_rate is
$$Checks that a rate is a number above 0 with at most 20 decimals.
raises: UX002 rate_not_usable$$;

create or replace function tolsel_exchange.read_rates(
    p_rates jsonb, p_base_currency text, p_source text, p_tenant_id bigint
)
returns tolsel_exchange.rate[]
language plpgsql
stable
as $read_rates$
declare
    v_keys constant text[] := '{currency,on,rate}'::text[];
    v_fault record;
    v_rates tolsel_exchange.rate[];
begin
    if jsonb_typeof(p_rates) is distinct from 'array' then
        perform tolsel_core.refuse('UX001', format(
            'The rates are %s.', coalesce('a JSON ' || jsonb_typeof(p_rates), 'null')));
    elsif jsonb_array_length(p_rates) not between 1 and 10000 then
        perform tolsel_core.refuse('UX001', format('%s rates.', jsonb_array_length(p_rates)));
    end if;
    select r.item, r.item_no into v_fault
    from jsonb_array_elements(p_rates) with ordinality r(item, item_no)
    where (case when jsonb_typeof(r.item) = 'object' then r.item - v_keys = '{}' end
        and jsonb_typeof(r.item -> 'currency') = 'string'
        and tolsel_exchange.is_date_text(r.item ->> 'on')
        and tolsel_core.is_amount_text(r.item ->> 'rate')) is not true
    order by r.item_no
    limit 1;
    if found then
        perform tolsel_core.refuse('UX001', tolsel_core.describe_item(
            format('Rate %s', v_fault.item_no), v_fault.item, v_keys, array[
                jsonb_typeof(v_fault.item -> 'currency') = 'string',
                tolsel_exchange.is_date_text(v_fault.item ->> 'on'),
                tolsel_core.is_amount_text(v_fault.item ->> 'rate')]));
    end if;
    if exists (
        select from jsonb_array_elements(p_rates) r(item)
        where r.item ->> 'currency' = p_base_currency)
    then
        perform tolsel_core.refuse('UX004', format('From %1$s to %1$s.', p_base_currency));
    end if;
    perform tolsel_exchange.check_currency(r.currency)
    from (
        select distinct r.item ->> 'currency' as currency
        from jsonb_array_elements(p_rates) r(item)
        order by 1
    ) r;
    perform tolsel_exchange.check_rate(
        (r.item ->> 'rate')::numeric,
        format('The rate of %s on %s', r.item ->> 'currency', r.item ->> 'on'))
    from jsonb_array_elements(p_rates) with ordinality r(item, item_no)
    order by r.item_no;
    -- In one order, as others may record the same; each content once.
    v_rates := array(
        select row(
            p_tenant_id, p_base_currency, r.currency, r.rate_on, null, r.rate, p_source, null,
            null, null)::tolsel_exchange.rate
        from (
            select distinct r.item ->> 'currency' as currency, (r.item ->> 'on')::date as rate_on,
                trim_scale((r.item ->> 'rate')::numeric) as rate
            from jsonb_array_elements(p_rates) r(item)
        ) r
        order by r.currency, r.rate_on, r.rate);
    select r.currency, r.rate_on, min(r.rate) as least_rate, max(r.rate) as greatest_rate
    into v_fault
    from unnest(v_rates) r
    group by r.currency, r.rate_on
    having count(*) > 1
    order by r.currency, r.rate_on
    limit 1;
    if found then
        perform tolsel_core.refuse('UX001', format(
            '%s on %s is %s, and %s.', v_fault.currency, v_fault.rate_on, v_fault.least_rate,
            v_fault.greatest_rate));
    end if;
    return v_rates;
end
$read_rates$;
comment on function tolsel_exchange.read_rates is
$$Reads rates against a base currency: [{"currency", "on", "rate"}, ...], 1 to 10,000.
raises: UC007 currency_unknown, UX001 rates_not_readable, UX002 rate_not_usable,
UX004 same_currency$$;

create or replace function tolsel_exchange.find_last_rate(
    p_base_currency text, p_currency text, p_on date, p_tenant_id bigint
)
returns tolsel_exchange.rate
language sql
stable
as $find_last_rate$
    select r.*
    from tolsel_exchange.rate r
    where r.tenant_id = p_tenant_id and r.base_currency = p_base_currency
        and r.currency = p_currency and r.rate_on <= p_on
    order by r.rate_on desc, r.revision desc
    limit 1;
$find_last_rate$;
comment on function tolsel_exchange.find_last_rate is
    'Answers with the last rate of a currency on a day or before it; null: none.';

create or replace function tolsel_exchange.list_bases(p_tenant_id bigint)
returns setof text
language sql
stable
as $list_bases$
    -- From one base currency to the next along the key: there are few, and many rates.
    with recursive base as (
        select (
            select r.base_currency from tolsel_exchange.rate r
            where r.tenant_id = p_tenant_id
            order by r.base_currency
            limit 1) as base_currency
        union all
        select (
            select r.base_currency from tolsel_exchange.rate r
            where r.tenant_id = p_tenant_id and r.base_currency > b.base_currency
            order by r.base_currency
            limit 1)
        from base b
        where b.base_currency is not null
    )
    select b.base_currency from base b where b.base_currency is not null;
$list_bases$;
comment on function tolsel_exchange.list_bases is
    'Lists the currencies that a tenant has rates against.';

create or replace function tolsel_exchange.find_rate(
    p_from_currency text, p_to_currency text, p_on date, p_tenant_id bigint
)
returns tolsel_exchange.found_rate
language sql
stable
as $find_rate$
    select p_from_currency, p_to_currency,
        trim_scale(round(coalesce(t.rate::numeric, 1) / coalesce(f.rate::numeric, 1), 20)),
        least(f.rate_on::date, t.rate_on::date), b, f.rate::numeric, f.rate_on::date,
        t.rate::numeric, t.rate_on::date
    from tolsel_exchange.list_bases(p_tenant_id) b
    cross join lateral tolsel_exchange.find_last_rate(b, p_from_currency, p_on, p_tenant_id) f
    cross join lateral tolsel_exchange.find_last_rate(b, p_to_currency, p_on, p_tenant_id) t
    where (f.rate is not null or p_from_currency = b) and (t.rate is not null or p_to_currency = b)
    order by 4 desc, num_nulls(f.rate, t.rate) desc, b
    limit 1;
$find_rate$;
comment on function tolsel_exchange.find_rate is
    'Answers what one unit of a currency was worth in another on a day, by the last rates on it or
before: those whose older one is the youngest, of equal ones those without a detour. Null: there is
none.';

create or replace function tolsel_exchange.get_rate(
    p_from_currency text, p_to_currency text, p_on date, p_max_days integer, p_tenant_id bigint
)
returns tolsel_exchange.found_rate
language plpgsql
stable
as $get_rate$
declare
    v_found tolsel_exchange.found_rate;
begin
    perform tolsel_exchange.check_currency(p_from_currency);
    perform tolsel_exchange.check_currency(p_to_currency);
    if p_from_currency = p_to_currency then
        perform tolsel_core.refuse('UX004', format('From %1$s to %1$s.', p_from_currency));
    end if;
    v_found := tolsel_exchange.find_rate(p_from_currency, p_to_currency, p_on, p_tenant_id);
    if v_found.rate is null or v_found.rate = 0 or p_on - v_found.rate_on > p_max_days then
        perform tolsel_core.refuse('UX003', format(
            'From %s to %s on %s or the %s days before; %s.', p_from_currency, p_to_currency, p_on,
            p_max_days,
            case when v_found.rate is null then 'there is none before it'
                when v_found.rate = 0 then 'it is nothing in 20 decimals'
                else 'the last one is of ' || v_found.rate_on end));
    end if;
    return v_found;
end
$get_rate$;
comment on function tolsel_exchange.get_rate is
$$Answers what one unit of a currency was worth in another on a day, by rates that are so many days
old at most.
raises: UC007 currency_unknown, UX003 rate_not_found, UX004 same_currency$$;
