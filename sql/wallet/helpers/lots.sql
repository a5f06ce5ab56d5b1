-- Lots: what came into a wallet at once, and what of it is left. The lots of a wallet have left
-- what it has; they are spent in one order. The caller has locked the wallet. How they end is in
-- expiring.sql.

create or replace function tolsel_wallet.list_lots_in_order(
    p_account_ids bigint[], p_until timestamptz, p_tenant_id bigint,
    p_due tolsel_wallet.lot[] default '{}'
)
returns table (
    account_id bigint, lot_id bigint, kind text, left_amount numeric, expires_at timestamptz,
    ended_at timestamptz, place bigint
)
language sql
stable
as $list_lots_in_order$
    -- What is kept for holds goes first. What had not begun by then comes last: only where the turn
    -- of a month was late is it needed.
    select l.account_id, l.lot_id, l.kind, l.left_amount, l.expires_at, l.ended_at,
        row_number() over (
            partition by l.account_id
            order by l.valid_from_at >= p_until, l.ended_at is null, l.priority, l.expires_at,
                l.kind collate "C", l.valid_from_at, l.lot_id)
    from (
        select * from tolsel_wallet.lot l
        where l.tenant_id = p_tenant_id and l.account_id = any(p_account_ids) and not l.is_spent
        union all
        select * from unnest(p_due)
    ) l;
$list_lots_in_order$;
comment on function tolsel_wallet.list_lots_in_order is
    'Lists the lots of wallets that have something left, in the order in which hours up to a full
hour spend them: kept ones, the lowest priority, what expires first, granted before paid, what came
first; with lots among them that are due and not there yet.';

create or replace function tolsel_wallet.spend_lots(
    p_moves tolsel_wallet.lot_move[],
    p_until timestamptz,
    p_tenant_id bigint,
    p_first_lot_id bigint default null,
    p_is_grant_kept boolean default false
)
returns void
language plpgsql
volatile
as $spend_lots$
begin
    -- Where the lots have not enough, the wallet goes below nothing, which is no lot's.
    with line as (
        select m.journal_id, o.lot_id, o.left_amount, m.amount,
            sum(o.left_amount) over (
                partition by m.account_id
                order by o.lot_id is distinct from p_first_lot_id, o.place
            ) - o.left_amount as before_amount
        from unnest(p_moves) m
        join tolsel_wallet.list_lots_in_order(
            array(select m.account_id from unnest(p_moves) m), p_until, p_tenant_id) o
            on o.account_id = m.account_id and not (p_is_grant_kept and o.kind = 'granted')
    ), taken as (
        select l.journal_id, l.lot_id, least(l.left_amount, l.amount - l.before_amount) as amount
        from line l
        where l.before_amount < l.amount
    ), used as (
        update tolsel_wallet.lot l set used_amount = l.used_amount + t.amount
        from taken t
        where l.tenant_id = p_tenant_id and l.lot_id = t.lot_id
    )
    insert into tolsel_wallet.lot_use (tenant_id, journal_id, lot_id, amount)
    select p_tenant_id, t.journal_id, t.lot_id, t.amount
    from taken t;
end
$spend_lots$;
comment on function tolsel_wallet.spend_lots is
    'Takes what journals have taken from wallets from their lots, one journal a wallet, in the order
in which hours up to a full hour spend them; one lot may go first, and what was granted may stay.';

create or replace function tolsel_wallet.add_lot(p_lot tolsel_wallet.lot)
returns tolsel_wallet.lot
language plpgsql
volatile
as $add_lot$
declare
    v_lot tolsel_wallet.lot;
    v_settled numeric := (
        select -b.balance from tolsel_ledger.balance b
        where b.tenant_id = p_lot.tenant_id and b.account_id = p_lot.account_id and b.slot = 0);
begin
    -- Where the wallet was below nothing, the lot pays that first.
    insert into tolsel_wallet.lot (
        tenant_id, account_id, kind, priority, valid_from_at, expires_at, amount, used_amount,
        expired_amount, journal_id, recurring_grant_id, reason, user_id, login, request_key,
        metadata)
    values (
        p_lot.tenant_id, p_lot.account_id, p_lot.kind, coalesce(p_lot.priority, 50),
        coalesce(p_lot.valid_from_at, tolsel_wallet.full_hour(tolsel_core.clock_at())),
        p_lot.expires_at, p_lot.amount,
        p_lot.amount - least(p_lot.amount, greatest(v_settled, 0)),
        tolsel_core.at_scale(0, scale(p_lot.amount)), p_lot.journal_id,
        p_lot.recurring_grant_id, p_lot.reason,
        tolsel_core.context_user_id(p_lot.tenant_id), tolsel_core.acting_login(),
        p_lot.request_key, coalesce(p_lot.metadata, '{}'))
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_lot;
    -- The key was free a moment ago: a call for another wallet has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_lot.request_key));
    end if;
    insert into tolsel_wallet.lot_use (tenant_id, journal_id, lot_id, amount)
    select v_lot.tenant_id, v_lot.journal_id, v_lot.lot_id, v_lot.used_amount
    where v_lot.used_amount > 0;
    return v_lot;
