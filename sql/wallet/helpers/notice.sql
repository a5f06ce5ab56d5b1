-- Notice: who will be suspended at the turn of the month is told some days before, once, and told
-- again where it fitted meanwhile.

create or replace function tolsel_wallet.warn_wallets(p_wallet_ids bigint[], p_tenant_id bigint)
returns void
language plpgsql
volatile
as $warn_wallets$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_wallet tolsel_wallet.wallet;
begin
    for v_wallet in
        with near as materialized (
            select w.wallet_id, w.account_id, w.currency
            from tolsel_wallet.wallet w
            left join tolsel_wallet.wallet_rule u
                on u.tenant_id = w.tenant_id and u.wallet_id = w.wallet_id
            where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids) and exists (
                select from tolsel_wallet.resource r
                where r.tenant_id = p_tenant_id and r.account_id = w.account_id
                    and r.settled_at is null and r.status = 'active'
                    and r.covered_until_at <= v_now + make_interval(
                        days => coalesce(u.lead_days, 3)))
        ), span as materialized (
            select n.wallet_id, n.currency, r.resource_id, r.covered_until_at, r.warned_for_at,
                s.plan, s.price_amount
            from near n
            join tolsel_wallet.resource r
                on r.tenant_id = p_tenant_id and r.account_id = n.account_id
                and r.settled_at is null and r.status = 'active'
            join tolsel_wallet.resource_span s
                on s.tenant_id = p_tenant_id and s.resource_id = r.resource_id
                and (s.until_at > r.covered_until_at or s.until_at is null)
        ), price as materialized (
            select p.plan, p.currency, p.covered_until_at, (tolsel_wallet.find_price(
                p.plan, p.currency, p.covered_until_at, p_tenant_id)).price_amount
            from (select distinct s.plan, s.currency, s.covered_until_at from span s) p
        ), need as (
            select m.wallet_id, sum(m.amount) as amount, bool_or(m.is_warned) as is_warned
            from (
                select s.wallet_id, max(coalesce(p.price_amount, s.price_amount)) as amount,
                    bool_or(s.warned_for_at is not null) as is_warned
                from span s
                join price p
                    on p.plan = s.plan and p.currency = s.currency
                    and p.covered_until_at = s.covered_until_at
                group by s.wallet_id, s.resource_id
            ) m
            group by m.wallet_id
        )
        -- Where all fits at the most that it may cost, and nothing is warned, nothing changes.
        select w.* from need n
        join tolsel_wallet.wallet w on w.tenant_id = p_tenant_id and w.wallet_id = n.wallet_id
        cross join lateral tolsel_wallet.judge_funds(w, 0) f
        where n.is_warned or n.amount > f.available_amount
        order by w.wallet_id
    loop
        perform tolsel_wallet.warn_resources(v_wallet);
    end loop;
end
$warn_wallets$;
comment on function tolsel_wallet.warn_wallets is
    'Tells which resources of some wallets will not fit at the turn, so many days before as the rule
of a wallet says, else three. The caller has locked the wallets.';

create or replace function tolsel_wallet.warn_resources(p_wallet tolsel_wallet.wallet)
returns void
language plpgsql
volatile
as $warn_resources$
declare
    v_available numeric := (
        select f.available_amount from tolsel_wallet.judge_funds(p_wallet, 0) f);
    v_resource tolsel_wallet.resource;
    v_price numeric;
begin
    -- As the turn does: each in the order of its number, and what fits goes on.
    for v_resource in
        select * from tolsel_wallet.resource r
        where r.tenant_id = p_wallet.tenant_id and r.account_id = p_wallet.account_id
            and r.settled_at is null and r.status = 'active'
        order by r.covered_until_at, r.resource_id
    loop
        v_price := (
            select sum(tolsel_wallet.cost_of_hours(
                s.new_price_amount, p_wallet.scale::integer,
                greatest(s.from_at, v_resource.covered_until_at),
                least(s.until_at, tolsel_wallet.month_end(v_resource.covered_until_at))))
            from tolsel_wallet.list_priced_spans(
                v_resource, v_resource.covered_until_at, p_wallet.currency) s);
        if v_price <= v_available then
            v_available := v_available - v_price;
            update tolsel_wallet.resource r set warned_for_at = null
            where r.tenant_id = p_wallet.tenant_id and r.resource_id = v_resource.resource_id
                and r.warned_for_at is not null;
        elsif v_resource.warned_for_at is distinct from v_resource.covered_until_at then
            update tolsel_wallet.resource r set warned_for_at = r.covered_until_at
            where r.tenant_id = p_wallet.tenant_id and r.resource_id = v_resource.resource_id;
            perform tolsel_core.emit_event(
                'resource.suspension_due', 'resource', v_resource.resource_id,
                jsonb_build_object(
                    'wallet_id', p_wallet.wallet_id, 'customer_id', v_resource.customer_id,
                    'plan', v_resource.plan, 'until_at', v_resource.covered_until_at,
                    'price', v_price::text, 'shortfall', (v_price - v_available)::text,
                    'currency', p_wallet.currency),
                p_wallet.tenant_id);
        end if;
    end loop;
end
$warn_resources$;
comment on function tolsel_wallet.warn_resources is
    'Tells of each resource of a wallet whose next month would not fit now, once. The caller has
locked the wallet.';
