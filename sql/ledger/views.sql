create or replace view bursar.account with (security_invoker = true) as
select a.tenant_id, a.account_id, a.code, a.name, a.type, a.currency, a.parent_account_id, a.purpose,
    a.managed_by, a.slots, a.has_daily_totals, a.metadata, a.opened_at
from bursar_ledger.account a;
comment on view bursar.account is 'The chart of accounts.';

create or replace view bursar.account_balance with (security_invoker = true) as
select a.tenant_id, a.account_id, a.code, a.name, a.type, a.currency,
    sum(b.balance) as balance, sum(b.held_amount) as held_amount,
    min(b.credit_limit) as credit_limit, min(b.available) as available,
    coalesce(sum(b.version), 0)::bigint as entry_count, max(b.last_booked_at) as last_booked_at
from bursar_ledger.account a
join bursar_ledger.balance b on b.tenant_id = a.tenant_id and b.account_id = a.account_id
group by a.tenant_id, a.account_id;
comment on view bursar.account_balance is
    'What each account stands at: balance with debit above 0, what is held, and what a guarded account can spend.';

create or replace view bursar.journal with (security_invoker = true) as
select j.tenant_id, j.journal_id, j.created_at, j.user_id, j.reverses_journal_id, j.hold_id,
    j.description, j.request_key, j.request_id, j.metadata
from bursar_ledger.journal j;
comment on view bursar.journal is 'The journals, newest last by journal_id.';

create or replace view bursar.entry with (security_invoker = true) as
select e.tenant_id, e.journal_id, e.line_no, e.account_id, a.code, e.slot, e.version, e.booked_at,
    e.effective_on, e.amount, e.balance_after, a.currency
from bursar_ledger.entry e
join bursar_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id;
comment on view bursar.entry is
    'The lines of the journals. balance_after is that of account and slot; a statement adds the slots up.';
