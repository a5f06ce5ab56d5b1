create or replace function bursar_ledger.judge_lines(
    p_journal_ids bigint[],
    p_lines bursar_ledger.line[],
    p_today date,
    p_is_public boolean,
    p_tenant_id bigint
)
returns table (
    journal_id bigint,
    journal_no integer,
    line_no integer,
    account_id bigint,
    slot smallint,
    version bigint,
    amount numeric,
    effective_on date,
    currency text,
    closed_through_on date,
    balance_after numeric,
    available_after numeric,
    is_good boolean
)
language sql
stable
as $judge_lines$
    select r.journal_id, r.journal_no, r.line_no, r.account_id, r.slot, r.version, r.amount,
        r.effective_on, r.currency, r.closed_through_on, r.balance_after, r.available_after,
        (r.amount <> 0 and abs(r.amount) < 1e15 and abs(r.balance_after) < 1e15
            and scale(trim_scale(r.amount)) <= r.scale
            and (r.available_after < 0) is not true
            and (r.currency <> r.kept_in) is not true
            and not (p_is_public and r.is_managed)
            and (r.effective_on <= r.closed_through_on) is not true) is true
    from (
        select p_journal_ids[l.journal_no] as journal_id, l.journal_no, l.line_no, l.account_id,
            b.slot, coalesce(b.version, 0) + row_number() over earlier as version, l.amount,
            coalesce(l.effective_on, p_today) as effective_on, l.currency, b.currency as kept_in,
            b.scale, b.is_managed, b.closed_through_on,
            b.balance + sum(l.amount) over earlier as balance_after,
            b.available + b.sign * sum(l.amount) over earlier as available_after
        from unnest(p_lines) l
        -- Balance by balance: a join over tables that were never analyzed may try every pair.
        left join lateral (
            select * from bursar_ledger.balance b
            where b.tenant_id = p_tenant_id and b.account_id = l.account_id
                and b.slot = pg_backend_pid() % b.slots
            offset 0
        ) b on true
        where p_journal_ids[l.journal_no] is not null
        window earlier as (
            partition by l.account_id order by l.journal_no, l.line_no rows unbounded preceding)
    ) r;
$judge_lines$;
comment on function bursar_ledger.judge_lines is 'What each line of new journals would lead to, if
those of its account are posted in the order of journal and line, and whether it may. The caller has
locked the balances.';
