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
    offset 0)
and not exists (
    select from tolsel_billing.refund r
    join tolsel_billing.payment p on p.tenant_id = r.tenant_id and p.payment_id = r.payment_id
    where r.tenant_id = q.tenant_id and r.journal_id = q.journal_id and p.kind = 'top_up'
    offset 0)
and not exists (
    select from tolsel_wallet.charge c
    where c.tenant_id = q.tenant_id and c.journal_id = q.journal_id
    offset 0)
and not exists (
    select from tolsel_exchange.exchange e
    where e.tenant_id = q.tenant_id and e.journal_id = q.journal_id
    offset 0)
and not exists (
    select from tolsel_wallet.lot l
    where l.tenant_id = q.tenant_id and l.journal_id = q.journal_id and l.kind = 'granted'
    offset 0)
and not exists (
    select from tolsel_wallet.expiry x
    where x.tenant_id = q.tenant_id and x.journal_id = q.journal_id
    offset 0)
and not exists (
    select from tolsel_billing.invoice i
    join tolsel_wallet.debt d on d.tenant_id = i.tenant_id and d.invoice_id = i.invoice_id
    where i.tenant_id = q.tenant_id and i.journal_id = q.journal_id
        and d.payment_id is not null
    offset 0)
and not exists (
    select from tolsel_billing.payment p
    join tolsel_wallet.debt_payment d
        on d.tenant_id = p.tenant_id and d.credit_note_id = p.payment_id
    where p.tenant_id = q.tenant_id and p.journal_id = q.journal_id
    offset 0)
and not exists (
    select from tolsel_wallet.usage_reversal v
    where v.tenant_id = q.tenant_id and v.journal_id = q.journal_id
    offset 0)
and not exists (
    select from tolsel_wallet.usage_refund f
    where f.tenant_id = q.tenant_id and f.journal_id = q.journal_id
    offset 0)
and not exists (
    select from tolsel_billing.invoice i
    join tolsel_wallet.month_statement m
        on m.tenant_id = i.tenant_id and m.invoice_id = i.invoice_id
    where i.tenant_id = q.tenant_id and i.journal_id = q.journal_id
    offset 0);
comment on view tolsel_wallet.quick_unexplained_entry is
    'New entries of wallets that no document explains.';

