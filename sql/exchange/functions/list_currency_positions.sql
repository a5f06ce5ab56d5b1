create or replace function tolsel.list_currency_positions(
    p_on date default null, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    currency text, amount numeric, home_currency text, cost_amount numeric, rate numeric,
    rate_on date, value_amount numeric, unrealised_amount numeric, realised_amount numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_currency_positions$
#variable_conflict use_column
declare
    v_on date;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_on is not null then
        perform tolsel_core.check_date(p_on, 'The day');
    end if;
    v_on := coalesce(p_on, tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id));
    return query
    select v.currency, v.amount, v.home_currency, v.cost_amount, v.rate, v.rate_on,
        v.value_amount, v.value_amount - v.cost_amount, v.realised_amount
    from (
        select p.currency, p.amount, t.currency as home_currency, p.cost_amount, r.rate, r.rate_on,
            case when p.amount = 0 then round(p.amount, c.scale)
                else round(p.amount * r.rate, c.scale) end
                as value_amount,
            tolsel_core.at_scale(p.realised_amount, c.scale) as realised_amount
        from tolsel_exchange.list_positions(v_on, p_tenant_id) p
        join tolsel_core.tenant t on t.tenant_id = p_tenant_id
        join tolsel_core.currency c on c.currency = t.currency
        left join lateral tolsel_exchange.get_rate(p.currency, t.currency, v_on, 7, p_tenant_id) r
            on p.amount <> 0
    ) v
    order by v.currency;
end
$list_currency_positions$;
comment on function tolsel.list_currency_positions is
$$Lists what exchanges have left of each foreign currency by the end of a day (default: today),
below 0 where more has gone than come; what that has cost in the tenant's own currency, what it is
worth at the rate of the day (or at most 7 days before), and what is gained: unrealised with what
there is, realised with what has gone again. The amount is the opposite of what the account Currency
exchange stands at.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UX003 rate_not_found$$;
revoke all on function tolsel.list_currency_positions from public;
grant execute on function tolsel.list_currency_positions to tolsel_app, tolsel_read;
