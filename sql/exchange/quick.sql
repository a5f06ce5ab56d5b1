create or replace view tolsel_exchange.quick_wrong_exchange as
select b.tenant_id, b.exchange_id, b.journal_id, b.from_currency, b.from_amount, b.rate,
    b.to_currency, b.converted_amount, b.to_amount, b.void_journal_id
from tolsel_ledger.recent_journal j
cross join lateral (
    select e.exchange_id from tolsel_exchange.exchange e
    where e.tenant_id = j.tenant_id and e.journal_id = j.journal_id
    union all
    select e.exchange_id from tolsel_exchange.exchange e
    where e.tenant_id = j.tenant_id and e.void_journal_id = j.journal_id
    offset 0
) e
cross join lateral (
    select b.* from tolsel_exchange.breach_wrong_exchange b
    where b.tenant_id = j.tenant_id and b.exchange_id = e.exchange_id
    offset 0
) b;
comment on view tolsel_exchange.quick_wrong_exchange is
    'New exchanges, and newly voided ones, that are not what was posted.';

create or replace view tolsel_exchange.quick_wrong_clearing as
select q.tenant_id, q.account_id, a.currency, q.journal_id, q.amount
from tolsel_ledger.recent_entry q
cross join lateral (
    select a.currency from tolsel_ledger.account a
    where a.tenant_id = q.tenant_id and a.account_id = q.account_id
        and a.purpose = 'currency_exchange'
    offset 0
) a
where not exists (
    select from tolsel_exchange.exchange e
    where e.tenant_id = q.tenant_id and e.journal_id = q.journal_id
    offset 0)
and not exists (
    select from tolsel_exchange.exchange e
    where e.tenant_id = q.tenant_id and e.void_journal_id = q.journal_id
    offset 0);
comment on view tolsel_exchange.quick_wrong_clearing is
    'New entries of the account Currency exchange that no exchange explains.';

create or replace view tolsel_exchange.quick_wrong_revaluation as
select b.tenant_id, b.revaluation_id, b.revalued_on, b.gain_amount, b.loss_amount,
    b.lines_gain_amount, b.lines_loss_amount
from tolsel_ledger.recent_journal j
cross join lateral (
    select r.revaluation_id from tolsel_exchange.revaluation r
    where r.tenant_id = j.tenant_id and r.journal_id = j.journal_id
    offset 0
) r
cross join lateral (
    select b.* from tolsel_exchange.breach_wrong_revaluation b
    where b.tenant_id = j.tenant_id and b.revaluation_id = r.revaluation_id
    offset 0
) b;
comment on view tolsel_exchange.quick_wrong_revaluation is
    'New revaluations that do not follow from what was booked, or are not what was posted.';

create or replace view tolsel_exchange.quick_outdated_revaluation as
select b.tenant_id, b.revaluation_id, b.revalued_on, b.booked_at
from (
    select distinct r.tenant_id, r.revaluation_id
    from tolsel_ledger.recent_entry q
    join tolsel_exchange.revaluation_line l
        on l.tenant_id = q.tenant_id and l.account_id = q.account_id
    join tolsel_exchange.revaluation r
        on r.tenant_id = l.tenant_id and r.revaluation_id = l.revaluation_id
    where r.superseded_at is null and r.revalued_on >= q.effective_on
        and r.booked_at < q.booked_at
) r
cross join lateral (
    select b.* from tolsel_exchange.notice_outdated_revaluation b
    where b.tenant_id = r.tenant_id and b.revaluation_id = r.revaluation_id
    offset 0
) b;
comment on view tolsel_exchange.quick_outdated_revaluation is
    'Revaluations of accounts with new entries that count for their day, or for one before.';
