create or replace view tolsel.account with (security_invoker = true) as
select a.tenant_id, a.account_id, a.code, a.name, a.type, a.currency, a.parent_account_id,
    a.purpose, a.managed_by, a.slots, a.has_daily_totals, a.metadata, a.opened_at
from tolsel_ledger.account a;
comment on view tolsel.account is 'The chart of accounts.';

create or replace view tolsel.account_balance with (security_invoker = true) as
select a.tenant_id, a.account_id, a.code, a.name, a.type, a.currency,
    sum(b.balance) as balance, sum(b.held_amount) as held_amount,
    min(b.credit_limit) as credit_limit, min(b.available) as available,
    coalesce(sum(b.version), 0)::bigint as entry_count, max(b.last_booked_at) as last_booked_at
from tolsel_ledger.account a
join tolsel_ledger.balance b on b.tenant_id = a.tenant_id and b.account_id = a.account_id
group by a.tenant_id, a.account_id;
comment on view tolsel.account_balance is
    'What each account stands at: balance with debit above 0, what is held, and what a guarded
account can spend.';
comment on column tolsel.account_balance.balance is
    'Debits less credits, over all slots, in the currency of the account.';
comment on column tolsel.account_balance.held_amount is
    'What open holds set aside, in the currency of the account.';
comment on column tolsel.account_balance.credit_limit is
    'How far below nothing it may go; null where nothing limits it.';
comment on column tolsel.account_balance.available is
    'What may still be spent: what it has, less what is held, and its credit limit; null where
nothing limits it.';
comment on column tolsel.account_balance.entry_count is 'Entries it has.';
comment on column tolsel.account_balance.last_booked_at is
    'When its last entry was written; null before the first one.';

create or replace view tolsel.journal with (security_invoker = true) as
select j.tenant_id, j.journal_id, j.created_at, j.user_id, j.login, j.reverses_journal_id,
    j.hold_id, j.description, j.request_key, j.request_id, j.metadata
from tolsel_ledger.journal j;
comment on view tolsel.journal is 'The journals, newest last by journal_id.';

create or replace view tolsel.entry with (security_invoker = true) as
select e.tenant_id, e.journal_id, e.line_no, e.account_id, a.code, e.slot, e.version, e.booked_at,
    e.effective_on, e.amount, e.balance_after, a.currency
from tolsel_ledger.entry e
join tolsel_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id;
comment on view tolsel.entry is
    'The lines of the journals. balance_after is that of account and slot; a statement adds the
slots up.';

create or replace view tolsel.hold with (security_invoker = true) as
select h.tenant_id, h.hold_id, h.account_id, h.placed_at, h.expires_at, h.closed_at, h.user_id,
    h.amount, h.captured_amount, h.released_amount, h.open_amount, h.is_open, h.is_lasting,
    h.description,
    h.request_key, h.request_id, h.metadata
from tolsel_ledger.hold h;
comment on view tolsel.hold is 'Money set aside, open and closed.';

create or replace view tolsel_ledger.entry_day as
select e.tenant_id, e.account_id, e.effective_on, e.slot, count(*)::integer as entry_count,
    sum(greatest(e.amount, 0 * e.amount)) as debit_amount,
    sum(greatest(-e.amount, 0 * e.amount)) as credit_amount
from tolsel_ledger.entry e
join tolsel_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
where a.has_daily_totals
group by e.tenant_id, e.account_id, e.effective_on, e.slot;
comment on view tolsel_ledger.entry_day is
    'What the daily totals must be: the sums of the entries of each day, of the accounts that keep
totals.';

create or replace view tolsel_ledger.book_total with (security_invoker = true) as
select t.tenant_id, t.account_id, t.effective_on, t.slot, t.entry_count, t.debit_amount,
    t.credit_amount, false as is_pending
from tolsel_ledger.daily_total t
union all
select p.tenant_id, p.account_id, p.effective_on, p.slot, p.entry_count, p.debit_amount,
    p.credit_amount, true
from tolsel_ledger.daily_total_pending p;
comment on view tolsel_ledger.book_total is
    'The totals of days as they count: those kept and those parked.';

create or replace view tolsel_ledger.daily_total_difference as
select d.tenant_id, d.account_id, d.effective_on, d.slot,
    sum(d.entry_count)::bigint as entry_count_off_by, sum(d.debit_amount) as debit_off_by,
    sum(d.credit_amount) as credit_off_by
from (
    select t.tenant_id, t.account_id, t.effective_on, t.slot, t.entry_count,
        t.debit_amount::numeric as debit_amount, t.credit_amount::numeric as credit_amount
    from tolsel_ledger.book_total t
    union all
    select e.tenant_id, e.account_id, e.effective_on, e.slot, -e.entry_count, -e.debit_amount,
        -e.credit_amount
    from tolsel_ledger.entry_day e
) d
group by d.tenant_id, d.account_id, d.effective_on, d.slot
having sum(d.entry_count) <> 0 or sum(d.debit_amount) <> 0 or sum(d.credit_amount) <> 0;
comment on view tolsel_ledger.daily_total_difference is
    'Days whose totals, parked ones included, are not the sums of their entries, and by how much.';

