-- Checks that read the whole history have a view here that reads what no validation has judged yet.
-- Where a check can be asked about one row, "offset 0" has it asked for each new row by index.

create or replace view tolsel_ledger.quick_broken_chain as
select q.tenant_id, q.account_id, q.slot, q.version, q.previous_version, q.previous_balance,
    q.amount, q.balance_after, q.previous_booked_at, q.booked_at
from (
    select e.*,
        lag(e.version, 1, e.checked_version) over chain as previous_version,
        lag(e.balance_after::numeric, 1, e.checked_balance::numeric) over chain
            as previous_balance,
        lag(e.booked_at, 1, '-infinity'::timestamptz) over chain as previous_booked_at
    from tolsel_ledger.recent_entry e
    window chain as (partition by e.tenant_id, e.account_id, e.slot order by e.version)
) q
where (q.version = q.previous_version + 1
    and q.balance_after = q.previous_balance + q.amount
    and q.booked_at >= q.previous_booked_at) is not true;
comment on view tolsel_ledger.quick_broken_chain is
    'New entries that do not follow on the one before them, or on what was judged last.';

create or replace view tolsel_ledger.quick_wrong_balance as
select d.tenant_id, d.account_id, d.slot, d.version, d.balance, d.version_off_by, d.balance_off_by
from tolsel_ledger.balance_difference d
where d.version_off_by <> 0 or d.balance_off_by <> 0 or d.is_booked_off;
comment on view tolsel_ledger.quick_wrong_balance is
    'All balances that are not what their last entry says: old and new entries of a sound chain.';

