create or replace function tolsel_ledger.post_lines(
    p_journal_ids bigint[],
    p_lines tolsel_ledger.line[],
    p_is_public boolean,
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
as $post_lines$
declare
    v_today date := tolsel_core.branch_date(null, null, p_tenant_id);
    v_journal_count bigint := cardinality(array_remove(p_journal_ids, null));
    v_verdict record;
begin
    -- Lock: one slot of each account, in the order of accounts everywhere, balance by balance (a
    -- join over tables that were never analyzed may try every pair). The rows come back as they are
    -- once the lock is had, so they may be judged at once.
    with judged as materialized (
        select l.*,
            (l.amount <> 0 and abs(l.amount) < 1e15 and abs(l.balance_after) < 1e15
                and scale(trim_scale(l.amount)) <= l.scale
                and (l.available_after < 0) is not true
                and (l.currency <> l.kept_in) is not true
                and not (p_is_public and l.is_managed)
                and (l.effective_on <= l.closed_through_on) is not true) is true as is_good
        from (
            select p_journal_ids[l.journal_no] as journal_id, l.journal_no, l.line_no,
                l.account_id, l.amount, coalesce(l.effective_on, v_today) as effective_on,
                l.currency, b.slot, b.scale, b.is_managed, b.closed_through_on, b.last_booked_at,
                b.currency as kept_in,
                coalesce(b.version, 0) + row_number() over earlier as version,
                b.balance + sum(l.amount) over earlier as balance_after,
                b.available + b.sign * sum(l.amount) over earlier as available_after
            from (
                select * from unnest(p_lines) l
                where p_journal_ids[l.journal_no] is not null
                order by l.account_id, l.journal_no, l.line_no
            ) l
            left join lateral (
                select * from tolsel_ledger.balance b
                where b.tenant_id = p_tenant_id and b.account_id = l.account_id
                    and b.slot = pg_backend_pid() % b.slots
                for no key update
            ) b on true
            window earlier as (
                partition by l.account_id order by l.journal_no, l.line_no rows unbounded preceding)
        ) l
    ), verdict as materialized (
        select bool_and(j.is_good) as is_good,
            bool_and(j.is_balanced) and min(j.least_currency) = max(j.greatest_currency)
                and count(*) = v_journal_count as is_balanced,
            greatest(max(j.last_booked_at), clock_timestamp()) as booked_at
        from (
            select bool_and(j.is_good) as is_good,
                min(j.kept_in) as least_currency, max(j.kept_in) as greatest_currency,
                sum(j.amount) = 0 and min(j.account_id) <> max(j.account_id) as is_balanced,
                max(j.last_booked_at) as last_booked_at
            from judged j
            group by j.journal_no
        ) j
    -- Write, where every line is good: the entries, and the last of an account as its balance. The
    -- foreign key from there to here is checked when the statement has done both.
    ), written as (
        insert into tolsel_ledger.entry (
            tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no,
            amount, balance_after)
        select p_tenant_id, j.account_id, j.version, j.journal_id, v.booked_at, j.effective_on,
            j.slot, j.line_no, j.amount, j.balance_after
        from verdict v, judged j
        where v.is_good
    ), moved as (
        update tolsel_ledger.balance b
        set balance = e.balance_after, version = e.version,
            last_booked_at = (select v.booked_at from verdict v)
        from (
            select distinct on (j.account_id) j.account_id, j.slot, j.version, j.balance_after
            from judged j
            order by j.account_id, j.version desc
        ) e
        where b.tenant_id = p_tenant_id and b.account_id = e.account_id and b.slot = e.slot
            and (select v.is_good from verdict v)
    )
    select v.is_good, v.is_balanced, j.journal_no, j.line_no, j.account_id, j.amount,
        j.effective_on, j.currency, j.balance_after, j.available_after, j.closed_through_on
    into v_verdict
    from verdict v
    left join lateral (
        select * from judged j where not j.is_good
        order by j.account_id, j.journal_no, j.line_no
        limit 1
    ) j on true;

    -- Refuse: only what is not plainly good is looked at closely.
    if not v_verdict.is_good then
        perform tolsel_ledger.refuse_line(
            row(v_verdict.journal_no, v_verdict.line_no, v_verdict.account_id, v_verdict.amount,
                v_verdict.effective_on, v_verdict.currency),
            v_verdict.balance_after, v_verdict.available_after, v_verdict.closed_through_on,
            p_is_public, p_tenant_id);
    elsif v_verdict.is_balanced is not true then
        perform tolsel_ledger.check_balanced(p_journal_ids, p_lines, p_tenant_id);
    end if;
    return p_journal_ids;
end
$post_lines$;
comment on function tolsel_ledger.post_lines is $$Writes the entries and the balances of new
journals, all in one statement; answers with the ids of the journals. Those of a journal without
an id are left out.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UL001 journal_not_balanced, UL002 too_few_lines,
UL003 account_not_found, UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed,
UL007 period_closed, UL010 balance_out_of_range,
UL027 account_frozen$$;
