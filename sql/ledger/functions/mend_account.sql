create or replace function tolsel_ledger.mend_account(p_account_id bigint, p_tenant_id bigint)
returns text
language plpgsql
volatile
as $mend_account$
begin
    update tolsel_ledger.balance b
    set version = d.version, balance = d.balance, held_amount = d.held_amount,
        last_booked_at = d.booked_at
    from tolsel_ledger.balance_difference d
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id
        and d.tenant_id = p_tenant_id and d.account_id = p_account_id and d.slot = b.slot;
    update tolsel_ledger.balance b set closed_through_on = c.expected_on
    from tolsel_ledger.breach_wrong_close c
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id
        and c.tenant_id = p_tenant_id and c.account_id = p_account_id and c.slot = b.slot;
    -- A version that is put right counts as new entries: their days are made anew.
    perform tolsel_ledger.repair_daily_totals(p_account_id, null, null, p_tenant_id);
    return 'repaired';
exception when check_violation then
    -- The entries themselves break a rule: no derived value can make up for that.
    return 'not repairable: ' || sqlerrm;
end
$mend_account$;
comment on function tolsel_ledger.mend_account is
    'Makes the derived values of an account anew from its entries, holds and closings, and answers
with repaired, or says what forbids it. The caller has locked its balances.';
