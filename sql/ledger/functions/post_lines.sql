create or replace function bursar_ledger.post_lines(
    p_journal_ids bigint[],
    p_lines bursar_ledger.line[],
    p_is_public boolean,
    p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $post_lines$
declare
    v_line bursar_ledger.line;
    v_balance bursar_ledger.balance;
    v_balances bursar_ledger.balance[] := '{}';
    v_entry bursar_ledger.entry;
    v_entries bursar_ledger.entry[] := '{}';
    v_total numeric := 0;
    v_currency text;
    v_is_mixed boolean := false;
    v_today date;
    v_booked_at timestamptz;
begin
    foreach v_line in array p_lines loop
        continue when p_journal_ids[v_line.journal_no] is null;
        if v_line.account_id is distinct from v_balance.account_id then
            assert v_balance.account_id is null or v_line.account_id > v_balance.account_id,
                'lines come in the order of their accounts';
            if v_balance.account_id is not null then
                v_balances := v_balances || v_balance;
            end if;
            -- Lock: one slot of each account, in the order of accounts everywhere. The row comes
            -- back as it is once the lock is had, so it may be judged at once.
            select * into v_balance
            from bursar_ledger.balance b
            where b.tenant_id = p_tenant_id and b.account_id = v_line.account_id
                and b.slot = pg_backend_pid() % b.slots
            for no key update;
            v_booked_at := greatest(v_booked_at, v_balance.last_booked_at);
            v_currency := coalesce(v_currency, v_balance.currency);
            v_is_mixed := v_is_mixed or v_balance.currency <> v_currency;
        end if;
        v_total := v_total + v_line.amount;
        if v_line.effective_on is null then
            v_today := coalesce(v_today, bursar_core.branch_date(null, null, p_tenant_id));
            v_line.effective_on := v_today;
        end if;
        -- Refuse: a good line passes one test; only a bad one is looked at closely.
        if (v_line.amount <> 0 and v_line.amount > -1e15 and v_line.amount < 1e15
            and scale(trim_scale(v_line.amount)) <= v_balance.scale
            and v_balance.balance + v_line.amount > -1e15
            and v_balance.balance + v_line.amount < 1e15
            and (v_balance.credit_limit is null or v_balance.available + v_balance.sign * v_line.amount >= 0)
            and (v_line.currency is null or v_line.currency = v_balance.currency)
            and not (p_is_public and v_balance.is_managed)
            and (v_balance.closed_through_on is null
                or v_line.effective_on > v_balance.closed_through_on)) is not true
        then
            perform bursar_ledger.refuse_line(v_line, v_balance, p_is_public);
        end if;
        v_balance.version := coalesce(v_balance.version, 0) + 1;
        v_balance.balance := v_balance.balance + v_line.amount;
        v_balance.available := v_balance.available + v_balance.sign * v_line.amount;
        v_entry.account_id := v_balance.account_id;
        v_entry.slot := v_balance.slot;
        v_entry.version := v_balance.version;
        v_entry.journal_id := p_journal_ids[v_line.journal_no];
        v_entry.line_no := v_line.line_no;
        v_entry.effective_on := v_line.effective_on;
        v_entry.amount := v_line.amount;
        v_entry.balance_after := v_balance.balance;
        v_entries := v_entries || v_entry;
    end loop;
    v_balances := v_balances || v_balance;
    if cardinality(p_journal_ids) > 1 or cardinality(v_balances) < 2 or v_is_mixed or v_total <> 0 then
        perform bursar_ledger.check_balanced(p_journal_ids, p_lines, p_tenant_id);
    end if;

    -- Write: entries first, for the balance must point at the last of them.
    v_booked_at := greatest(v_booked_at, clock_timestamp());
    insert into bursar_ledger.entry (
        tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
        balance_after)
    select p_tenant_id, e.account_id, e.version, e.journal_id, v_booked_at, e.effective_on, e.slot,
        e.line_no, e.amount, e.balance_after
    from unnest(v_entries) e;
    update bursar_ledger.balance b
    set balance = n.balance, version = n.version, last_booked_at = v_booked_at
    from unnest(v_balances) n
    where b.tenant_id = p_tenant_id and b.account_id = n.account_id and b.slot = n.slot;
end
$post_lines$;
comment on function bursar_ledger.post_lines is $$Writes the entries and the balances of new journals: the one place where either is written.
Lines come in the order of account, journal, line. Those of a journal without an id are left out.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC014 date_not_usable, UL001 journal_not_balanced, UL002 too_few_lines, UL003 account_not_found,
UL004 currency_mismatch, UL005 insufficient_funds, UL006 account_managed, UL007 period_closed,
UL010 balance_out_of_range$$;
