create or replace view tolsel.wallet with (security_invoker = true) as
select w.tenant_id, w.wallet_id, w.owner_customer_id, w.customer_id, c.name, w.currency,
    case when b.credit_limit > 0 then 'invoice' else 'payg' end as mode, b.credit_limit,
    -b.balance as settled_amount, b.held_amount, b.available as available_amount, w.account_id,
    w.metadata, w.opened_at
from tolsel_wallet.wallet w
join tolsel_billing.customer c
    on c.tenant_id = w.tenant_id and c.customer_id = w.owner_customer_id
join tolsel_ledger.balance b
    on b.tenant_id = w.tenant_id and b.account_id = w.account_id and b.slot = 0;
comment on view tolsel.wallet is
    'The wallets: what each has (settled), what of it is held, and what is available, its credit
limit counted: settled - held + limit. The mode is the limit: payg where it is 0, else invoice.';

create or replace view tolsel.top_up with (security_invoker = true) as
select p.tenant_id, p.payment_id, w.wallet_id, p.customer_id, p.status, p.method, p.channel_id,
    w.currency, p.amount, p.asked_amount, p.refunded_amount, p.paid_on, p.provider_reference,
    p.failure_reason, p.retry_count, p.next_retry_at, p.opened_at, p.completed_at, p.journal_id,
    p.voided_at, p.voided_on, p.void_reason, p.void_journal_id, p.user_id, p.login, p.request_key,
    p.request_id, p.metadata
from tolsel_billing.payment p
join tolsel_wallet.wallet w on w.tenant_id = p.tenant_id and w.account_id = p.account_id
where p.kind = 'top_up';
comment on view tolsel.top_up is
    'What was paid into wallets, whatever became of it: payments of kind top_up.';

create or replace view tolsel.wallet_transaction with (security_invoker = true) as
select e.tenant_id, w.wallet_id, e.version, e.effective_on, e.booked_at, w.currency,
    -e.amount as amount, -e.balance_after as settled_after,
    case when p.payment_id is not null then 'top_up' end as document,
    p.payment_id as document_id, j.reverses_journal_id is not null as is_void, j.description,
    e.journal_id, j.user_id, j.request_id
from tolsel_wallet.wallet w
join tolsel_ledger.entry e on e.tenant_id = w.tenant_id and e.account_id = w.account_id
join tolsel_ledger.journal j on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
-- A void reverses the journal of its document, which has an index.
left join tolsel_billing.payment p
    on p.tenant_id = e.tenant_id
    and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id);
comment on view tolsel.wallet_transaction is
    'All that has moved each wallet, in order of version: above 0 what came in, the balance after
it, and the document behind it, of which it may be the void.';

create or replace view tolsel_wallet.managed_account as
select w.tenant_id, w.account_id, w.wallet_id
from tolsel_wallet.wallet w
union all
select a.tenant_id, a.account_id, null
from tolsel_ledger.account a
where a.purpose = 'wallets';
comment on view tolsel_wallet.managed_account is
    'The accounts of wallets, and those they are listed under, which have no entries.';

create or replace view tolsel_wallet.document_journal as
select p.tenant_id, p.journal_id, p.payment_id
from tolsel_billing.payment p
where p.kind = 'top_up' and p.journal_id is not null
union all
select p.tenant_id, p.void_journal_id, p.payment_id
from tolsel_billing.payment p
where p.kind = 'top_up' and p.void_journal_id is not null;
comment on view tolsel_wallet.document_journal is
    'Every journal that may move a wallet, with its document.';
