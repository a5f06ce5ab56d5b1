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
