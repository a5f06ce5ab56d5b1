create or replace function tolsel.provision_resource(
    p_wallet_id bigint,
    p_plan text,
    p_name text,
    p_customer_id bigint default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.resource
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $provision_resource$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_from_at timestamptz;
    v_until timestamptz;
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_wallet tolsel_wallet.wallet;
    v_customer_id bigint;
    v_price tolsel_wallet.plan_price;
    v_frozen_id bigint;
    v_hold tolsel_ledger.hold;
    v_resource tolsel_wallet.resource;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_name, 'name', 200);
    perform tolsel_core.check_metadata(v_metadata);
    perform tolsel_core.check_request_key(p_request_key);
    -- Lock: the wallet, then its customer: what is available and what is owed stand still.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    v_customer_id := coalesce(p_customer_id, v_wallet.owner_customer_id);
    -- A clock may have been set back since the wallet was metered.
    v_from_at := greatest(tolsel_wallet.full_hour(v_now), v_wallet.metered_until_at);
    v_until := tolsel_wallet.month_end(v_from_at);
    -- Repeat:
    if p_request_key is not null then
        select * into v_resource from tolsel_wallet.resource r
        where r.tenant_id = p_tenant_id and r.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'resource ' || v_resource.resource_id,
                to_jsonb(v_resource) || jsonb_build_object('plan', (
                    select s.plan from tolsel_wallet.resource_span s
                    where s.tenant_id = p_tenant_id and s.resource_id = v_resource.resource_id
                    order by s.from_at limit 1)),
                jsonb_build_object(
                    'account_id', v_wallet.account_id, 'plan', p_plan, 'name', p_name,
                    'customer_id', v_customer_id, 'metadata', v_metadata));
            return v_resource;
        end if;
    end if;
    -- Refuse: what runs is covered first, where a month has just begun.
    perform tolsel_wallet.check_open(v_wallet);
    if v_customer_id <> v_wallet.customer_id then
        perform tolsel_billing.get_customer(v_customer_id, p_tenant_id);
    end if;
    v_price := tolsel_wallet.get_price(p_plan, v_wallet.currency, v_from_at, p_tenant_id);
    perform tolsel_wallet.settle_lots(v_wallet);
    perform tolsel_wallet.cover_months(v_wallet, v_now);
    v_hold.amount := tolsel_wallet.cost_of_hours(
        v_price.price_amount, v_wallet.scale::integer, v_from_at, v_until);
    select b.frozen_incident_id into v_frozen_id from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = v_wallet.account_id and b.slot = 0
    for no key update;
    if v_frozen_id is not null then
        perform tolsel_ledger.check_frozen(v_wallet.account_id, p_tenant_id);
    end if;
    perform tolsel_wallet.check_funds(v_wallet, v_hold.amount, 'Plan ' || p_plan);
    -- Write: a hold and what it is for, or neither.
    v_hold.tenant_id := p_tenant_id;
    v_hold.account_id := v_wallet.account_id;
    v_hold.is_lasting := true;
    v_hold.description := p_name;
    v_hold.metadata := '{}';
    v_hold := tolsel_ledger.add_hold(v_hold);
    insert into tolsel_wallet.resource (
        tenant_id, account_id, customer_id, name, plan, status, hold_id, covered_until_at,
        started_at, user_id, login, request_key, metadata)
    values (
        p_tenant_id, v_wallet.account_id, v_customer_id, p_name, p_plan, 'active', v_hold.hold_id,
        v_until, v_now, tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login(),
        p_request_key, v_metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_resource;
    -- The key was free a moment ago: a call for another wallet has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    insert into tolsel_wallet.resource_span (tenant_id, resource_id, from_at, plan, price_amount)
    values (p_tenant_id, v_resource.resource_id, v_from_at, p_plan, v_price.price_amount);
    -- As it is now: what has expired was ended first, and perhaps all that was metered with it.
    update tolsel_wallet.wallet w set metered_until_at = v_from_at
    where w.tenant_id = p_tenant_id and w.wallet_id = p_wallet_id and w.metered_until_at is null;
    -- Hand on:
    perform tolsel_core.emit_event(
        'resource.provisioned', 'resource', v_resource.resource_id,
        jsonb_build_object(
            'wallet_id', p_wallet_id, 'customer_id', v_customer_id, 'plan', p_plan,
            'amount', v_hold.amount::text, 'currency', v_wallet.currency,
            'credit_amount', tolsel_wallet.sum_on_credit(v_wallet, v_hold.amount)::text),
        p_tenant_id);
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_resource;
end
$provision_resource$;
comment on function tolsel.provision_resource is
$$Provisions a resource of a plan, paid from a wallet, used by a customer (null: the owner): what it
costs from this hour to the end of this UTC month is held, or nothing happens. At each turn of the
month the next price is held, or the resource is suspended.
raises: UB001 customer_not_found, UC002 tenant_not_allowed, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC016 text_not_usable, UC024 request_key_reused, UL027 account_frozen,
UW001 wallet_not_found, UW004 plan_without_price, UW005 funds_short, UW011 wallet_closed,
UW015 debt_open$$;
revoke all on function tolsel.provision_resource from public;
grant execute on function tolsel.provision_resource to tolsel_app, tolsel_clerk;
