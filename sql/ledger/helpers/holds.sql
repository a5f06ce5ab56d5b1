-- Limits and holds: how far an account may go, and how part of what is available is set aside,
-- captured or released. A lasting hold belongs to the domain that manages its account: it may be
-- empty, and ends only when that domain says so.

create or replace function tolsel_ledger.limit_account(
    p_account_id bigint, p_credit_limit numeric, p_tenant_id bigint
)
returns tolsel_ledger.balance
language plpgsql
volatile
as $limit_account$
declare
    v_account tolsel_ledger.account := tolsel_ledger.get_account(p_account_id, p_tenant_id);
    v_balance tolsel_ledger.balance;
    v_available numeric;
begin
    perform tolsel_ledger.check_credit_limit(p_credit_limit, v_account.slots, v_account.scale);
    -- Lock: postings and holds of the account wait until the new limit stands.
    select * into v_balance from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = 0
    for no key update;
    v_available := v_balance.sign * v_balance.balance - v_balance.held_amount + p_credit_limit;
    if v_available < 0 then
        perform tolsel_core.refuse('UL005', format(
            'Account %s (%s): with a limit of %s it would be short by %s %s.', v_account.code,
            v_account.name, p_credit_limit, -v_available, v_account.currency));
    end if;
    update tolsel_ledger.balance b
    set credit_limit = tolsel_core.at_scale(p_credit_limit, v_account.scale)
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = 0
    returning * into v_balance;
    return v_balance;
end
$limit_account$;
comment on function tolsel_ledger.limit_account is
$$Sets how far beyond nothing an account may go; null: it is guarded no longer.
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UL003 account_not_found, UL005 insufficient_funds, UL013 slots_not_usable,
UL014 credit_limit_not_usable$$;

create or replace function tolsel_ledger.close_hold(p_hold tolsel_ledger.hold)
returns tolsel_ledger.hold
language plpgsql
volatile
as $close_hold$
declare
    v_hold tolsel_ledger.hold;
begin
    update tolsel_ledger.balance b set held_amount = b.held_amount - p_hold.open_amount
    where b.tenant_id = p_hold.tenant_id and b.account_id = p_hold.account_id
        and b.slot = p_hold.slot;
    update tolsel_ledger.hold h
    set released_amount = h.amount - h.captured_amount, closed_at = tolsel_core.clock_at()
    where h.tenant_id = p_hold.tenant_id and h.hold_id = p_hold.hold_id
    returning * into v_hold;
    return v_hold;
end
$close_hold$;
comment on function tolsel_ledger.close_hold is
    'Sets free what is open of a hold. The caller has locked its balance and has read the hold after
that.';

