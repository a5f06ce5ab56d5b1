create or replace view tolsel_wallet.quick_unexplained_entry as
select q.tenant_id, q.account_id, w.wallet_id, q.journal_id, q.effective_on, q.amount
from tolsel_ledger.recent_entry q
cross join lateral (
    select m.wallet_id from tolsel_wallet.managed_account m
    where m.tenant_id = q.tenant_id and m.account_id = q.account_id
    offset 0
) w
left join lateral (
    select j.journal_id, coalesce(j.reverses_journal_id, j.journal_id) as document_journal_id
    from tolsel_ledger.journal j
    where j.tenant_id = q.tenant_id and j.journal_id = q.journal_id
    offset 0
) j on true
where not exists (
    select from tolsel_billing.payment p
    where p.tenant_id = q.tenant_id and p.kind = 'top_up'
        and p.journal_id = j.document_journal_id
        and j.journal_id in (p.journal_id, p.void_journal_id)
    offset 0);
comment on view tolsel_wallet.quick_unexplained_entry is
    'New entries of wallets that no document explains.';
