-- Totals of days, kept with each posting. What a fault kept out waits in a table and is drained.

create or replace function tolsel_ledger.add_daily_total(p_total tolsel_ledger.daily_total)
returns void
language plpgsql
volatile
as $add_daily_total$
begin
    insert into tolsel_ledger.daily_total as t (
        tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount)
    values (
        p_total.tenant_id, p_total.account_id, p_total.effective_on, p_total.slot,
        p_total.entry_count, p_total.debit_amount, p_total.credit_amount)
    on conflict (tenant_id, account_id, effective_on, slot) do update
    set entry_count = t.entry_count + excluded.entry_count,
        debit_amount = t.debit_amount + excluded.debit_amount,
        credit_amount = t.credit_amount + excluded.credit_amount;
end
$add_daily_total$;
comment on function tolsel_ledger.add_daily_total is
    'Adds to the totals of one day: the one place where they grow. The caller has locked the balance
of the slot.';

create or replace function tolsel_ledger.sum_days(
    p_balance tolsel_ledger.balance, p_after_version bigint
)
returns setof tolsel_ledger.daily_total
language sql
stable
as $sum_days$
    select e.tenant_id, e.account_id, e.effective_on, e.slot, count(*)::integer,
        sum(greatest(e.amount, 0 * e.amount)), sum(greatest(-e.amount, 0 * e.amount))
    from tolsel_ledger.entry e
    where e.tenant_id = p_balance.tenant_id and e.account_id = p_balance.account_id
        and e.slot = p_balance.slot
        and e.version > p_after_version and e.version <= p_balance.version
    group by e.tenant_id, e.account_id, e.effective_on, e.slot
    order by e.effective_on;
$sum_days$;
comment on function tolsel_ledger.sum_days is
    'Adds up by day the entries that a balance has taken in since a version.';

create or replace function tolsel_ledger.drain_tenant_totals(p_limit integer, p_tenant_id bigint)
returns integer
language plpgsql
volatile
as $drain_tenant_totals$
declare
    v_pending tolsel_ledger.daily_total_pending;
    v_count integer := 0;
begin
    for v_pending in
        select * from tolsel_ledger.daily_total_pending p
        where p.tenant_id = p_tenant_id
        order by p.account_id, p.slot, p.effective_on, p.pending_id
        limit case when p_limit < 0 then 0 else p_limit end
    loop
        -- Lock: the writer of this slot, in the order of account and slot that all follow, then the
        -- row itself, which another drain may have taken.
        perform from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = v_pending.account_id
            and b.slot = v_pending.slot
        for no key update;
        begin
            delete from tolsel_ledger.daily_total_pending p
            where p.tenant_id = p_tenant_id and p.pending_id = v_pending.pending_id;
            continue when not found;
            perform tolsel_ledger.add_daily_total(row(
                p_tenant_id, v_pending.account_id, v_pending.effective_on, v_pending.slot,
                v_pending.entry_count, v_pending.debit_amount, v_pending.credit_amount
            )::tolsel_ledger.daily_total);
            v_count := v_count + 1;
        exception when data_exception or integrity_constraint_violation or internal_error then
            -- Its fault lasts: it stays parked, says why, and keeps nobody else's total waiting.
            update tolsel_ledger.daily_total_pending p set fault = sqlstate || ' ' || sqlerrm
            where p.tenant_id = p_tenant_id and p.pending_id = v_pending.pending_id;
        end;
    end loop;
    return v_count;
end
$drain_tenant_totals$;
comment on function tolsel_ledger.drain_tenant_totals is
    'Adds at most p_limit parked totals of a tenant to their days, and answers how many it added.';

create or replace function tolsel_ledger.job_drain_totals(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_drain_totals$
declare
    v_count integer := tolsel_ledger.drain_tenant_totals(p_task.item_limit, p_task.tenant_id);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_drain_totals$;
comment on function tolsel_ledger.job_drain_totals is
    'Adds the parked totals of a tenant to their days.';
