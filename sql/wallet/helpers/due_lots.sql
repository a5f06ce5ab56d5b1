-- Due lots: what a command settles before it judges a wallet whose lots have expired, or whose
-- grants are due; and the same worked out without doing it, so that what is explained is what would
-- be refused.

create or replace function tolsel_wallet.has_expired_lots(
    p_wallet tolsel_wallet.wallet, p_until timestamptz
)
returns boolean
language plpgsql
stable
as $has_expired_lots$
begin
    return exists (
        select from tolsel_wallet.lot l
        where l.tenant_id = p_wallet.tenant_id and l.account_id = p_wallet.account_id
            and not l.is_spent and l.expires_at <= p_until);
end
$has_expired_lots$;
comment on function tolsel_wallet.has_expired_lots is
    'Answers whether a wallet has something left in lots that have expired by a full hour, kept for
holds or not ended yet: a command charges its hours before it judges.';

create or replace function tolsel_wallet.judge_due(p_wallet tolsel_wallet.wallet)
returns table (hours_amount numeric, expired_amount numeric, granted_amount numeric)
language plpgsql
stable
as $judge_due$
#variable_conflict use_column
declare
    v_until timestamptz := tolsel_wallet.full_hour(tolsel_core.clock_at());
    v_hours tolsel_wallet.due_hour[];
    v_grants tolsel_wallet.due_grant[];
    v_due tolsel_wallet.lot[] := array[]::tolsel_wallet.lot[];
    v_new tolsel_wallet.lot;
    v_settled numeric;
    v_available numeric;
    v_expired numeric := 0;
    v_spent numeric;
    v_taken tolsel_wallet.lot_take[];
    v_before timestamptz := timestamptz '-infinity';
    v_bound timestamptz;
    v_grant tolsel_wallet.due_grant;
    v_lot record;
begin
    if not tolsel_wallet.has_expired_lots(p_wallet, v_until)
        and not tolsel_wallet.has_due_grants(p_wallet, v_until)
    then
        return query values (0::numeric, 0::numeric, 0::numeric);
        return;
    end if;
    select -b.balance, b.available into v_settled, v_available
    from tolsel_ledger.balance b
    where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id and b.slot = 0;
    v_grants := array(
        select d from tolsel_wallet.list_due_grants(
            array[p_wallet.wallet_id], v_until, p_wallet.tenant_id) d
        order by d.due_at, d.recurring_grant_id);
    -- A month that is not covered yet holds nothing, so that its hours take nothing from that.
    v_hours := array(
        select h from tolsel_wallet.list_due_hours(
            array[p_wallet.wallet_id], v_until, p_wallet.tenant_id) h
        join tolsel_wallet.resource r
            on r.tenant_id = p_wallet.tenant_id and r.resource_id = h.resource_id
        where h.hour_at < r.covered_until_at);
    -- As the pieces of a run do: the hours before take from the lots, then those that end do, then
    -- comes what is granted.
    for v_bound in
        select b.at from tolsel_wallet.list_lot_bounds(
            array[p_wallet.wallet_id], v_until, p_wallet.tenant_id) b
        union
        select b.at from unnest(v_grants) g
        cross join lateral unnest(array[g.due_at, g.expires_at]) b(at)
        where b.at <= v_until
        order by at
    loop
        v_spent := (
            select coalesce(sum(h.amount), 0) from unnest(v_hours) h
            where h.hour_at >= v_before and h.hour_at < v_bound);
        v_settled := v_settled - v_spent;
        for v_lot in
            select o.account_id, o.lot_id, o.expires_at, o.left_amount - (
                    select coalesce(sum(t.amount), 0) from unnest(v_taken) t
                    where t.lot_id = o.lot_id) as left_amount,
                coalesce(o.ended_at is not null or o.expires_at <= v_before, false) as has_ended
            from tolsel_wallet.list_lots_in_order(
                array[p_wallet.account_id], v_bound, p_wallet.tenant_id, v_due) o
            order by has_ended desc, o.place
        loop
            v_taken := v_taken || row(
                v_lot.account_id, v_lot.lot_id, least(v_lot.left_amount, v_spent)
                )::tolsel_wallet.lot_take;
            v_lot.left_amount := v_lot.left_amount - least(v_lot.left_amount, v_spent);
            v_spent := v_spent - v_taken[cardinality(v_taken)].amount;
            if v_lot.expires_at <= v_bound and not v_lot.has_ended then
                v_lot.left_amount := least(v_lot.left_amount, v_available);
                v_taken := v_taken || row(v_lot.account_id, v_lot.lot_id, v_lot.left_amount)
                    ::tolsel_wallet.lot_take;
                v_expired := v_expired + v_lot.left_amount;
                v_available := v_available - v_lot.left_amount;
                v_settled := v_settled - v_lot.left_amount;
            end if;
        end loop;
        foreach v_grant in array v_grants loop
            continue when v_grant.due_at <> v_bound;
            v_settled := v_settled + v_grant.amount;
            v_available := v_available + v_grant.amount;
            -- Behind all that is there; what the wallet was below nothing is paid first.
            v_new.lot_id := 9e18 + cardinality(v_due);
            v_new.account_id := p_wallet.account_id;
            v_new.kind := 'granted';
            v_new.priority := v_grant.priority;
            v_new.valid_from_at := v_bound;
            v_new.expires_at := v_grant.expires_at;
            v_new.left_amount := least(v_grant.amount, greatest(v_settled, 0));
            v_due := v_due || v_new;
        end loop;
        v_before := v_bound;
    end loop;
    return query
    select coalesce(sum(h.amount), 0), v_expired, (
        select coalesce(sum(g.amount), 0) from unnest(v_grants) g)
    from unnest(v_hours) h;
