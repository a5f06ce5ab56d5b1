create or replace function tolsel_ledger.freeze_accounts(p_incident_ids bigint[])
returns void
language plpgsql
volatile
as $freeze_accounts$
begin
    -- Lock: in the order that postings follow; a posting in flight ends first.
    perform from tolsel_core.incident i
    join tolsel_ledger.balance b on b.tenant_id = tolsel_core.id_in(i.before_row, 'tenant_id')
        and b.account_id = tolsel_core.id_in(i.before_row, 'account_id')
    where i.incident_id = any(p_incident_ids)
    order by b.tenant_id, b.account_id, b.slot
    for no key update of b;
    -- A posting and a hold look at the closing day of the row they lock anyway.
    update tolsel_ledger.balance b
    set frozen_incident_id = i.incident_id, closed_through_on = '2199-12-31'
    from tolsel_core.incident i
    where i.incident_id = any(p_incident_ids) and b.frozen_incident_id is null
        and b.tenant_id = tolsel_core.id_in(i.before_row, 'tenant_id')
        and b.account_id = tolsel_core.id_in(i.before_row, 'account_id');
end
$freeze_accounts$;
comment on function tolsel_ledger.freeze_accounts is
    'Freezes the accounts that incidents name by tenant_id and account_id of their rows.';
