-- The close barrier is a date on each balance, read with the row that a writer has locked anyway.
-- A year is closed behind it: what was earned and spent goes to retained earnings.

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

create or replace function tolsel_ledger.closed_year(p_tenant_id bigint)
returns tolsel_ledger.year_close
language sql
stable
as $closed_year$
    select c
    from tolsel_ledger.year_in_force y
    join tolsel_ledger.year_close c
        on c.tenant_id = p_tenant_id and c.year_close_id = y.year_close_id
    where y.tenant_id = p_tenant_id
    order by y.ended_on desc
    limit 1;
$closed_year$;
comment on function tolsel_ledger.closed_year is
    'Answers the closing of the last year that is closed; null: none is.';

create or replace function tolsel_ledger.year_lines(p_ended_on date, p_tenant_id bigint)
returns tolsel_ledger.line[]
language plpgsql
volatile
as $year_lines$
begin
    return (
        select array_agg(
            row(1, l.line_no, l.account_id, l.amount, p_ended_on, null)::tolsel_ledger.line)
        from (
            select r.account_id, r.amount,
                row_number() over (order by r.currency, r.is_result, r.account_id) as line_no
            from (
                select b.currency, false as is_result, b.account_id, b.credit - b.debit as amount
                from tolsel.list_trial_balance(p_ended_on, p_tenant_id) b
                where b.type in ('revenue', 'expense')
                union all
                select b.currency, true,
                    tolsel_ledger.open_purpose_account(
                        'retained_earnings', b.currency, p_tenant_id),
                    sum(b.debit - b.credit)
                from tolsel.list_trial_balance(p_ended_on, p_tenant_id) b
                where b.type in ('revenue', 'expense')
                group by b.currency
                having sum(b.debit - b.credit) <> 0
            ) r
        ) l);
end
$year_lines$;
comment on function tolsel_ledger.year_lines is
    'Answers the lines that take what revenue and expenses stand at by the end of a day to retained
earnings, in each currency; null where they stand at nothing. The caller has locked all balances.';

create or replace function tolsel_ledger.record_year(
    p_reopens_year_close_id bigint, p_journal_id bigint, p_ended_on date,
    p_previous_through_on date, p_reason text, p_tenant_id bigint
)
returns tolsel_ledger.year_close
language plpgsql
volatile
as $record_year$
declare
    v_year_close tolsel_ledger.year_close;
begin
    insert into tolsel_ledger.year_close (
        tenant_id, reopens_year_close_id, journal_id, ended_on, previous_through_on, user_id,
        login, request_id, reason)
    values (
        p_tenant_id, p_reopens_year_close_id, p_journal_id, p_ended_on, p_previous_through_on,
        tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login(),
        tolsel_core.context_request_id(), p_reason)
    returning * into v_year_close;
    perform tolsel_core.emit_event(
        case when p_reopens_year_close_id is null then 'year.closed' else 'year.reopened' end,
        'tenant', p_tenant_id,
        jsonb_build_object(
            'ended_on', p_ended_on, 'journal_id', p_journal_id, 'reason', p_reason),
        p_tenant_id);
    return v_year_close;
end
$record_year$;
comment on function tolsel_ledger.record_year is
    'Records the closing of a year or its reopening, and tells of it.';
