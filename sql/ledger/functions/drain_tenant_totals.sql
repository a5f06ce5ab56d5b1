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
    'Adds at most so many parked totals of a tenant to their days; answers how many it added.';