create or replace view tolsel_ledger.held_total as
select h.tenant_id, h.account_id, h.slot, sum(h.open_amount) as open_amount
from tolsel_ledger.hold h
where h.is_open
group by h.tenant_id, h.account_id, h.slot;
comment on view tolsel_ledger.held_total is
    'What the held amounts must be, added up from the open holds.';

create or replace view tolsel_ledger.balance_difference as
select q.tenant_id, q.account_id, q.slot, q.version, q.balance, q.held_amount, q.booked_at,
    coalesce(q.found_version, 0) - coalesce(q.version, 0) as version_off_by,
    q.found_balance - q.balance as balance_off_by,
    q.found_held_amount - q.held_amount as held_off_by,
    q.found_booked_at is distinct from q.booked_at as is_booked_off
from (
    select b.tenant_id, b.account_id, b.slot,
        b.version as found_version, b.balance as found_balance, b.held_amount as found_held_amount,
        b.last_booked_at as found_booked_at, e.booked_at,
        e.version, coalesce(e.balance_after, 0) as balance,
        coalesce(h.open_amount, 0) as held_amount
    from tolsel_ledger.balance b
    left join lateral (
        select e.version, e.balance_after, e.booked_at
        from tolsel_ledger.entry e
        where e.tenant_id = b.tenant_id and e.account_id = b.account_id and e.slot = b.slot
        order by e.version desc
        limit 1
    ) e on true
    left join tolsel_ledger.held_total h
        on h.tenant_id = b.tenant_id and h.account_id = b.account_id and h.slot = b.slot
) q
where q.found_version is distinct from q.version
    or q.found_balance is distinct from q.balance
    or q.found_held_amount is distinct from q.held_amount
    or q.found_booked_at is distinct from q.booked_at;
comment on view tolsel_ledger.balance_difference is
    'Balances that are not what their last entry and their open holds say, and by how much.';

create or replace view tolsel_ledger.close_in_force as
select distinct on (p.tenant_id, p.account_id) p.tenant_id, p.account_id, p.closed_through_on,
    p.recorded_at
from tolsel_ledger.period_close p
order by p.tenant_id, p.account_id, p.period_close_id desc;
comment on view tolsel_ledger.close_in_force is
    'The newest closing of all books of each tenant (account_id null), and of each account that has
one of its own.';

create or replace view tolsel_ledger.recent_entry as
select e.*, s.checked_version, s.checked_balance
from tolsel_ledger.due_slot s
-- "offset 0" has the few new entries of a slot found by index, however many slots there are.
cross join lateral (
    select e.tenant_id, e.account_id, e.slot, e.version, e.journal_id, e.booked_at, e.effective_on,
        e.amount, e.balance_after
    from tolsel_ledger.entry e
    where e.tenant_id = s.tenant_id and e.account_id = s.account_id and e.slot = s.slot
        and e.version > s.checked_version
    offset 0
) e;
comment on view tolsel_ledger.recent_entry is
    'Entries of the due slots that no validation has judged yet, with the version and the balance
that was last judged; empty outside a validation.';

create or replace view tolsel_ledger.recent_journal as
select j.tenant_id, j.journal_id, j.hold_id, j.reverses_journal_id
from (
    select distinct e.tenant_id, e.journal_id from tolsel_ledger.recent_entry e
) r
cross join lateral (
    select j.* from tolsel_ledger.journal j
    where j.tenant_id = r.tenant_id and j.journal_id = r.journal_id
    offset 0
) j;
comment on view tolsel_ledger.recent_journal is
    'Journals with entries that no validation has judged yet.';

create or replace view tolsel_ledger.recent_range as
select e.tenant_id, min(e.journal_id) as first_journal_id, max(e.journal_id) as last_journal_id
from tolsel_ledger.recent_entry e
group by e.tenant_id;
comment on view tolsel_ledger.recent_range is
    'The first and the last journal of each tenant that has entries which no validation has judged
yet. A few that were judged may lie between them.';

create or replace view tolsel_ledger.reversed_journal as
select j.tenant_id, j.journal_id
from tolsel_ledger.recent_range r
cross join lateral (
    select j.tenant_id, j.reverses_journal_id as journal_id from tolsel_ledger.journal j
    where j.tenant_id = r.tenant_id
        and j.journal_id between r.first_journal_id and r.last_journal_id
        and j.reverses_journal_id is not null
    offset 0
) j;
comment on view tolsel_ledger.reversed_journal is 'Journals that new ones reverse.';

create or replace view tolsel.account_day with (security_invoker = true) as
select d.tenant_id, d.account_id, a.code, a.currency, d.effective_on,
    sum(d.debit_amount - d.credit_amount) over days - d.debit_amount + d.credit_amount
        as opening_balance,
    d.debit_amount, d.credit_amount,
    sum(d.debit_amount - d.credit_amount) over days as closing_balance,
    d.entry_count, d.pending_count
