create or replace function tolsel.quote_plan(
    p_plan text,
    p_currency text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    plan text, currency text, price_amount numeric, cost_amount numeric, from_at timestamptz,
    until_at timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $quote_plan$
#variable_conflict use_column
declare
    v_from_at timestamptz := tolsel_wallet.full_hour(tolsel_core.clock_at());
    v_price tolsel_wallet.plan_price;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_price := tolsel_wallet.get_price(
        p_plan, coalesce(p_currency, (
            select t.currency from tolsel_core.tenant t where t.tenant_id = p_tenant_id)),
        v_from_at, p_tenant_id);
    return query
    select v_price.plan, v_price.currency, v_price.price_amount::numeric,
        tolsel_wallet.cost_of_hours(
            v_price.price_amount, v_price.scale::integer, v_from_at,
            tolsel_wallet.month_end(v_from_at)),
        v_from_at, tolsel_wallet.month_end(v_from_at);
end
$quote_plan$;
comment on function tolsel.quote_plan is
$$Answers what a plan costs a month in a currency (null: the tenant's), and what it would cost from
this hour to the end of this UTC month: what has to be available to have it now.
raises: UC002 tenant_not_allowed, UW004 plan_without_price$$;
revoke all on function tolsel.quote_plan from public;
grant execute on function tolsel.quote_plan to tolsel_app, tolsel_read, tolsel_clerk;
