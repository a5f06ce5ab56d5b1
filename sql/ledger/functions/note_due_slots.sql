create or replace function tolsel_ledger.note_due_slots()
returns void
language sql
volatile
as $note_due_slots$
    insert into tolsel_ledger.due_slot (
        tenant_id, account_id, slot, checked_version, checked_balance)
    select b.tenant_id, b.account_id, b.slot, coalesce(m.checked_version, 0),
        coalesce(m.checked_balance, 0)
    from tolsel_ledger.balance b
    left join tolsel_ledger.slot_mark m
        on m.tenant_id = b.tenant_id and m.account_id = b.account_id and m.slot = b.slot
    where b.version > coalesce(m.checked_version, 0);
$note_due_slots$;
comment on function tolsel_ledger.note_due_slots is
    'Works out once, for all checks of a validation, which slots have entries that were not judged.
The caller deletes them again before it commits.';