create or replace view tolsel_ledger.quick_unbalanced_journal as
select c.tenant_id, c.journal_id, c.currency, c.off_by
from tolsel_ledger.recent_journal j
cross join lateral (
    select b.* from tolsel_ledger.breach_unbalanced_journal b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_ledger.quick_unbalanced_journal is
    'Journals of new entries whose lines do not add up to zero.';

create or replace view tolsel_ledger.quick_incomplete_journal as
select c.tenant_id, c.journal_id, c.entry_count, c.account_count
from tolsel_ledger.recent_journal j
cross join lateral (
    select b.* from tolsel_ledger.breach_incomplete_journal b
    where b.tenant_id = j.tenant_id and b.journal_id = j.journal_id
    offset 0
) c;
comment on view tolsel_ledger.quick_incomplete_journal is
    'Journals of new entries that lack a line or have one account only.';

create or replace view tolsel_ledger.quick_unusable_amount as
select e.tenant_id, e.account_id, e.slot, e.version, e.amount, e.balance_after, c.scale
from tolsel_ledger.recent_entry e
-- By its key: a join may read all accounts there are.
cross join lateral (
    select a.currency from tolsel_ledger.account a
    where a.tenant_id = e.tenant_id and a.account_id = e.account_id
    offset 0
) a
join tolsel_core.currency c on c.currency = a.currency
-- Not by the view of all entries: asked one by one, each is held against every currency there is.
where (e.amount <> 0 and tolsel_ledger.is_usable_amount(e.amount, c.scale)
    and tolsel_ledger.is_usable_amount(e.balance_after, c.scale)) is not true;
comment on view tolsel_ledger.quick_unusable_amount is
    'New entries that are zero, not finite or finer than their currency.';

create or replace view tolsel_ledger.quick_wrong_daily_total as
select c.tenant_id, c.account_id, c.effective_on, c.slot, c.entry_count_off_by, c.debit_off_by,
    c.credit_off_by
from (
    select distinct e.tenant_id, e.account_id, e.effective_on, e.slot
    from tolsel_ledger.recent_entry e
    -- By its key: few accounts have daily totals, and to look for those reads all there are.
    cross join lateral (
        select from tolsel_ledger.account a
        where a.tenant_id = e.tenant_id and a.account_id = e.account_id and a.has_daily_totals
        offset 0
    ) a
) d
cross join lateral (
    select b.* from tolsel_ledger.breach_wrong_daily_total b
    where b.tenant_id = d.tenant_id and b.account_id = d.account_id
        and b.effective_on = d.effective_on and b.slot = d.slot
    offset 0
) c;
comment on view tolsel_ledger.quick_wrong_daily_total is
    'Days of new entries whose totals are not the sums of their entries.';

create or replace view tolsel_ledger.quick_wrong_capture as
select c.tenant_id, c.hold_id, c.captured_amount, c.posted_amount
from (
    select distinct j.tenant_id, j.hold_id from tolsel_ledger.recent_journal j
    where j.hold_id is not null
) h
cross join lateral (
    select b.* from tolsel_ledger.breach_wrong_capture b
    where b.tenant_id = h.tenant_id and b.hold_id = h.hold_id
    offset 0
) c;
comment on view tolsel_ledger.quick_wrong_capture is
    'Holds of new journals that say they captured something else than was posted.';

create or replace view tolsel_ledger.quick_wrong_reversal as
select c.tenant_id, c.journal_id, c.account_id, c.original, c.reversed
from (
    select distinct j.tenant_id, j.reverses_journal_id from tolsel_ledger.recent_journal j
    where j.reverses_journal_id is not null
) r
cross join lateral (
    select b.* from tolsel_ledger.breach_wrong_reversal b
    where b.tenant_id = r.tenant_id and b.journal_id = r.reverses_journal_id
    offset 0
) c;
comment on view tolsel_ledger.quick_wrong_reversal is
    'Originals of new reversals that are reversed by more than they moved.';

create or replace view tolsel_ledger.quick_entry_in_closed_period as
select e.tenant_id, e.account_id, e.slot, e.version, e.effective_on, e.booked_at,
    p.closed_through_on, p.recorded_at
from tolsel_ledger.recent_entry e
join tolsel_ledger.close_in_force p on p.tenant_id = e.tenant_id
    and (p.account_id is null or e.account_id = p.account_id)
    and e.effective_on <= p.closed_through_on and e.booked_at > p.recorded_at;
comment on view tolsel_ledger.quick_entry_in_closed_period is
    'New entries that were booked for a day after the books, or their account, were closed through
it.';

create or replace view tolsel_ledger.quick_broken_seal as
select c.tenant_id, c.account_id, c.slot, c.from_version, c.to_version, c.fault
from tolsel_ledger.seal s
cross join lateral (
    select b.* from tolsel_ledger.breach_broken_seal b
    where b.tenant_id = s.tenant_id and b.account_id = s.account_id and b.slot = s.slot
        and b.to_version = s.to_version
    offset 0
) c
where s.sealed_at >= (select v.started_at from tolsel_core.last_validation v);
comment on view tolsel_ledger.quick_broken_seal is
    'Seals made since the last validation that are not those of their entries.';

create or replace view tolsel_ledger.quick_wrong_year as
select n.tenant_id, n.year_close_id, n.ended_on, n.account_id, b.balance - l.amount as amount
from (
    select e.tenant_id, y.year_close_id, y.ended_on, e.account_id
    from (
        select e.tenant_id, e.account_id, min(e.effective_on) as first_on
        from tolsel_ledger.recent_entry e
        group by e.tenant_id, e.account_id
    ) e
    join tolsel_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
        and a.type in ('revenue', 'expense')
    cross join lateral (
        select i.year_close_id, i.ended_on from tolsel_ledger.year_in_force i
        where i.tenant_id = e.tenant_id and i.ended_on >= e.first_on
        offset 0
    ) y
) n
-- What is left of the year is what the account stands at, less what came after it.
cross join lateral (
    select sum(b.balance) as balance from tolsel_ledger.balance b
    where b.tenant_id = n.tenant_id and b.account_id = n.account_id
) b
cross join lateral (
    select coalesce(sum(e.amount), 0) as amount from tolsel_ledger.entry e
    where e.tenant_id = n.tenant_id and e.account_id = n.account_id
        and e.effective_on > n.ended_on
) l
where b.balance <> l.amount
union all
select f.tenant_id, f.year_close_id, f.ended_on, null, null
from (
    select y.tenant_id, y.year_close_id
    from tolsel_ledger.recent_range r
    cross join lateral (
        select y.tenant_id, y.year_close_id from tolsel_ledger.year_close y
        where y.tenant_id = r.tenant_id
            and y.journal_id between r.first_journal_id and r.last_journal_id
        offset 0
    ) y
    union
    select y.tenant_id, y.year_close_id
    from tolsel_ledger.reversed_journal j
    cross join lateral (
        select y.tenant_id, y.year_close_id from tolsel_ledger.year_close y
        where y.tenant_id = j.tenant_id and y.journal_id = j.journal_id
        offset 0
    ) y
) y
cross join lateral (
    select f.* from tolsel_ledger.year_fault f
    where f.tenant_id = y.tenant_id and f.year_close_id = y.year_close_id
    offset 0
) f;
comment on view tolsel_ledger.quick_wrong_year is
    'Closed years that new entries have left something of on revenue or expenses, and new closings
that are not what they should be.';