end
$add_lot$;
comment on function tolsel_wallet.add_lot is
$$Writes a lot whose journal is posted: it pays from its hour on (null: this one), and first what
the wallet was below nothing.
raises: UC024 request_key_reused$$;

create or replace function tolsel_wallet.add_grant(
    p_lot tolsel_wallet.lot, p_wallet tolsel_wallet.wallet, p_cost_account_id bigint
)
returns tolsel_wallet.lot
language plpgsql
volatile
as $add_grant$
declare
    v_lot tolsel_wallet.lot := p_lot;
begin
    v_lot.tenant_id := p_wallet.tenant_id;
    v_lot.account_id := p_wallet.account_id;
    v_lot.kind := 'granted';
    v_lot.journal_id := tolsel_ledger.post_transfer(
        v_lot.account_id, p_cost_account_id, v_lot.amount,
        greatest(
            (coalesce(v_lot.valid_from_at, tolsel_core.clock_at()) at time zone 'UTC')::date,
            tolsel_ledger.first_open_on(v_lot.account_id, v_lot.tenant_id)),
        left('Granted: ' || v_lot.reason, 1000), v_lot.tenant_id);
    v_lot := tolsel_wallet.add_lot(v_lot);
    perform tolsel_core.emit_event(
        'lot.granted', 'lot', v_lot.lot_id,
        jsonb_build_object(
            'wallet_id', p_wallet.wallet_id, 'customer_id', p_wallet.customer_id,
            'amount', v_lot.amount::text, 'currency', p_wallet.currency,
            'expires_at', v_lot.expires_at, 'recurring_grant_id', v_lot.recurring_grant_id),
        v_lot.tenant_id);
    return v_lot;
end
$add_grant$;
comment on function tolsel_wallet.add_grant is
$$Grants a lot to a wallet at the cost of an account, books it on the UTC day from which it pays or
the first open one, and tells it.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.settle_top_up_lot(p_payment tolsel_billing.payment)
returns boolean
language plpgsql
volatile
as $settle_top_up_lot$
declare
    v_lot tolsel_wallet.lot;
begin
    select * into v_lot from tolsel_wallet.lot l
    where l.tenant_id = p_payment.tenant_id and l.journal_id = p_payment.journal_id;
    if p_payment.status = 'completed' and v_lot.lot_id is null then
        v_lot.tenant_id := p_payment.tenant_id;
        v_lot.account_id := p_payment.account_id;
        v_lot.kind := 'paid';
        v_lot.amount := p_payment.amount;
        v_lot.journal_id := p_payment.journal_id;
        perform tolsel_wallet.add_lot(v_lot);
        return true;
    elsif p_payment.status = 'void' then
        -- What it has paid is paid by the others then.
        perform tolsel_wallet.spend_lots(
            array[row(p_payment.account_id, p_payment.void_journal_id, p_payment.amount)
                ::tolsel_wallet.lot_move],
            'infinity', p_payment.tenant_id, p_first_lot_id => v_lot.lot_id);
    end if;
    return false;
end
$settle_top_up_lot$;
comment on function tolsel_wallet.settle_top_up_lot is
    'Makes the lot of a top-up that is paid, once, and answers whether it did; takes away that of
one that was voided just now, and from the others what it had paid.';

create or replace function tolsel_wallet.take_refund(
    p_payment tolsel_billing.payment, p_refund tolsel_billing.refund
)
returns void
language plpgsql
volatile
as $take_refund$
declare
    v_lot tolsel_wallet.lot;
begin
    -- Repeat: it was taken before.
    if exists (
        select from tolsel_wallet.lot_use u
        where u.tenant_id = p_refund.tenant_id and u.journal_id = p_refund.journal_id)
    then
        return;
    end if;
    select * into v_lot from tolsel_wallet.lot l
    where l.tenant_id = p_payment.tenant_id and l.journal_id = p_payment.journal_id;
    if v_lot.left_amount < p_refund.amount then
        perform tolsel_core.refuse('UW013', format(
            'Of top-up %s %s is left of %s; %s is %s too much.', p_payment.payment_id,
            v_lot.left_amount, v_lot.amount, p_refund.amount,
            p_refund.amount - v_lot.left_amount));
    end if;
    perform tolsel_wallet.spend_lots(
        array[row(p_payment.account_id, p_refund.journal_id, p_refund.amount)
            ::tolsel_wallet.lot_move],
        'infinity', p_payment.tenant_id, p_first_lot_id => v_lot.lot_id);
end
$take_refund$;
comment on function tolsel_wallet.take_refund is
$$Takes what was given back of a top-up from its own lot: what others have paid, or was granted, is
not given back with it.
raises: UW013 top_up_spent$$;
