-- Charging: what hours are due, what they cost, and their journals, holds and rows, for many
-- wallets at once: one journal a wallet, whatever number of hours was missed.

create or replace function tolsel_wallet.list_due_hours(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns setof tolsel_wallet.due_hour
language sql
stable
as $list_due_hours$
    -- What an hour is of its month is the same for all, and worked out once.
    with hour as materialized (
        select h.hour_at, tolsel_wallet.hours_between(m.month_at, h.hour_at) as hours_before,
            tolsel_wallet.hours_between(
                m.month_at, tolsel_wallet.month_end(m.month_at)) as hours_of_month
        from generate_series(
            (
                select min(w.metered_until_at) from tolsel_wallet.wallet w
                where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
            ), p_until - interval '1 hour', interval '1 hour') h(hour_at)
        cross join lateral (
            select date_trunc('month', h.hour_at at time zone 'UTC') at time zone 'UTC' as month_at
        ) m
    )
    select w.wallet_id, w.account_id, s.resource_id, h.hour_at,
        tolsel_wallet.part_of_price(
            s.price_amount, w.scale::integer, h.hours_before + 1, h.hours_of_month)
        - tolsel_wallet.part_of_price(
            s.price_amount, w.scale::integer, h.hours_before, h.hours_of_month)
    from tolsel_wallet.wallet w
    join tolsel_wallet.resource r
        on r.tenant_id = p_tenant_id and r.account_id = w.account_id and r.settled_at is null
    join tolsel_wallet.resource_span s
        on s.tenant_id = p_tenant_id and s.resource_id = r.resource_id
        and s.from_at < p_until and (s.until_at > w.metered_until_at or s.until_at is null)
    cross join lateral generate_series(
        greatest(s.from_at, w.metered_until_at), least(s.until_at, p_until) - interval '1 hour',
        interval '1 hour') n(hour_at)
    join hour h on h.hour_at = n.hour_at
    where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
        and w.metered_until_at < p_until;
$list_due_hours$;
comment on function tolsel_wallet.list_due_hours is
    'Lists the hours of wallets that have ended and are not charged, each at the price and plan in
force when it began. The caller has locked the wallets.';

create or replace function tolsel_wallet.usage_lines(
    p_hours tolsel_wallet.due_hour[], p_tenant_id bigint
)
returns tolsel_ledger.line[]
language sql
stable
as $usage_lines$
    with day as (
        select h.account_id, (h.hour_at at time zone 'UTC')::date as day_on, sum(h.amount) as amount
        from unnest(p_hours) h
        group by h.account_id, day_on
        having sum(h.amount) > 0
    ), line as (
        select d.account_id, d.amount, tolsel_ledger.account_beside(
                'revenue', d.account_id, p_tenant_id) as revenue_id,
            greatest(d.day_on, tolsel_ledger.first_open_on(d.account_id, p_tenant_id)) as day_on,
            dense_rank() over (order by d.account_id) as journal_no,
            row_number() over (partition by d.account_id order by d.day_on) as place
        from day d
    )
    select array_agg(
        row(l.journal_no, b.line_no, b.account_id, b.amount, l.day_on, null)::tolsel_ledger.line)
    from line l
    cross join lateral (
        values (2 * l.place - 1, l.account_id, l.amount), (2 * l.place, l.revenue_id, -l.amount)
    ) b(line_no, account_id, amount);
$usage_lines$;
comment on function tolsel_wallet.usage_lines is
    'Answers the lines that charge hours: a journal a wallet, by the numbers of their accounts, and
in it two lines a UTC day, on the first open day where that is closed.';

create or replace function tolsel_wallet.lock_metered(p_wallet_ids bigint[], p_tenant_id bigint)
returns void
language plpgsql
volatile
as $lock_metered$
begin
    perform from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
    order by w.wallet_id
    for no key update;
    -- Customers before balances: one whose wallet has a rule may be asked for a top-up, and who has
    -- late usage may owe it.
    perform from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id in (
        select w.customer_id from tolsel_wallet.wallet w
        join tolsel_wallet.wallet_rule r
            on r.tenant_id = w.tenant_id and r.wallet_id = w.wallet_id
        where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
        union all
        select w.customer_id from tolsel_wallet.list_told_wallets(
            p_wallet_ids, 'infinity', p_tenant_id) w)
    order by c.customer_id
    for no key update;
end
$lock_metered$;
comment on function tolsel_wallet.lock_metered is
    'Locks wallets by id, and the customers of those that have a rule: whatever is due is read once
they stand still.';

create or replace function tolsel_wallet.charge_wallets(
    p_wallet_ids bigint[], p_until timestamptz, p_covered_at timestamptz, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
set jit = off
as $charge_wallets$
declare
    v_wallet tolsel_wallet.wallet;
    v_hours tolsel_wallet.due_hour[];
    v_lines tolsel_ledger.line[];
    v_ids bigint[];
begin
    for v_wallet in
        select * from tolsel_wallet.wallet w
        where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids) and exists (
            select from tolsel_wallet.resource r
            where r.tenant_id = p_tenant_id and r.account_id = w.account_id
                and r.settled_at is null and r.status = 'active'
                and r.covered_until_at <= p_covered_at)
        order by w.wallet_id
    loop
        perform tolsel_wallet.cover_months(v_wallet, p_covered_at);
    end loop;
    v_hours := array(
        select h from tolsel_wallet.list_due_hours(p_wallet_ids, p_until, p_tenant_id) h);
    v_lines := tolsel_wallet.usage_lines(v_hours, p_tenant_id);
    -- Lock: all balances in their one order, before the holds change some of them; revenue for late
    -- usage, too, as what is owed of it takes a number that others want who have revenue locked.
    perform tolsel_ledger.lock_slots(
        array(
            select l.account_id from unnest(v_lines) l
            union
            select w.account_id from tolsel_wallet.wallet w
            where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
            union
            select tolsel_ledger.account_beside('revenue', w.account_id, p_tenant_id)
            from tolsel_wallet.list_told_wallets(p_wallet_ids, p_until, p_tenant_id) w),
        p_tenant_id);
    perform tolsel_ledger.move_holds(array(
        select row(
            r.hold_id, r.account_id, 0, coalesce(h.amount, 0), 0,
            r.status <> 'active' and not exists (
                select from tolsel_wallet.resource_span s
                where s.tenant_id = p_tenant_id and s.resource_id = r.resource_id
                    and s.until_at > p_until))::tolsel_ledger.hold_move
        from tolsel_wallet.wallet w
        join tolsel_wallet.resource r
            on r.tenant_id = p_tenant_id and r.account_id = w.account_id and r.settled_at is null
        left join (
            select h.resource_id, sum(h.amount) as amount from unnest(v_hours) h
            group by h.resource_id
        ) h on h.resource_id = r.resource_id
        where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)), p_tenant_id);
    -- Write: the ledger, then the hours with the journal of their wallet.
    if v_lines is not null then
        v_ids := tolsel_ledger.post(
            array(
                select tolsel_ledger.head_of(n, 'Usage until ' || to_char(
                    p_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))
                from generate_series(1, (select max(l.journal_no) from unnest(v_lines) l)) n
                order by n),
            v_lines, p_is_public => false, p_tenant_id => p_tenant_id);
    end if;
    with charged as (
        select c.account_id, c.amount,
            v_ids[row_number() over (order by c.account_id)] as journal_id
        from (
            select h.account_id, sum(h.amount) as amount from unnest(v_hours) h
            group by h.account_id
            having sum(h.amount) > 0
        ) c
    ), charge as (
        insert into tolsel_wallet.charge (
            tenant_id, journal_id, account_id, from_at, until_at, amount)
        select p_tenant_id, c.journal_id, c.account_id, w.metered_until_at, p_until, c.amount
        from charged c
        join tolsel_wallet.wallet w
            on w.tenant_id = p_tenant_id and w.account_id = c.account_id
    )
    insert into tolsel_wallet.usage_hour (tenant_id, hour_at, resource_id, journal_id, amount)
    select p_tenant_id, h.hour_at, h.resource_id, c.journal_id, h.amount
    from unnest(v_hours) h
    left join charged c on c.account_id = h.account_id
    order by h.hour_at, h.resource_id;
    perform tolsel_wallet.spend_lots(
        array(
            select row(c.account_id, c.journal_id, c.amount)::tolsel_wallet.lot_move
            from tolsel_wallet.charge c
            where c.tenant_id = p_tenant_id and c.journal_id = any(v_ids)),
        p_until, p_tenant_id);
    perform tolsel_wallet.charge_events(w, p_until)
    from tolsel_wallet.list_told_wallets(p_wallet_ids, p_until, p_tenant_id) w;
    perform tolsel_wallet.finish_metering(p_wallet_ids, p_until, p_tenant_id);
    perform tolsel_wallet.warn_wallets(p_wallet_ids, p_tenant_id);
    perform tolsel_wallet.judge_rule(w)
    from tolsel_wallet.wallet w
    join tolsel_wallet.wallet_rule r on r.tenant_id = w.tenant_id and r.wallet_id = w.wallet_id
    where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids);
    return cardinality(v_hours);
