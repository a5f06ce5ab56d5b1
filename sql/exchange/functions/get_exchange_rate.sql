create or replace function tolsel.get_exchange_rate(
    p_from_currency text,
    p_to_currency text,
    p_on date default null,
    p_max_days integer default 7,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    from_currency text, to_currency text, rate numeric, rate_on date, base_currency text,
    from_rate numeric, from_rate_on date, to_rate numeric, to_rate_on date
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $get_exchange_rate$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_on is not null then
        perform tolsel_core.check_date(p_on, 'The day');
    end if;
    return query
    select r.*
    from tolsel_exchange.get_rate(
        p_from_currency, p_to_currency,
        coalesce(p_on, tolsel_core.branch_date(
            p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id)),
        coalesce(p_max_days, 7), p_tenant_id) r;
end
$get_exchange_rate$;
comment on function tolsel.get_exchange_rate is
$$Answers what one unit of a currency was worth in another on a day (default: today), by the last
rate on it or at most p_max_days before. Two currencies that have no rate between them go through
the base currency that both have one against, and the answer says both: from_rate and to_rate are
units for one of the base currency, null for that itself.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC014 date_not_usable,
UX003 rate_not_found, UX004 same_currency$$;
revoke all on function tolsel.get_exchange_rate from public;
grant execute on function tolsel.get_exchange_rate to tolsel_app, tolsel_read, tolsel_clerk;