create or replace view tolsel_wallet.recent_charge as
select c.tenant_id, c.journal_id, c.account_id, c.from_at, c.until_at, c.amount
from tolsel_ledger.recent_journal j
cross join lateral (
    select c.* from tolsel_wallet.charge c
    where c.tenant_id = j.tenant_id and c.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_wallet.recent_charge is
    'Charges whose entries no validation has judged yet.';

create or replace view tolsel_wallet.quick_wrong_charge as
select c.tenant_id, c.journal_id, c.amount, u.amount as hours_amount,
    v.amount as events_amount, e.amount as posted_amount
from tolsel_wallet.recent_charge c
left join (
    select u.tenant_id, u.journal_id, sum(u.amount) as amount
    from tolsel_wallet.usage_hour u
    where u.hour_at >= (select min(r.from_at) from tolsel_wallet.recent_charge r)
    group by u.tenant_id, u.journal_id
) u on u.tenant_id = c.tenant_id and u.journal_id = c.journal_id
left join lateral (
    select sum(v.extra_amount - v.owed_amount) as amount from tolsel_wallet.usage_event v
    where v.tenant_id = c.tenant_id and v.journal_id = c.journal_id
    offset 0
) v on true
left join lateral (
    select sum(e.amount) as amount from tolsel_ledger.entry e
    where e.tenant_id = c.tenant_id and e.journal_id = c.journal_id
        and e.account_id = c.account_id
    offset 0
) e on true
where (c.amount = coalesce(u.amount, 0) + coalesce(v.amount, 0) and c.amount = e.amount)
    is not true;
comment on view tolsel_wallet.quick_wrong_charge is
    'New charges that are not the sum of their hours, or not what was posted.';

create or replace view tolsel_wallet.quick_wrong_usage as
select c.tenant_id, u.resource_id, u.captured_amount, u.amount, u.hours, u.hours_run
from (
    select distinct c.tenant_id, c.account_id from tolsel_wallet.recent_charge c
) c
cross join lateral (
    select r.resource_id from tolsel_wallet.resource r
    where r.tenant_id = c.tenant_id and r.account_id = c.account_id and r.settled_at is null
    offset 0
) r
cross join lateral (
    select b.* from tolsel_wallet.breach_wrong_usage b
    where b.tenant_id = c.tenant_id and b.resource_id = r.resource_id
    offset 0
) u;
comment on view tolsel_wallet.quick_wrong_usage is
    'Resources of newly charged wallets whose hours are not those they have run.';

create or replace view tolsel_wallet.quick_wrong_lots as
select l.tenant_id, l.wallet_id, l.account_id, l.settled_amount, l.left_amount, l.kept_amount,
    l.held_amount
from (select distinct s.tenant_id, s.account_id from tolsel_ledger.due_slot s) d
cross join lateral (
    select l.* from tolsel_wallet.breach_wrong_lots l
    where l.tenant_id = d.tenant_id and l.account_id = d.account_id
    offset 0
) l;
comment on view tolsel_wallet.quick_wrong_lots is
    'Wallets with new entries whose lots have not left what they have.';

create or replace view tolsel_wallet.quick_wrong_lot_use as
select m.tenant_id, m.journal_id, m.account_id, m.amount, m.lot_amount
from (select distinct e.tenant_id, e.journal_id, e.account_id from tolsel_ledger.recent_entry e) e
cross join lateral (
    select m.* from tolsel_wallet.managed_account w
    cross join lateral (
        select b.* from tolsel_wallet.breach_wrong_lot_use b
        where b.tenant_id = w.tenant_id and b.journal_id = e.journal_id
            and b.account_id = w.account_id
        offset 0
    ) m
    where w.tenant_id = e.tenant_id and w.account_id = e.account_id
    offset 0
) m;
comment on view tolsel_wallet.quick_wrong_lot_use is
    'New journals that have not taken from lots, or brought as one, what they have changed of what
their wallet has.';

create or replace view tolsel_wallet.quick_wrong_lot as
select b.tenant_id, b.lot_id, b.used_amount, b.expired_amount, b.taken_amount, b.ended_amount
from tolsel_ledger.recent_journal j
cross join lateral (
    select l.lot_id from tolsel_wallet.lot l
    where l.tenant_id = j.tenant_id and l.journal_id = j.journal_id
    offset 0
) l
cross join lateral (
    select b.* from tolsel_wallet.breach_wrong_lot b
    where b.tenant_id = j.tenant_id and b.lot_id = l.lot_id
    offset 0
) b;
comment on view tolsel_wallet.quick_wrong_lot is
    'New lots whose uses are not those that they say, or that are paid by no top-up.';

create or replace view tolsel_wallet.quick_wrong_expiry as
select b.tenant_id, b.journal_id, b.account_id, b.amount, b.posted_amount
from tolsel_ledger.recent_journal j
cross join lateral (
    select b.* from tolsel_wallet.breach_wrong_expiry b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) b;
comment on view tolsel_wallet.quick_wrong_expiry is
    'What has expired lately and is not what its journal took from the wallet.';

create or replace view tolsel_wallet.quick_wrong_debt as
select b.tenant_id, b.invoice_id, b.account_id, b.customer_id, b.kind, b.voided_at
from tolsel_ledger.recent_journal j
cross join lateral (
    select i.invoice_id from tolsel_billing.invoice i
    join tolsel_wallet.debt d on d.tenant_id = i.tenant_id and d.invoice_id = i.invoice_id
    where i.tenant_id = j.tenant_id and i.journal_id = j.journal_id
    union all
    select d.invoice_id from tolsel_billing.payment p
    join tolsel_wallet.debt_payment d
        on d.tenant_id = p.tenant_id and d.credit_note_id = p.payment_id
    where p.tenant_id = j.tenant_id and p.journal_id = j.journal_id
    offset 0
) d
cross join lateral (
    select b.* from tolsel_wallet.breach_wrong_debt b
    where b.tenant_id = j.tenant_id and b.invoice_id = d.invoice_id
    offset 0
) b;
comment on view tolsel_wallet.quick_wrong_debt is
    'Debts with new documents that are not as those of a wallet are.';

create or replace view tolsel_wallet.quick_wrong_recurring_grant as
select b.*
from (
    select distinct l.tenant_id, l.recurring_grant_id
    from tolsel_ledger.recent_journal j
    cross join lateral (
        select l.tenant_id, l.recurring_grant_id from tolsel_wallet.lot l
        where l.tenant_id = j.tenant_id and l.journal_id = j.journal_id
        offset 0
    ) l
    where l.recurring_grant_id is not null
) n
cross join lateral (
    select b.tenant_id, b.recurring_grant_id, b.account_id, b.from_at, b.until_at, b.due_at,
        b.from_no, b.due_no, b.lots, b.wrong_lots
    from tolsel_wallet.breach_wrong_recurring_grant b
    where b.tenant_id = n.tenant_id and b.recurring_grant_id = n.recurring_grant_id
    offset 0
) b;
comment on view tolsel_wallet.quick_wrong_recurring_grant is
    'Recurring grants that have granted lately, not once a period or not on their terms.';