end
$charge_wallets$;
comment on function tolsel_wallet.charge_wallets is
$$Covers the months that have begun by one full hour, and charges all hours of some wallets that
have ended by another: holds, journals, hours, charges and lots, with one statement each. Answers
how many hours it was. The caller has locked the wallets.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.finish_metering(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $finish_metering$
begin
    update tolsel_wallet.resource r set settled_at = tolsel_core.clock_at()
    from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
        and r.tenant_id = p_tenant_id and r.account_id = w.account_id and r.settled_at is null
        and r.status <> 'active' and not exists (
            select from tolsel_wallet.resource_span s
            where s.tenant_id = p_tenant_id and s.resource_id = r.resource_id
                and s.until_at > p_until);
    update tolsel_wallet.wallet w
    set metered_until_at = case when exists (
        select from tolsel_wallet.resource r
        where r.tenant_id = p_tenant_id and r.account_id = w.account_id and r.settled_at is null)
        then p_until end
    where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
        and w.metered_until_at < p_until;
    delete from tolsel_wallet.metering_fault f
    where f.tenant_id = p_tenant_id and f.wallet_id = any(p_wallet_ids) and f.task = 'usage';
end
$finish_metering$;
comment on function tolsel_wallet.finish_metering is
    'Moves wallets on to the hour up to which they were charged, ends what has paid its last hour,
and takes away what was noted of them.';
