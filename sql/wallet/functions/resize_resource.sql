create or replace function tolsel.resize_resource(
    p_resource_id bigint,
    p_plan text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.resource
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $resize_resource$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_from_at timestamptz;
    v_resource tolsel_wallet.resource;
    v_wallet tolsel_wallet.wallet;
    v_price tolsel_wallet.plan_price;
    v_first tolsel_wallet.resource_span;
    v_cost numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock: the wallet, whose resources stand still then, and what its customer owes.
    v_resource := tolsel_wallet.lock_resource(p_resource_id, p_tenant_id);
    v_wallet := tolsel_wallet.wallet_of(v_resource.account_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Refuse: a month that has begun is covered first, or is what ended it.
    perform tolsel_wallet.settle_lots(v_wallet);
    perform tolsel_wallet.cover_months(v_wallet, v_now);
    v_resource := tolsel_wallet.check_active(p_resource_id, p_tenant_id);
    -- Repeat: it has the plan.
    if v_resource.plan = p_plan then
        return v_resource;
    end if;
    v_from_at := greatest(
        tolsel_wallet.full_hour(v_now) + interval '1 hour', v_wallet.metered_until_at);
    v_price := tolsel_wallet.get_price(p_plan, v_wallet.currency, v_from_at, p_tenant_id);
    -- Of several sizes within an hour the largest counts for the next.
    if tolsel_wallet.full_hour(v_resource.resized_at) = tolsel_wallet.full_hour(v_now) then
        select * into v_first from tolsel_wallet.resource_span s
        where s.tenant_id = p_tenant_id and s.resource_id = p_resource_id
            and s.from_at = v_from_at and s.price_amount > v_price.price_amount;
    end if;
    v_cost := tolsel_wallet.cost_of_hours(
            coalesce(v_first.price_amount, v_price.price_amount), v_wallet.scale::integer,
            v_from_at, least(v_from_at + interval '1 hour', v_resource.covered_until_at))
        + tolsel_wallet.cost_of_hours(
            v_price.price_amount, v_wallet.scale::integer, v_from_at + interval '1 hour',
            v_resource.covered_until_at)
        - (
            select coalesce(sum(tolsel_wallet.cost_of_hours(
                s.price_amount, v_wallet.scale::integer, greatest(s.from_at, v_from_at),
                least(s.until_at, v_resource.covered_until_at))), 0)
            from tolsel_wallet.resource_span s
            where s.tenant_id = p_tenant_id and s.resource_id = p_resource_id);
    perform tolsel_ledger.check_frozen(b.account_id, p_tenant_id)
    from tolsel_ledger.lock_balances(array[v_wallet.account_id], p_tenant_id) b
    where b.frozen_incident_id is not null;
    if v_cost > 0 then
        perform tolsel_wallet.check_funds(v_wallet, v_cost, format(
            'Plan %s instead of %s', p_plan, v_resource.plan));
    end if;
    -- Write: what is larger is held, what is smaller is free at once.
    perform tolsel_ledger.move_holds(
        array[row(
            v_resource.hold_id, v_resource.account_id, greatest(v_cost, 0), 0,
            greatest(-v_cost, 0), false)::tolsel_ledger.hold_move],
        p_tenant_id);
    perform tolsel_wallet.release_kept(v_wallet, -v_cost);
    delete from tolsel_wallet.resource_span s
    where s.tenant_id = p_tenant_id and s.resource_id = p_resource_id and s.from_at >= v_from_at;
    update tolsel_wallet.resource_span s set until_at = v_from_at
    where s.tenant_id = p_tenant_id and s.resource_id = p_resource_id and s.until_at is null;
    insert into tolsel_wallet.resource_span (
        tenant_id, resource_id, from_at, until_at, plan, price_amount)
    select p_tenant_id, p_resource_id, v_from_at, v_from_at + interval '1 hour', v_first.plan,
        v_first.price_amount
    where v_first.plan is not null
    union all
    select p_tenant_id, p_resource_id,
        v_from_at + case when v_first.plan is not null then interval '1 hour'
            else interval '0 hours' end,
        null, p_plan, v_price.price_amount;
    update tolsel_wallet.resource r set plan = p_plan, resized_at = v_now
    where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id
    returning * into v_resource;
    -- Hand on:
    perform tolsel_core.emit_event(
        'resource.resized', 'resource', p_resource_id,
        jsonb_build_object(
            'wallet_id', v_wallet.wallet_id, 'customer_id', v_resource.customer_id,
            'plan', p_plan, 'amount', v_cost::text, 'currency', v_wallet.currency,
            'from_at', v_from_at, 'credit_amount',
            tolsel_wallet.sum_on_credit(v_wallet, greatest(v_cost, 0))::text),
        p_tenant_id);
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_resource;
end
$resize_resource$;
comment on function tolsel.resize_resource is
$$Gives a resource another plan from the next full hour on. What that costs more to the end of this
UTC month is held, or nothing happens; what it costs less is available at once. Of several sizes
within an hour the largest counts for the next one. A plan that it has is no change.
raises: UC002 tenant_not_allowed, UL027 account_frozen, UW004 plan_without_price, UW005 funds_short,
UW006 resource_not_found, UW007 resource_not_active, UW015 debt_open$$;
revoke all on function tolsel.resize_resource from public;
grant execute on function tolsel.resize_resource to tolsel_app, tolsel_clerk;
