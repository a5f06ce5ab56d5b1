create or replace function tolsel_ledger.describe_writer(p_row jsonb)
returns jsonb
language sql
stable
as $describe_writer$
    select jsonb_build_object(
        'row_txid', b.xmin::text::bigint,
        'entry_row', to_jsonb(e) || jsonb_build_object('journal', to_jsonb(j)))
    from tolsel_ledger.balance b
    left join lateral (
        select e.* from tolsel_ledger.entry e
        where e.tenant_id = b.tenant_id and e.account_id = b.account_id and e.slot = b.slot
        order by e.version desc
        limit 1
    ) e on true
    left join tolsel_ledger.journal j
        on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
    where b.tenant_id = tolsel_core.id_in(p_row, 'tenant_id')
        and b.account_id = tolsel_core.id_in(p_row, 'account_id')
        and b.slot = coalesce(tolsel_core.id_in(p_row, 'slot'), b.slot)
    order by e.booked_at desc nulls last
    limit 1;
$describe_writer$;
comment on function tolsel_ledger.describe_writer is
    'Tells who wrote the balance that a row of a check names last: its transaction as row_txid, and
its last entry with the journal as entry_row; null where the row names none.';