end
$judge_due$;
comment on function tolsel_wallet.judge_due is
    'Answers what a command would settle before it judges a wallet, where it has lots that have
expired or grants that are due: what the hours cost that are not charged, what then expires, and
what is granted.';

create or replace function tolsel_wallet.settle_lots(
    p_wallet tolsel_wallet.wallet, p_account_ids bigint[] default '{}'
)
returns void
language plpgsql
volatile
as $settle_lots$
declare
    v_until timestamptz := tolsel_wallet.full_hour(tolsel_core.clock_at());
begin
    if tolsel_wallet.has_expired_lots(p_wallet, v_until)
        or tolsel_wallet.has_due_grants(p_wallet, v_until)
    then
        -- What is kept for holds pays the hours before any of it is released.
        perform tolsel_wallet.lock_expiring(
            array[p_wallet.wallet_id], p_wallet.tenant_id, p_account_ids);
        perform tolsel_wallet.charge_pieces(
            array[p_wallet.wallet_id], v_until, p_wallet.tenant_id);
    end if;
end
$settle_lots$;
comment on function tolsel_wallet.settle_lots is
$$Charges the hours of a wallet that has lots that have expired, or grants that are due, ends those
and grants these, so that what is judged next is judged with them; with their balances it locks
those of accounts that the caller will post to. The caller has locked the wallet and its customer,
and no balance.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.settle_hours(p_account_id bigint, p_tenant_id bigint)
returns void
language plpgsql
volatile
as $settle_hours$
begin
    perform tolsel_wallet.charge_pieces(
        array[w.wallet_id], tolsel_wallet.full_hour(tolsel_core.clock_at()), p_tenant_id)
    from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and w.account_id = p_account_id;
end
$settle_hours$;
comment on function tolsel_wallet.settle_hours is
$$Charges the hours of a wallet that have ended, so that what is left of its lots is what it would
be if every run had come in time. The caller has locked the wallet and its customer, and no balance.
raises: the refusals of tolsel_ledger.post_lines$$;
