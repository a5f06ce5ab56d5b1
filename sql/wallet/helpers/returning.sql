-- Returning: what is given back of usage goes back to the lots that paid it. The caller has locked
-- the wallet and its customer.

create or replace function tolsel_wallet.give_back(
    p_wallet tolsel_wallet.wallet,
    p_amount numeric,
    p_charge_ids bigint[],
    p_description text,
    p_reason text
)
returns bigint
language plpgsql
volatile
as $give_back$
declare
    v_tenant_id bigint := p_wallet.tenant_id;
    v_settled numeric;
    v_moved numeric;
    v_journal_id bigint;
    v_returned numeric;
    v_ended numeric;
    v_lot tolsel_wallet.lot;
begin
    perform tolsel_wallet.lock_expiring(array[p_wallet.wallet_id], v_tenant_id);
    v_journal_id := tolsel_ledger.post_transfer(
        p_wallet.account_id,
        tolsel_ledger.account_beside('revenue', p_wallet.account_id, v_tenant_id),
        p_amount,
        greatest(
            (tolsel_core.clock_at() at time zone 'UTC')::date,
            tolsel_ledger.first_open_on(p_wallet.account_id, v_tenant_id)),
        p_description, v_tenant_id);
    -- What the wallet was below nothing is no lot's.
    v_settled := (
        select -b.balance from tolsel_ledger.balance b
        where b.tenant_id = v_tenant_id and b.account_id = p_wallet.account_id and b.slot = 0);
    v_moved := greatest(v_settled, 0) - greatest(v_settled - p_amount, 0);
    with returned as (
        select r.lot_id, least(r.amount, v_moved - r.before_amount) as amount
        from tolsel_wallet.list_paying_lots(p_wallet, p_charge_ids) r
        where r.before_amount < v_moved
    ), lot as (
        update tolsel_wallet.lot l set used_amount = l.used_amount - r.amount
        from returned r
        where l.tenant_id = v_tenant_id and l.lot_id = r.lot_id
        returning r.amount, l.ended_at
    ), use as (
        insert into tolsel_wallet.lot_use (tenant_id, journal_id, lot_id, amount)
        select v_tenant_id, v_journal_id, r.lot_id, -r.amount
        from returned r
    )
    select coalesce(sum(l.amount), 0),
        coalesce(sum(l.amount) filter (where l.ended_at is not null), 0)
    into v_returned, v_ended
    from lot l;
    -- Where none has paid it, as it was owed and invoiced, it is a lot of its own.
    if v_returned < v_moved then
        v_lot.tenant_id := v_tenant_id;
        v_lot.account_id := p_wallet.account_id;
        v_lot.kind := 'granted';
        v_lot.amount := v_moved - v_returned;
        v_lot.journal_id := v_journal_id;
        v_lot.reason := p_reason;
        perform tolsel_wallet.add_lot(v_lot);
    end if;
    -- What goes back to a lot that has ended has expired; the rest pays what is owed.
    if v_ended > 0 then
        perform tolsel_wallet.release_kept(p_wallet, v_ended);
    end if;
    perform tolsel_wallet.pay_debts(p_wallet, p_amount - v_ended, p_description);
    return v_journal_id;
end
$give_back$;
comment on function tolsel_wallet.give_back is
$$Gives money of usage back to a wallet out of revenue, on this UTC day or the first open one: to
the lots that paid it, those of some charges first. What comes back to a lot that has ended expires
at once; what no lot has paid is granted. The rest pays the debts of the wallet first. Answers with
the journal.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.list_paying_lots(
    p_wallet tolsel_wallet.wallet, p_charge_ids bigint[]
)
returns table (lot_id bigint, amount numeric, before_amount numeric)
language sql
stable
as $list_paying_lots$
    select u.lot_id, u.amount,
        sum(u.amount) over (order by u.is_named desc, u.lot_id desc) - u.amount
    from (
        select l.lot_id, bool_or(u.journal_id = any(p_charge_ids)) as is_named,
            least(l.used_amount, sum(u.amount)) as amount
        from tolsel_wallet.lot l
        join tolsel_wallet.lot_use u on u.tenant_id = l.tenant_id and u.lot_id = l.lot_id
        where l.tenant_id = p_wallet.tenant_id and l.account_id = p_wallet.account_id
            and l.used_amount > 0.0 and (u.amount < 0.0 or exists (
                select from tolsel_wallet.charge c
                where c.tenant_id = u.tenant_id and c.journal_id = u.journal_id))
        group by l.tenant_id, l.lot_id
    ) u
    where u.amount > 0.0;
$list_paying_lots$;
comment on function tolsel_wallet.list_paying_lots is
    'Lists the lots of a wallet that have paid usage that was not given back, those that paid some
charges first, else the newest.';

create or replace function tolsel_wallet.list_charges_of_month(
    p_resource_id bigint, p_month_on date, p_tenant_id bigint
)
returns setof bigint
language sql
stable
as $list_charges_of_month$
    select distinct u.journal_id
    from generate_series(
        (p_month_on + time '00:00') at time zone 'UTC',
        (p_month_on + interval '1 month') at time zone 'UTC' - interval '1 hour',
        interval '1 hour') h(hour_at)
    cross join lateral (
        select u.journal_id from tolsel_wallet.usage_hour u
        where u.tenant_id = p_tenant_id and u.hour_at = h.hour_at
            and u.resource_id = p_resource_id
        offset 0
    ) u
    where u.journal_id is not null;
$list_charges_of_month$;
comment on function tolsel_wallet.list_charges_of_month is
    'Lists the charges that have the hours of a resource in a UTC month.';
