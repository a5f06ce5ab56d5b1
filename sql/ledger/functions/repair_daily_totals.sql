create or replace function tolsel_ledger.repair_daily_totals(
    p_account_id bigint, p_from_on date, p_to_on date, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $repair_daily_totals$
declare
    v_from_on date := coalesce(p_from_on, '1900-01-01');
    v_to_on date := coalesce(p_to_on, '2199-12-31');
begin
    delete from tolsel_ledger.daily_total t
    where t.tenant_id = p_tenant_id and t.account_id = p_account_id
        and t.effective_on between v_from_on and v_to_on;
    delete from tolsel_ledger.daily_total_pending t
    where t.tenant_id = p_tenant_id and t.account_id = p_account_id
        and t.effective_on between v_from_on and v_to_on;
    insert into tolsel_ledger.daily_total (
        tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount)
    select e.tenant_id, e.account_id, e.effective_on, e.slot, e.entry_count, e.debit_amount,
        e.credit_amount
    from tolsel_ledger.entry_day e
    where e.tenant_id = p_tenant_id and e.account_id = p_account_id
        and e.effective_on between v_from_on and v_to_on;
end
$repair_daily_totals$;
comment on function tolsel_ledger.repair_daily_totals is
    'Makes the totals of an account anew from its entries, or none where it keeps none. The caller
has locked
its balances.';
