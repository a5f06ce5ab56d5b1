create or replace view bursar_ledger.breach_unbalanced_journal as
select e.tenant_id, e.journal_id, a.currency, sum(e.amount) as off_by
from bursar_ledger.entry e
join bursar_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
group by e.tenant_id, e.journal_id, a.currency
having sum(e.amount) is distinct from 0;
comment on view bursar_ledger.breach_unbalanced_journal is
    'In some currency the lines of a journal do not add up to zero: an entry was added, changed or removed.';

create or replace view bursar_ledger.breach_incomplete_journal as
select j.tenant_id, j.journal_id, count(e.journal_id) as entry_count,
    count(distinct e.account_id) as account_count
from bursar_ledger.journal j
full join bursar_ledger.entry e on e.tenant_id = j.tenant_id and e.journal_id = j.journal_id
group by j.tenant_id, j.journal_id
having j.journal_id is null or count(distinct e.account_id) < 2
    or count(e.line_no) is distinct from max(e.line_no)::bigint;
comment on view bursar_ledger.breach_incomplete_journal is
    'A journal has fewer than two accounts or lacks a line, or an entry lacks its journal.';

create or replace view bursar_ledger.breach_wrong_balance as
select b.tenant_id, b.account_id, b.slot, b.balance, b.version, e.entry_sum, e.entry_count,
    e.last_version
from bursar_ledger.balance b
full join (
    select e.tenant_id, e.account_id, e.slot, sum(e.amount) as entry_sum, count(*) as entry_count,
        max(e.version) as last_version
    from bursar_ledger.entry e
    group by e.tenant_id, e.account_id, e.slot
) e on e.tenant_id = b.tenant_id and e.account_id = b.account_id and e.slot = b.slot
where (b.balance, coalesce(b.version, 0), b.version) is distinct from
    (coalesce(e.entry_sum, 0), coalesce(e.entry_count, 0), e.last_version);
comment on view bursar_ledger.breach_wrong_balance is
    'A balance is not the sum of its entries, or its entries are not numbered 1 to n.';

create or replace view bursar_ledger.breach_broken_chain as
select q.tenant_id, q.account_id, q.slot, q.version, q.previous_version, q.previous_balance, q.amount,
    q.balance_after, q.previous_booked_at, q.booked_at
from (
    select e.*,
        lag(e.version, 1, 0::bigint) over chain as previous_version,
        lag(e.balance_after::numeric, 1, 0::numeric) over chain as previous_balance,
        lag(e.booked_at, 1, '-infinity'::timestamptz) over chain as previous_booked_at
    from bursar_ledger.entry e
    window chain as (partition by e.tenant_id, e.account_id, e.slot order by e.version)
) q
where (q.version = q.previous_version + 1
    and q.balance_after = q.previous_balance + q.amount
    and q.booked_at >= q.previous_booked_at) is not true;
comment on view bursar_ledger.breach_broken_chain is
    'An entry does not follow on the one before it: version, balance_after or booked_at was changed, or an
entry removed.';

create or replace view bursar_ledger.breach_open_system as
select b.tenant_id, a.currency, sum(b.balance) as off_by
from bursar_ledger.balance b
join bursar_ledger.account a on a.tenant_id = b.tenant_id and a.account_id = b.account_id
group by b.tenant_id, a.currency
having sum(b.balance) is distinct from 0;
comment on view bursar_ledger.breach_open_system is
    'All balances of a tenant in a currency do not add up to zero: money came from nowhere.';

create or replace view bursar_ledger.breach_unusable_amount as
select e.tenant_id, e.account_id, e.slot, e.version, e.amount, e.balance_after, c.scale
from bursar_ledger.entry e
join bursar_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
join bursar_core.currency c on c.currency = a.currency
where (e.amount <> 0 and e.amount > -1e15 and e.amount < 1e15
    and scale(trim_scale(e.amount)) <= c.scale
    and e.balance_after > -1e15 and e.balance_after < 1e15
    and scale(trim_scale(e.balance_after)) <= c.scale) is not true;
comment on view bursar_ledger.breach_unusable_amount is
    'An entry is zero, not finite or finer than its currency.';

create or replace view bursar_ledger.breach_wrong_available as
select b.tenant_id, b.account_id, b.slot, b.balance, b.held_amount, b.credit_limit, b.available
from bursar_ledger.balance b
where b.credit_limit is not null
    and (b.available = b.sign * b.balance - b.held_amount + b.credit_limit
        and b.available >= 0 and b.available < 1e16) is not true;
comment on view bursar_ledger.breach_wrong_available is
    'A guarded account has spent more than it may.';

create or replace view bursar_ledger.breach_wrong_slots as
select a.tenant_id, a.account_id, a.slots, count(b.slot) as balance_count
from bursar_ledger.account a
left join bursar_ledger.balance b on b.tenant_id = a.tenant_id and b.account_id = a.account_id
group by a.tenant_id, a.account_id
having count(b.slot) <> a.slots or max(b.slot) <> a.slots - 1
    or (a.slots > 1 and count(b.credit_limit) > 0);
comment on view bursar_ledger.breach_wrong_slots is
    'An account has not one balance row for each slot, or several slots and a limit.';
