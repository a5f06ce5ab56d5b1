-- Due lots: what a command would settle before it judges a wallet whose lots have expired, worked
-- out without doing it, so that what is explained is what would be refused.

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
returns table (hours_amount numeric, expired_amount numeric)
language plpgsql
stable
as $judge_due$
#variable_conflict use_column
declare
    v_until timestamptz := tolsel_wallet.full_hour(tolsel_core.clock_at());
    v_hours tolsel_wallet.due_hour[];
    v_available numeric;
    v_expired numeric := 0;
    v_spent numeric;
    v_taken tolsel_wallet.lot_take[];
    v_before timestamptz := timestamptz '-infinity';
    v_bound timestamptz;
    v_lot record;
begin
    if not tolsel_wallet.has_expired_lots(p_wallet, v_until) then
        return query values (0::numeric, 0::numeric);
        return;
    end if;
    v_available := (
        select b.available from tolsel_ledger.balance b
        where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id
            and b.slot = 0);
    v_hours := array(
        select h from tolsel_wallet.list_due_hours(
            array[p_wallet.wallet_id], v_until, p_wallet.tenant_id) h);
    -- As the pieces of a run do: the hours before take from the lots, then those that end do.
    for v_bound in
        select distinct b.at from tolsel_wallet.list_lot_bounds(
            array[p_wallet.wallet_id], v_until, p_wallet.tenant_id) b
        order by b.at
    loop
        v_spent := (
            select coalesce(sum(h.amount), 0) from unnest(v_hours) h
            where h.hour_at >= v_before and h.hour_at < v_bound);
        for v_lot in
            select o.account_id, o.lot_id, o.expires_at, o.left_amount - (
                    select coalesce(sum(t.amount), 0) from unnest(v_taken) t
                    where t.lot_id = o.lot_id) as left_amount,
                coalesce(o.ended_at is not null or o.expires_at <= v_before, false) as has_ended
            from tolsel_wallet.list_lots_in_order(
                array[p_wallet.account_id], v_bound, p_wallet.tenant_id) o
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
            end if;
        end loop;
        v_before := v_bound;
    end loop;
    return query
    select coalesce(sum(h.amount), 0), v_expired from unnest(v_hours) h;
end
$judge_due$;
comment on function tolsel_wallet.judge_due is
    'Answers what a command would settle before it judges a wallet, where it has lots that have
expired: what the hours cost that are not charged, and what then expires.';
