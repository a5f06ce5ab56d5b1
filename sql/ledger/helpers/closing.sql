-- The close barrier is a date on each balance, read with the row that a writer has locked anyway.

create or replace function tolsel_ledger.closed_through_on(p_account_id bigint, p_tenant_id bigint)
returns date
language plpgsql
stable
as $closed_through_on$
begin
    -- Two queries, because "is not distinct from" uses no index.
    if p_account_id is null then
        return (
            select p.closed_through_on
            from tolsel_ledger.period_close p
            where p.tenant_id = p_tenant_id and p.account_id is null
            order by p.period_close_id desc
            limit 1);
    end if;
    return (
        select p.closed_through_on
        from tolsel_ledger.period_close p
        where p.tenant_id = p_tenant_id and p.account_id = p_account_id
        order by p.period_close_id desc
        limit 1);
end
$closed_through_on$;
comment on function tolsel_ledger.closed_through_on is
    'Answers the last closed day of one account by itself, or for null of all books of the tenant;
null where nothing is closed.';

create or replace function tolsel_ledger.first_open_on(p_account_id bigint, p_tenant_id bigint)
returns date
language plpgsql
stable
as $first_open_on$
begin
    -- A frozen account has no open day; the posting says why.
    return (
        select b.closed_through_on + 1
        from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = 0
            and b.frozen_incident_id is null);
end
$first_open_on$;
comment on function tolsel_ledger.first_open_on is
    'Answers the first day of an account that is not closed, by itself or with all books; null where
none is closed. Postings judge the day again, with the balances locked.';

create or replace function tolsel_ledger.move_close(
    p_account_id bigint, p_through_on date, p_reason text, p_tenant_id bigint
)
returns tolsel_ledger.period_close
language plpgsql
volatile
as $move_close$
declare
    v_period_close tolsel_ledger.period_close;
begin
    -- Lock: each balance, in the order that postings follow; a posting in flight ends first.
    perform from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and (p_account_id is null or b.account_id = p_account_id)
    order by b.account_id, b.slot
    for no key update;
    -- Write: never before what is booked already, even where the wall clock was set back since.
    insert into tolsel_ledger.period_close (
        tenant_id, account_id, recorded_at, closed_through_on, previous_through_on, user_id, login,
        request_id, reason)
    values (
        p_tenant_id, p_account_id,
        (select greatest(clock_timestamp(), max(b.last_booked_at)) from tolsel_ledger.balance b
         where b.tenant_id = p_tenant_id and (p_account_id is null or b.account_id = p_account_id)),
        p_through_on, tolsel_ledger.closed_through_on(p_account_id, p_tenant_id),
        tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login(),
        tolsel_core.context_request_id(), p_reason)
    returning * into v_period_close;
    -- The later day counts, of the tenant's and of the account's own where it has one.
    update tolsel_ledger.balance b
    set closed_through_on = greatest(
        (select tolsel_ledger.closed_through_on(
            p_account_id => null, p_tenant_id => p_tenant_id)),
        own.closed_through_on)
    from tolsel_ledger.balance o
    left join (
        select distinct on (p.account_id) p.account_id, p.closed_through_on
        from tolsel_ledger.period_close p
        where p.tenant_id = p_tenant_id and p.account_id is not null
            and (p_account_id is null or p.account_id = p_account_id)
        order by p.account_id, p.period_close_id desc
    ) own on own.account_id = o.account_id
    where o.tenant_id = p_tenant_id and (p_account_id is null or o.account_id = p_account_id)
        and b.tenant_id = p_tenant_id and b.account_id = o.account_id and b.slot = o.slot
        and b.frozen_incident_id is null;
    -- Hand on: what closes one account has an event of its own.
    if p_account_id is null then
        perform tolsel_core.emit_event(
            case when p_through_on > coalesce(v_period_close.previous_through_on, '-infinity')
                then 'period.closed' else 'period.reopened' end,
            'tenant', p_tenant_id,
            jsonb_build_object(
                'closed_through_on', p_through_on,
                'previous_through_on', v_period_close.previous_through_on, 'reason', p_reason),
            p_tenant_id);
    end if;
    return v_period_close;
end
$move_close$;
comment on function tolsel_ledger.move_close is
    'Moves the closing day of one account, null for all books, on the balance rows that each posting
locks anyway, and records it. The caller has made sure that two closings of the same account or
books queue.';
