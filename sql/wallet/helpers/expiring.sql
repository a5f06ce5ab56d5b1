-- Expiring: a wallet is metered up to each hour at which one of its lots begins or ends, or a grant
-- is due, so that within a piece of a run the lots are the same; what a lot has left at its end and
-- nothing holds is taken then. What is held is kept, is spent first, and is taken when it is
-- released.

create or replace function tolsel_wallet.charge_pieces(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $charge_pieces$
declare
    v_at timestamptz := timestamptz '-infinity';
    v_next_at timestamptz;
    v_ids bigint[];
    v_count integer := 0;
begin
    perform tolsel_wallet.lock_metered(p_wallet_ids, p_tenant_id);
    loop
        -- What is granted at one bound has bounds of its own.
        select b.at, array_agg(distinct b.wallet_id) into v_next_at, v_ids
        from tolsel_wallet.list_lot_bounds(p_wallet_ids, p_until, p_tenant_id) b
        where b.at > v_at
        group by b.at
        order by b.at
        limit 1;
        exit when not found;
        -- Lock: all that the pieces will post to, before the first of them.
        if not isfinite(v_at) then
            perform tolsel_wallet.lock_expiring(p_wallet_ids, p_tenant_id);
        end if;
        v_at := v_next_at;
        -- A month that begins where a lot ends, or with a grant, is covered when that has ended,
        -- or is there.
        v_count := v_count + tolsel_wallet.charge_wallets(
            v_ids, v_at, v_at - interval '1 hour', p_tenant_id);
        perform tolsel_wallet.expire_lots(v_ids, v_at, p_tenant_id);
        perform tolsel_wallet.grant_due(v_ids, v_at, p_tenant_id);
    end loop;
    return v_count + tolsel_wallet.charge_wallets(p_wallet_ids, p_until, p_until, p_tenant_id);
end
$charge_pieces$;
comment on function tolsel_wallet.charge_pieces is
$$Charges all hours of some wallets that have ended by a full hour, in pieces between the hours at
which their lots begin and end, ends those lots, and grants what is due. Answers how many hours it
was.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.list_lot_bounds(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns table (wallet_id bigint, at timestamptz)
language sql
stable
as $list_lot_bounds$
    select w.wallet_id, l.expires_at
    from tolsel_wallet.lot l
    join tolsel_wallet.wallet w on w.tenant_id = p_tenant_id and w.account_id = l.account_id
    where l.tenant_id = p_tenant_id and not l.is_spent and l.ended_at is null
        and l.expires_at <= p_until and w.wallet_id = any(p_wallet_ids)
    union all
    select w.wallet_id, l.valid_from_at
    from tolsel_wallet.lot l
    join tolsel_wallet.wallet w on w.tenant_id = p_tenant_id and w.account_id = l.account_id
    where l.tenant_id = p_tenant_id and not l.is_spent and l.valid_from_at < p_until
        and l.valid_from_at > (
            select min(m.metered_until_at) from tolsel_wallet.wallet m
            where m.tenant_id = p_tenant_id and m.wallet_id = any(p_wallet_ids))
        and l.valid_from_at > w.metered_until_at and w.wallet_id = any(p_wallet_ids)
    union all
    select w.wallet_id, g.due_at
    from tolsel_wallet.recurring_grant g
    join tolsel_wallet.wallet w on w.tenant_id = p_tenant_id and w.account_id = g.account_id
    where g.tenant_id = p_tenant_id and not g.is_over and g.due_at <= p_until
        and w.wallet_id = any(p_wallet_ids);
$list_lot_bounds$;
comment on function tolsel_wallet.list_lot_bounds is
    'Lists the hours at which lots of wallets end that have not ended yet, at which recurring grants
are due, and those within the hours to be metered at which lots begin.';

create or replace function tolsel_wallet.lock_expiring(
    p_wallet_ids bigint[], p_tenant_id bigint, p_account_ids bigint[] default '{}'
)
returns void
language plpgsql
volatile
as $lock_expiring$
begin
    perform tolsel_ledger.lock_slots(
        array(
            select a.account_id
            from tolsel_wallet.wallet w
            cross join lateral (
                select w.account_id
                union all
                select tolsel_ledger.purpose_account(p, w.currency, p_tenant_id)
                from unnest(array['revenue', 'breakage']) p
                union all
                select g.cost_account_id from tolsel_wallet.recurring_grant g
                where g.tenant_id = p_tenant_id and g.account_id = w.account_id and not g.is_over
            ) a
            where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
            union all
            select unnest(p_account_ids)),
        p_tenant_id);
end
$lock_expiring$;
comment on function tolsel_wallet.lock_expiring is
    'Locks the balances of wallets, of where their usage and their expired lots go, of what pays
recurring grants, and of what the caller will post to, in the order of accounts. The caller has
locked the wallets and their customers.';

create or replace function tolsel_wallet.expire_lots(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $expire_lots$
declare
    v_takes tolsel_wallet.lot_take[];
begin
    v_takes := array(
        select row(
            o.account_id, o.lot_id, greatest(
                least(o.left_amount, b.available - (
                    sum(o.left_amount) over (partition by o.account_id order by o.place)
                    - o.left_amount)),
                0))::tolsel_wallet.lot_take
        from tolsel_wallet.list_lots_in_order(
            array(
                select w.account_id from tolsel_wallet.wallet w
                where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)),
            p_until, p_tenant_id) o
        join tolsel_ledger.balance b
            on b.tenant_id = p_tenant_id and b.account_id = o.account_id and b.slot = 0
        where o.expires_at <= p_until and o.ended_at is null);
    perform tolsel_wallet.take_expired(v_takes, p_until, p_tenant_id);
end
$expire_lots$;
comment on function tolsel_wallet.expire_lots is
    'Ends the lots of wallets that expire by the hour up to which they are metered: of each it takes
what is left, as far as that is available.';

create or replace function tolsel_wallet.release_kept(
    p_wallet tolsel_wallet.wallet, p_released_amount numeric
)
returns void
language plpgsql
volatile
as $release_kept$
declare
    v_takes tolsel_wallet.lot_take[];
begin
    v_takes := array(
        select row(
            o.account_id, o.lot_id,
            least(o.left_amount, p_released_amount - o.before_amount))::tolsel_wallet.lot_take
        from (
            select o.*, sum(o.left_amount) over (order by o.place) - o.left_amount
                as before_amount
            from tolsel_wallet.list_lots_in_order(
                array[p_wallet.account_id], 'infinity', p_wallet.tenant_id) o
            where o.ended_at is not null
        ) o
        where o.before_amount < p_released_amount);
    perform tolsel_wallet.take_expired(
        v_takes, tolsel_wallet.full_hour(tolsel_core.clock_at()), p_wallet.tenant_id);
end
$release_kept$;
comment on function tolsel_wallet.release_kept is
    'Takes what was kept of lots that have ended, as far as what kept it was released. The caller
has locked the wallet, and what it posts to with lock_expiring.';

create or replace function tolsel_wallet.take_expired(
    p_takes tolsel_wallet.lot_take[], p_until timestamptz, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $take_expired$
declare
    v_lines tolsel_ledger.line[];
    v_ids bigint[];
begin
    if cardinality(p_takes) = 0 then
        return;
    end if;
    update tolsel_wallet.lot l
    set expired_amount = l.expired_amount + t.amount, ended_at = coalesce(l.ended_at, p_until)
    from unnest(p_takes) t
    where l.tenant_id = p_tenant_id and l.lot_id = t.lot_id;
    v_lines := tolsel_wallet.expiry_lines(p_takes, p_until, p_tenant_id);
    if v_lines is null then
        return;
    end if;
    v_ids := tolsel_ledger.post(
        array(
            select tolsel_ledger.head_of(n, 'Expired at ' || to_char(
                p_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))
            from generate_series(1, (select max(l.journal_no) from unnest(v_lines) l)) n
            order by n),
        v_lines, p_is_public => false, p_tenant_id => p_tenant_id);
    with expired as (
        insert into tolsel_wallet.expiry (tenant_id, journal_id, account_id, ended_at, amount)
        select p_tenant_id, v_ids[l.journal_no], l.account_id, p_until, l.amount
        from unnest(v_lines) l
        where l.line_no = 1
        returning journal_id, account_id
    )
    insert into tolsel_wallet.lot_use (tenant_id, journal_id, lot_id, amount)
    select p_tenant_id, x.journal_id, t.lot_id, t.amount
    from unnest(p_takes) t
    join expired x on x.account_id = t.account_id
    where t.amount > 0;
    perform tolsel_core.emit_event(
        'lot.expired', 'lot', t.lot_id,
        jsonb_build_object(
            'wallet_id', w.wallet_id, 'customer_id', w.customer_id, 'amount', t.amount::text,
            'currency', w.currency),
        p_tenant_id)
    from unnest(p_takes) t
    join tolsel_wallet.wallet w on w.tenant_id = p_tenant_id and w.account_id = t.account_id
    where t.amount > 0;
end
$take_expired$;
comment on function tolsel_wallet.take_expired is
$$Takes from lots that have ended, and from their wallets, what nobody can spend any more: one
journal a wallet.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.expiry_lines(
    p_takes tolsel_wallet.lot_take[], p_until timestamptz, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language sql
stable
as $expiry_lines$
    with taken as (
        select t.account_id, sum(t.amount) as amount, tolsel_ledger.account_beside(
                'breakage', t.account_id, p_tenant_id) as breakage_id,
            greatest(
                (p_until at time zone 'UTC')::date,
                tolsel_ledger.first_open_on(t.account_id, p_tenant_id)) as day_on,
            row_number() over (order by t.account_id) as journal_no
        from unnest(p_takes) t
        group by t.account_id
        having sum(t.amount) > 0
    )
    select array_agg(
        row(t.journal_no, b.line_no, b.account_id, b.amount, t.day_on, null)::tolsel_ledger.line)
    from taken t
    cross join lateral (
        values (1, t.account_id, t.amount), (2, t.breakage_id, -t.amount)
    ) b(line_no, account_id, amount);
$expiry_lines$;
comment on function tolsel_wallet.expiry_lines is
    'Answers the lines that take what has expired from wallets: a journal each, in the order of
their accounts, on the UTC day of the hour, or the first open one; null: nothing was left.';
