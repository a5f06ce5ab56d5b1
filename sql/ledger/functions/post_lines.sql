create or replace function bursar_ledger.post_lines(
    p_journal_ids bigint[],
    p_lines bursar_ledger.line[],
    p_is_public boolean,
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
as $post_lines$
declare
    v_today date := bursar_core.branch_date(null, null, p_tenant_id);
    v_is_mixed boolean;
    v_booked_at timestamptz;
    v_journal_count bigint := cardinality(array_remove(p_journal_ids, null));
    v_is_good boolean;
    v_is_balanced boolean;
begin
    -- Lock: one slot of each account, in the order of accounts everywhere.
    select min(b.currency) <> max(b.currency), max(b.last_booked_at)
    into v_is_mixed, v_booked_at
    from (
        select b.currency, b.last_booked_at
        from (
            select distinct l.account_id from unnest(p_lines) l
            where p_journal_ids[l.journal_no] is not null
            order by l.account_id
        ) l
        cross join lateral (
            select b.currency, b.last_booked_at
            from bursar_ledger.balance b
            where b.tenant_id = p_tenant_id and b.account_id = l.account_id
                and b.slot = pg_backend_pid() % b.slots
            for no key update
        ) b
    ) b;
    v_booked_at := greatest(v_booked_at, clock_timestamp());

    -- Write, where every line is good: the entries, and the last of an account as its balance. The
    -- foreign key from there to here is checked when the statement has done both.
    with judged as materialized (
        select * from bursar_ledger.judge_lines(
            p_journal_ids, p_lines, v_today, p_is_public, p_tenant_id)
    ), verdict as materialized (
        select bool_and(j.is_good) as is_good, bool_and(j.is_balanced) as is_balanced,
            count(*) as journal_count
        from (
            select bool_and(j.is_good) as is_good,
                sum(j.amount) = 0 and min(j.account_id) <> max(j.account_id) as is_balanced
            from judged j
            group by j.journal_no
        ) j
    ), written as (
        insert into bursar_ledger.entry (
            tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no,
            amount, balance_after)
        select p_tenant_id, j.account_id, j.version, j.journal_id, v_booked_at, j.effective_on,
            j.slot, j.line_no, j.amount, j.balance_after
        from judged j
        where (select v.is_good from verdict v)
    ), moved as (
        update bursar_ledger.balance b
        set balance = e.balance_after, version = e.version, last_booked_at = v_booked_at
        from (
            select distinct on (j.account_id) j.account_id, j.slot, j.version, j.balance_after
            from judged j
            order by j.account_id, j.version desc
        ) e
        where b.tenant_id = p_tenant_id and b.account_id = e.account_id and b.slot = e.slot
            and (select v.is_good from verdict v)
    )
    select v.is_good, v.is_balanced and not v_is_mixed and v.journal_count = v_journal_count
    into v_is_good, v_is_balanced
    from verdict v;

    -- Refuse: only what is not plainly good is looked at closely.
    if not v_is_good then
        perform bursar_ledger.refuse_line(
            row(j.journal_no, j.line_no, j.account_id, j.amount, j.effective_on, j.currency),
            j.balance_after, j.available_after, j.closed_through_on, p_is_public, p_tenant_id)
        from (
            select * from bursar_ledger.judge_lines(
                p_journal_ids, p_lines, v_today, p_is_public, p_tenant_id) j
            where not j.is_good
            order by j.account_id, j.journal_no, j.line_no
            limit 1
        ) j;
    end if;
    if v_is_balanced is not true then
        perform bursar_ledger.check_balanced(p_journal_ids, p_lines, p_tenant_id);
    end if;
    return p_journal_ids;
end
$post_lines$;
comment on function bursar_ledger.post_lines is $$Writes the entries and the balances of new
journals, all in one statement; answers with the ids of the journals. Those of a journal without
an id are left out.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UL001 journal_not_balanced, UL002 too_few_lines,
UL003 account_not_found, UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed,
UL007 period_closed, UL010 balance_out_of_range,
UL027 account_frozen$$;