create or replace function tolsel_ledger.expire_account_holds(
    p_account_id bigint, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $expire_account_holds$
declare
    v_hold tolsel_ledger.hold;
    v_count integer := 0;
begin
    for v_hold in
        select * from tolsel_ledger.hold h
        where h.tenant_id = p_tenant_id and h.account_id = p_account_id and h.is_open
            and h.expires_at <= tolsel_core.clock_at()
    loop
        perform tolsel_ledger.close_hold(v_hold);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$expire_account_holds$;
comment on function tolsel_ledger.expire_account_holds is
    'Closes the expired holds of an account whose balance the caller has locked, and answers how
many it closed.';

create or replace function tolsel_ledger.expire_tenant_holds(
    p_account_limit integer, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $expire_tenant_holds$
declare
    v_account_id bigint;
    v_count integer := 0;
begin
    for v_account_id in
        select distinct h.account_id from tolsel_ledger.hold h
        where h.tenant_id = p_tenant_id and h.is_open and h.expires_at <= tolsel_core.clock_at()
        order by h.account_id
        limit case when p_account_limit < 0 then 0 else p_account_limit end
    loop
        -- Lock: in the order of accounts; the holds are read again under the lock.
        perform from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = v_account_id and b.slot = 0
        for no key update;
        v_count := v_count + tolsel_ledger.expire_account_holds(v_account_id, p_tenant_id);
    end loop;
    return v_count;
end
$expire_tenant_holds$;
comment on function tolsel_ledger.expire_tenant_holds is
    'Closes the expired holds of at most p_account_limit accounts of a tenant, and answers how many
it closed.';

create or replace function tolsel_ledger.job_expire_holds(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_expire_holds$
declare
    v_count integer := tolsel_ledger.expire_tenant_holds(p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_expire_holds$;
comment on function tolsel_ledger.job_expire_holds is 'Closes the expired holds of a tenant.';

create or replace function tolsel_ledger.add_hold(p_hold tolsel_ledger.hold)
returns tolsel_ledger.hold
language plpgsql
volatile
as $add_hold$
declare
    v_hold tolsel_ledger.hold;
begin
    insert into tolsel_ledger.hold (
        tenant_id, account_id, placed_at, expires_at, user_id, amount,
        captured_amount, released_amount, is_lasting, description,
        request_key, request_id, metadata)
    values (
        p_hold.tenant_id, p_hold.account_id, tolsel_core.clock_at(), p_hold.expires_at,
        tolsel_core.context_user_id(p_hold.tenant_id), p_hold.amount,
        tolsel_core.at_scale(0, scale(p_hold.amount)),
        tolsel_core.at_scale(0, scale(p_hold.amount)), p_hold.is_lasting,
        p_hold.description, p_hold.request_key, tolsel_core.context_request_id(), p_hold.metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_hold;
    -- A request under the same key for another account may have come first meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_hold.request_key));
    end if;
    update tolsel_ledger.balance b set held_amount = b.held_amount + p_hold.amount
    where b.tenant_id = p_hold.tenant_id and b.account_id = p_hold.account_id and b.slot = 0;
    return v_hold;
end
$add_hold$;
comment on function tolsel_ledger.add_hold is
$$Writes a hold, and what is held of its account. The caller has locked the balance, and has judged
it.
raises: UC024 request_key_reused$$;

create or replace function tolsel_ledger.move_holds(
    p_moves tolsel_ledger.hold_move[], p_tenant_id bigint
)
returns void
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
set jit = off
as $move_holds$
declare
    v_account_ids bigint[];
    v_frozen_id bigint;
    v_count bigint;
begin
    v_account_ids := array(select distinct m.account_id from unnest(p_moves) m);
    -- Lock: under their balances the holds stand still.
    select min(b.account_id) into v_frozen_id
    from tolsel_ledger.lock_balances(v_account_ids, p_tenant_id) b
    where b.frozen_incident_id is not null;
    -- Refuse:
    if v_frozen_id is not null then
        perform tolsel_ledger.check_frozen(v_frozen_id, p_tenant_id);
    end if;
    -- Write:
    with moved as (
        update tolsel_ledger.hold h
        set amount = h.amount + m.grown_amount, captured_amount = h.captured_amount
                + m.captured_amount,
            released_amount = case when m.is_closing
                then h.amount + m.grown_amount - h.captured_amount - m.captured_amount
                else h.released_amount + m.released_amount end,
            closed_at = case when m.is_closing then tolsel_core.clock_at() end
        from unnest(p_moves) m
        where h.tenant_id = p_tenant_id and h.hold_id = m.hold_id
            and h.account_id = m.account_id and h.is_lasting and h.is_open
        -- What is closed had this open before: the statement reads it as it was.
        returning h.account_id, case when m.is_closing
            then -(
                select o.open_amount from tolsel_ledger.hold o
                where o.tenant_id = p_tenant_id and o.hold_id = m.hold_id)
            else m.grown_amount - m.captured_amount - m.released_amount end as open_amount
    ), held as (
        update tolsel_ledger.balance b set held_amount = b.held_amount + d.amount
        from (
            select m.account_id, sum(m.open_amount) as amount
            from moved m
            group by m.account_id
        ) d
        where b.tenant_id = p_tenant_id and b.account_id = d.account_id and b.slot = 0
            and d.amount <> 0
    )
    select count(*) into v_count from moved;
    assert v_count = cardinality(p_moves), 'each is a lasting hold that is open';
end
$move_holds$;
comment on function tolsel_ledger.move_holds is
$$Lets lasting holds grow, captures and releases of them and closes them, all in one statement; what
is captured is free then, and the domain posts it at once. It has locked what the holds are for,
names each hold once, and has judged what is available.
raises: UL027 account_frozen$$;