from (
    select t.tenant_id, t.account_id, t.effective_on, sum(t.debit_amount) as debit_amount,
        sum(t.credit_amount) as credit_amount, sum(t.entry_count)::bigint as entry_count,
        count(*) filter (where t.is_pending) as pending_count
    from tolsel_ledger.book_total t
    group by t.tenant_id, t.account_id, t.effective_on
) d
join tolsel_ledger.account a on a.tenant_id = d.tenant_id and a.account_id = d.account_id
window days as (partition by d.tenant_id, d.account_id order by d.effective_on);
comment on view tolsel.account_day is
    'The daily book of each account with daily totals: opening + debit - credit = closing. Totals
that are parked count too.';
comment on column tolsel.account_day.tenant_id is 'The business whose books these are.';
comment on column tolsel.account_day.account_id is 'The account.';
comment on column tolsel.account_day.effective_on is 'The business day that its entries count for.';
comment on column tolsel.account_day.opening_balance is
    'Debits less credits before this day, in the currency of the account.';
comment on column tolsel.account_day.debit_amount is 'Sum of the debits of this day.';
comment on column tolsel.account_day.credit_amount is 'Sum of the credits of this day, 0 or above.';
comment on column tolsel.account_day.closing_balance is 'Debits less credits through this day.';
comment on column tolsel.account_day.entry_count is 'Entries of this day.';
comment on column tolsel.account_day.pending_count is
    'Slots whose entries of this day are not yet in the daily totals; they are counted all the
same.';

create or replace view tolsel.period_close with (security_invoker = true) as
select p.tenant_id, p.period_close_id, p.account_id, p.recorded_at, p.closed_through_on,
    p.previous_through_on, p.user_id, p.login, p.request_id, p.reason
from tolsel_ledger.period_close p;
comment on view tolsel.period_close is
    'Every closing and reopening of the books, or of one account; the newest is in force.';

create or replace view tolsel.year_close with (security_invoker = true) as
select y.tenant_id, y.year_close_id, y.reopens_year_close_id, y.journal_id, y.ended_on,
    y.previous_through_on, y.recorded_at, y.user_id, y.login, y.request_id, y.reason
from tolsel_ledger.year_close y;
comment on view tolsel.year_close is
    'Every closing of a year, and every reopening of one.';

create or replace view tolsel_ledger.year_in_force as
select y.tenant_id, y.year_close_id, y.ended_on, y.journal_id
from tolsel_ledger.year_close y
where y.reopens_year_close_id is null and not exists (
    select from tolsel_ledger.year_close r
    where r.tenant_id = y.tenant_id and r.reopens_year_close_id = y.year_close_id);
comment on view tolsel_ledger.year_in_force is
    'The closings of years that nobody has undone.';

create or replace view tolsel_ledger.year_fault as
select y.tenant_id, y.year_close_id, y.ended_on
from tolsel_ledger.year_close y
left join tolsel_ledger.year_close r
    on r.tenant_id = y.tenant_id and r.reopens_year_close_id = y.year_close_id
left join tolsel_ledger.year_close o
    on o.tenant_id = y.tenant_id and o.year_close_id = y.reopens_year_close_id
left join tolsel_ledger.journal j on j.tenant_id = y.tenant_id and j.journal_id = y.journal_id
left join tolsel_ledger.close_in_force c
    on c.tenant_id = y.tenant_id and c.account_id is null and y.reopens_year_close_id is null
        and r.year_close_id is null
where j.reverses_journal_id is distinct from o.journal_id
    or o.ended_on <> y.ended_on or o.reopens_year_close_id is not null
    or o.year_close_id > y.year_close_id
    or (y.reopens_year_close_id is null and r.year_close_id is null
        and (c.closed_through_on >= y.ended_on) is not true)
    or exists (
        select from tolsel_ledger.journal v
        where v.tenant_id = y.tenant_id and v.reverses_journal_id = y.journal_id
            and v.journal_id is distinct from r.journal_id)
    or exists (
        select from tolsel_ledger.entry e
        join tolsel_ledger.account a
            on a.tenant_id = e.tenant_id and a.account_id = e.account_id
        where e.tenant_id = y.tenant_id and e.journal_id = y.journal_id
            and (e.effective_on <> y.ended_on
                or (a.type not in ('revenue', 'expense')
                    and a.purpose is distinct from 'retained_earnings')));
comment on view tolsel_ledger.year_fault is
    'Closings and reopenings of years whose journal is of another day, moves something else, is
reversed by another or reverses another, and closed years that are not closed in the ledger.';

create or replace view tolsel_ledger.guarded_row as
select 'account of a tenant' as kind, t.purpose as object,
    concat_ws(' ', t.code, t.type, t.slots, t.name, 'managed by ' || t.managed_by) as definition
from tolsel_ledger.chart_template t;
comment on view tolsel_ledger.guarded_row is
    'The rows of registers that guard something: the accounts that every tenant is opened with.';
