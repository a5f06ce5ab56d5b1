-- Resources: each has a hold of its own, which pays its hours to the end of the month, grows at the
-- month's turn, and is closed when its last hour is paid. The caller has locked the wallet.

create or replace function tolsel_wallet.judge_funds(
    p_wallet tolsel_wallet.wallet, p_cost numeric
)
returns table (
    settled_amount numeric, held_amount numeric, owed_amount numeric, available_amount numeric,
    shortfall_amount numeric
)
language sql
stable
as $judge_funds$
    select -b.balance, b.held_amount, o.amount, b.available - o.amount,
        greatest(p_cost - (b.available - o.amount), 0)
    from tolsel_ledger.balance b
    join tolsel_billing.customer r
        on r.tenant_id = p_wallet.tenant_id and r.customer_id = p_wallet.customer_id
    join tolsel_ledger.balance c
        on c.tenant_id = r.tenant_id and c.account_id = r.account_id and c.slot = 0
    -- Where there is a limit, what is owed beside the wallet counts: an invoice would else free it.
    cross join lateral (
        select case when b.credit_limit > 0 then greatest(c.balance, 0 * c.balance)
            else 0 * c.balance end as amount
    ) o
    where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id and b.slot = 0;
$judge_funds$;
comment on function tolsel_wallet.judge_funds is
    'Answers what a wallet has, what is held, what its customer owes beside it where it has a credit
limit, what is available then, and what is missing for a cost.';

create or replace function tolsel_wallet.check_funds(
    p_wallet tolsel_wallet.wallet, p_cost numeric, p_subject text
)
returns void
language plpgsql
stable
as $check_funds$
declare
    v_funds record;
begin
    perform tolsel_wallet.check_debts(p_wallet, p_subject);
    select * into v_funds from tolsel_wallet.judge_funds(p_wallet, p_cost);
    if v_funds.shortfall_amount > 0 then
        perform tolsel_core.refuse('UW005', format(
            '%s: balance %s, held %s, owed %s, cost %s, shortfall %s %s.', p_subject,
            v_funds.settled_amount, v_funds.held_amount, v_funds.owed_amount, p_cost,
            v_funds.shortfall_amount, p_wallet.currency));
    end if;
end
$check_funds$;
comment on function tolsel_wallet.check_funds is
$$Checks that a wallet has no debt, and has a cost available, what its customer owes beside it taken
off.
raises: UW005 funds_short, UW015 debt_open$$;

create or replace function tolsel_wallet.sum_on_credit(
    p_wallet tolsel_wallet.wallet, p_amount numeric
)
returns numeric
language sql
stable
as $sum_on_credit$
    select least(p_amount, greatest(b.held_amount + b.balance, 0))
    from tolsel_ledger.balance b
    where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id and b.slot = 0;
$sum_on_credit$;
comment on function tolsel_wallet.sum_on_credit is
    'Answers what of an amount that was held just now the wallet has not, so that its credit limit
stands for it.';

create or replace function tolsel_wallet.lock_resource(p_resource_id bigint, p_tenant_id bigint)
returns tolsel_wallet.resource
language plpgsql
volatile
as $lock_resource$
declare
    v_resource tolsel_wallet.resource;
    v_wallet_id bigint := (
        -- Who pays for a resource never changes, so that it may be read before it is locked.
        select w.wallet_id
        from tolsel_wallet.resource r
        join tolsel_wallet.wallet w on w.tenant_id = p_tenant_id and w.account_id = r.account_id
        where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id);
begin
    if v_wallet_id is null then
        perform tolsel_core.refuse('UW006', format(
            'Resource %s.', coalesce(p_resource_id::text, 'null')));
    end if;
    perform tolsel_wallet.lock_wallet(v_wallet_id, p_tenant_id);
    select * into v_resource from tolsel_wallet.resource r
    where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id;
    return v_resource;
end
$lock_resource$;
comment on function tolsel_wallet.lock_resource is
$$Locks the wallet that pays for a resource, and answers with the resource.
raises: UW006 resource_not_found$$;

create or replace function tolsel_wallet.check_active(p_resource_id bigint, p_tenant_id bigint)
returns tolsel_wallet.resource
language plpgsql
stable
as $check_active$
declare
    v_resource tolsel_wallet.resource;
begin
    select * into v_resource from tolsel_wallet.resource r
    where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id;
    if v_resource.status <> 'active' then
        perform tolsel_core.refuse('UW007', format(
            'Resource %s (%s) was %s at %s.', p_resource_id, v_resource.name, v_resource.status,
            v_resource.ended_at));
    end if;
    return v_resource;
end
$check_active$;
comment on function tolsel_wallet.check_active is
$$Answers with a resource that is active.
raises: UW007 resource_not_active$$;

create or replace function tolsel_wallet.cover_months(
    p_wallet tolsel_wallet.wallet, p_now timestamptz
)
returns integer
language plpgsql
volatile
as $cover_months$
declare
    v_tenant_id bigint := p_wallet.tenant_id;
    v_available numeric;
    v_moves tolsel_ledger.hold_move[];
    v_resource tolsel_wallet.resource;
    v_until timestamptz;
    v_price numeric;
    v_grown numeric;
    v_count integer := 0;
