create or replace function tolsel.set_plan_price(
    p_plan text,
    p_price_amount numeric,
    p_currency text default null,
    p_valid_from timestamptz default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.plan_price
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_plan_price$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_price tolsel_wallet.plan_price;
    v_old tolsel_wallet.plan_price;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if (p_plan ~ '^[a-z0-9][a-z0-9._-]{0,49}$') is not true then
        perform tolsel_core.refuse('UW009', format('Plan %L.', left(p_plan, 60)));
    end if;
    -- Lock: prices are set one after the other.
    perform tolsel_core.lock_tenant(p_tenant_id);
    select c.currency, c.scale into v_price.currency, v_price.scale
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = coalesce(p_currency, t.currency)
    where t.tenant_id = p_tenant_id;
    if not found then
        perform tolsel_core.refuse('UC007', format('Currency %L.', p_currency));
    end if;
    if p_price_amount is distinct from 0 then
        p_price_amount := tolsel_core.check_amount(
            p_price_amount, v_price.scale::integer, 'The price');
    end if;
    v_price.valid_from_at := tolsel_wallet.full_hour(coalesce(p_valid_from, v_now));
    -- Repeat: the same price from the same hour on.
    select * into v_old from tolsel_wallet.plan_price p
    where p.tenant_id = p_tenant_id and p.plan = p_plan and p.currency = v_price.currency
        and p.valid_from_at = v_price.valid_from_at;
    if v_old.price_amount = p_price_amount then
        return v_old;
    end if;
    -- Refuse: what has begun may have been charged; a first price may begin now.
    if p_price_amount < 0 or v_old.plan is not null
        or isfinite(coalesce(p_valid_from, v_now)) is not true
        or v_price.valid_from_at < tolsel_wallet.full_hour(v_now)
    then
        perform tolsel_core.refuse('UW008', format(
            '%s %s from %s on.', p_price_amount, v_price.currency, v_price.valid_from_at));
    end if;
    -- Write:
    insert into tolsel_wallet.plan_price (
        tenant_id, plan, currency, scale, valid_from_at, price_amount, set_at, login)
    values (
        p_tenant_id, p_plan, v_price.currency, v_price.scale, v_price.valid_from_at, p_price_amount,
        v_now, tolsel_core.acting_login())
    returning * into v_price;
    return v_price;
end
$set_plan_price$;
comment on function tolsel.set_plan_price is
$$Sets what a plan costs a month, in a currency (null: the tenant's), from a UTC hour on (null: this
one) until the next price. What runs has the new price from the next month's turn on.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC008 amount_not_finite,
UC010 amount_too_precise, UC011 amount_too_large, UW008 price_not_usable, UW009 plan_not_usable$$;
revoke all on function tolsel.set_plan_price from public;
grant execute on function tolsel.set_plan_price to tolsel_app, tolsel_manager;
