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
    -- Plain variables, and no row of balance: each use of one costs a fraction, and there are many.
    v_line bursar_ledger.line;
    v_account_id bigint;
    v_slot smallint;
    v_sign smallint;
    v_scale smallint;
    v_currency text;
    v_is_managed boolean;
    v_closed_through_on date;
    v_version bigint;
    v_after numeric;
    v_available numeric;
    v_booked_at timestamptz;
    v_is_mixed boolean := false;
    v_total numeric := 0;
    v_today date;
    v_entry bursar_ledger.entry;
    v_entries bursar_ledger.entry[] := array[]::bursar_ledger.entry[];
    v_last_entries bursar_ledger.entry[] := array[]::bursar_ledger.entry[];
begin
    foreach v_line in array p_lines loop
        continue when p_journal_ids[v_line.journal_no] is null;
        if v_line.account_id is distinct from v_account_id then
            assert (v_line.account_id > v_account_id) is not false,
                'lines come in the order of their accounts';
            if v_account_id is not null then
                v_last_entries := v_last_entries || v_entry;
            end if;
            -- Lock: one slot of each account, in the order of accounts everywhere. The row comes
            -- back as it is once the lock is had, so it may be judged at once.
            select b.account_id, b.slot, b.sign, b.scale, b.is_managed, b.closed_through_on,
                coalesce(b.version, 0), b.balance, b.available,
                greatest(v_booked_at, b.last_booked_at),
                v_is_mixed or coalesce(b.currency <> v_currency, false), b.currency
            into v_account_id, v_slot, v_sign, v_scale, v_is_managed, v_closed_through_on,
                v_version, v_after, v_available, v_booked_at, v_is_mixed, v_currency
            from bursar_ledger.balance b
            where b.tenant_id = p_tenant_id and b.account_id = v_line.account_id
                and b.slot = pg_backend_pid() % b.slots
            for no key update;
        end if;
        if v_line.effective_on is null then
            v_today := coalesce(v_today, bursar_core.branch_date(null, null, p_tenant_id));
            v_line.effective_on := v_today;
        end if;
        v_after := v_after + v_line.amount;
        v_available := v_available + v_sign * v_line.amount;
        -- Refuse: a good line passes one test; only a bad one is looked at closely.
        if (v_line.amount <> 0 and abs(v_line.amount) < 1e15 and abs(v_after) < 1e15
            and scale(trim_scale(v_line.amount)) <= v_scale
            and (v_available < 0) is not true
            and (v_line.currency <> v_currency) is not true
            and not (p_is_public and v_is_managed)
            and (v_line.effective_on <= v_closed_through_on) is not true) is not true
        then
            perform bursar_ledger.refuse_line(
                v_line, v_after, v_available, v_closed_through_on, p_is_public, p_tenant_id);
        end if;
        v_total := v_total + v_line.amount;
        v_version := v_version + 1;
        v_entry := row(
            p_tenant_id, v_account_id, v_version, p_journal_ids[v_line.journal_no], null,
            v_line.effective_on, v_slot, v_line.line_no, v_line.amount, v_after);
        v_entries := v_entries || v_entry;
    end loop;
    v_last_entries := v_last_entries || v_entry;
    if v_total <> 0 or v_is_mixed or cardinality(v_last_entries) < 2
        or cardinality(p_journal_ids) > 1
    then
        perform bursar_ledger.check_balanced(p_journal_ids, p_lines, p_tenant_id);
    end if;

    -- Write: entries first, for the balance must point at the last of them.
    v_booked_at := greatest(v_booked_at, clock_timestamp());
    insert into bursar_ledger.entry (
        tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
        balance_after)
    select e.tenant_id, e.account_id, e.version, e.journal_id, v_booked_at, e.effective_on, e.slot,
        e.line_no, e.amount, e.balance_after
    from unnest(v_entries) e;
    update bursar_ledger.balance b
    set balance = e.balance_after, version = e.version, last_booked_at = v_booked_at
    from unnest(v_last_entries) e
    where b.tenant_id = p_tenant_id and b.account_id = e.account_id and b.slot = e.slot;
    return p_journal_ids;
end
$post_lines$;
comment on function bursar_ledger.post_lines is $$Writes the entries and the balances of new
journals: the one place where either is written; answers with the ids of the journals. Lines come
in the order of account, journal, line. Those of a journal without an id are left out.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UL001 journal_not_balanced, UL002 too_few_lines,
UL003 account_not_found, UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed,
UL007 period_closed, UL010 balance_out_of_range,
UL027 account_frozen$$;