begin
    -- Month by month, each resource in the order of its number: what fits goes on.
    for v_resource in
        select * from tolsel_wallet.resource r
        where r.tenant_id = v_tenant_id and r.account_id = p_wallet.account_id
            and r.status = 'active' and r.settled_at is null and r.covered_until_at <= p_now
        order by r.covered_until_at, r.resource_id
    loop
        v_available := coalesce(v_available, (
            select f.available_amount from tolsel_wallet.judge_funds(p_wallet, 0) f));
        v_until := v_resource.covered_until_at;
        v_grown := 0;
        loop
            v_price := (
                select sum(tolsel_wallet.cost_of_hours(
                    s.new_price_amount, p_wallet.scale::integer, greatest(s.from_at, v_until),
                    least(s.until_at, tolsel_wallet.month_end(v_until))))
                from tolsel_wallet.list_priced_spans(v_resource, v_until, p_wallet.currency) s);
            if v_price > v_available then
                perform tolsel_wallet.end_resource(v_resource, 'suspended', v_until, p_now);
                exit;
            end if;
            perform tolsel_wallet.price_spans(v_resource, v_until, p_wallet.currency);
            v_available := v_available - v_price;
            v_grown := v_grown + v_price;
            v_until := tolsel_wallet.month_end(v_until);
            exit when v_until > p_now;
        end loop;
        update tolsel_wallet.resource r set covered_until_at = v_until
        where r.tenant_id = v_tenant_id and r.resource_id = v_resource.resource_id;
        v_moves := v_moves
            || row(v_resource.hold_id, v_resource.account_id, v_grown, 0, 0, false)
                ::tolsel_ledger.hold_move;
        v_count := v_count + 1;
    end loop;
    if v_count > 0 then
        perform tolsel_ledger.move_holds(v_moves, v_tenant_id);
    end if;
    return v_count;
end
$cover_months$;
comment on function tolsel_wallet.cover_months is
    'Lets the holds of a wallet''s resources grow by the price of each month that has begun, at the
price that counts from then on; a resource whose price does not fit any more is suspended from then
on. Answers how many resources it has looked at. The caller has locked the wallet.';

create or replace function tolsel_wallet.list_priced_spans(
    p_resource tolsel_wallet.resource, p_from_at timestamptz, p_currency text
)
returns table (
    from_at timestamptz, until_at timestamptz, plan text, price_amount numeric,
    new_price_amount numeric
)
language sql
stable
as $list_priced_spans$
    select s.from_at, s.until_at, s.plan, s.price_amount::numeric,
        coalesce((tolsel_wallet.find_price(
            s.plan, p_currency, p_from_at, p_resource.tenant_id)).price_amount, s.price_amount)
    from tolsel_wallet.resource_span s
    where s.tenant_id = p_resource.tenant_id and s.resource_id = p_resource.resource_id
        and (s.until_at > p_from_at or s.until_at is null)
    order by s.from_at;
$list_priced_spans$;
comment on function tolsel_wallet.list_priced_spans is
    'Lists what a resource has from the beginning of a month on, each with its price and the one
that counts then.';

create or replace function tolsel_wallet.price_spans(
    p_resource tolsel_wallet.resource, p_from_at timestamptz, p_currency text
)
returns void
language plpgsql
volatile
as $price_spans$
declare
    v_span record;
begin
    for v_span in
        select s.* from tolsel_wallet.list_priced_spans(p_resource, p_from_at, p_currency) s
        where s.new_price_amount <> s.price_amount
    loop
        if v_span.from_at >= p_from_at then
            update tolsel_wallet.resource_span s set price_amount = v_span.new_price_amount
            where s.tenant_id = p_resource.tenant_id and s.resource_id = p_resource.resource_id
                and s.from_at = v_span.from_at;
        else
            update tolsel_wallet.resource_span s set until_at = p_from_at
            where s.tenant_id = p_resource.tenant_id and s.resource_id = p_resource.resource_id
                and s.from_at = v_span.from_at;
            insert into tolsel_wallet.resource_span (
                tenant_id, resource_id, from_at, plan, price_amount)
            values (
                p_resource.tenant_id, p_resource.resource_id, p_from_at, v_span.plan,
                v_span.new_price_amount);
        end if;
    end loop;
end
$price_spans$;
comment on function tolsel_wallet.price_spans is
    'Gives what a resource has from the beginning of a month on the prices that count then.';

create or replace function tolsel_wallet.is_growing(
    p_resource tolsel_wallet.resource, p_until timestamptz
)
returns boolean
language sql
stable
as $is_growing$
    select exists (
        select from tolsel_wallet.resource_span s
        join tolsel_wallet.resource_span n
            on n.tenant_id = s.tenant_id and n.resource_id = s.resource_id
            and n.from_at = s.until_at
        where s.tenant_id = p_resource.tenant_id and s.resource_id = p_resource.resource_id
            and s.until_at = p_until and n.price_amount > s.price_amount);
$is_growing$;
comment on function tolsel_wallet.is_growing is
    'Answers whether a resource costs more from a full hour on than until then.';

create or replace function tolsel_wallet.end_resource(
    p_resource tolsel_wallet.resource, p_status text, p_until timestamptz, p_now timestamptz
)
returns void
language plpgsql
volatile
as $end_resource$
begin
    delete from tolsel_wallet.resource_span s
    where s.tenant_id = p_resource.tenant_id and s.resource_id = p_resource.resource_id
        and s.from_at >= p_until;
    update tolsel_wallet.resource_span s set until_at = p_until
    where s.tenant_id = p_resource.tenant_id and s.resource_id = p_resource.resource_id
        and s.until_at is null;
    update tolsel_wallet.resource r set status = p_status, ended_at = p_now
    where r.tenant_id = p_resource.tenant_id and r.resource_id = p_resource.resource_id;
    perform tolsel_core.emit_event(
        'resource.' || p_status, 'resource', p_resource.resource_id,
        jsonb_build_object(
            'account_id', p_resource.account_id, 'customer_id', p_resource.customer_id,
            'plan', p_resource.plan, 'until_at', p_until),
        p_resource.tenant_id);
end
$end_resource$;
comment on function tolsel_wallet.end_resource is
    'Ends a resource with a full hour; its hold is closed when its last hour is paid. The caller has
locked the wallet.';
