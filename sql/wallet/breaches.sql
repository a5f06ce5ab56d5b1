create or replace view tolsel_wallet.breach_wrong_wallet as
select w.tenant_id, w.wallet_id, w.account_id, a.type, a.managed_by, a.currency, a.slots,
    b.credit_limit, p.purpose, c.account_id as receivable_account_id
from tolsel_wallet.wallet w
left join tolsel_ledger.account a
    on a.tenant_id = w.tenant_id and a.account_id = w.account_id
left join tolsel_ledger.account p
    on p.tenant_id = a.tenant_id and p.account_id = a.parent_account_id and p.currency = a.currency
left join tolsel_ledger.balance b
    on b.tenant_id = w.tenant_id and b.account_id = w.account_id and b.slot = 0
left join tolsel_billing.customer c
    on c.tenant_id = w.tenant_id and c.customer_id = w.customer_id
where (a.type = 'liability' and a.managed_by = 'wallet' and a.currency = w.currency
    and a.slots = 1 and b.credit_limit >= 0 and p.purpose = 'wallets'
    and c.account_id <> w.account_id) is not true;
comment on view tolsel_wallet.breach_wrong_wallet is
    'A wallet''s account is not a liability of its currency with one slot and a limit, under the
wallets, that the domain manages.';

create or replace view tolsel_wallet.breach_unexplained_entry as
select e.tenant_id, e.account_id, w.wallet_id, e.journal_id, e.effective_on, e.amount
from tolsel_wallet.managed_account w
join tolsel_ledger.entry e on e.tenant_id = w.tenant_id and e.account_id = w.account_id
left join tolsel_wallet.document_journal d
    on d.tenant_id = e.tenant_id and d.journal_id = e.journal_id
where d.journal_id is null;
comment on view tolsel_wallet.breach_unexplained_entry is
    'What a wallet has, or the account they are listed under, has changed, and no document says
why.';
