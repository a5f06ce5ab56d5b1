create or replace view tolsel_ledger.breach_unbalanced_journal as
select e.tenant_id, e.journal_id, a.currency, sum(e.amount) as off_by
from tolsel_ledger.entry e
join tolsel_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
group by e.tenant_id, e.journal_id, a.currency
having sum(e.amount) is distinct from 0;
comment on view tolsel_ledger.breach_unbalanced_journal is
    'In some currency the lines of a journal do not add up to zero: an entry was added, changed or
removed.';

create or replace view tolsel_ledger.breach_incomplete_journal as
select j.tenant_id, j.journal_id, count(e.journal_id) as entry_count,
    count(distinct e.account_id) as account_count
from tolsel_ledger.journal j
full join tolsel_ledger.entry e on e.tenant_id = j.tenant_id and e.journal_id = j.journal_id
group by j.tenant_id, j.journal_id
having j.journal_id is null or count(distinct e.account_id) < 2
    or count(e.line_no) is distinct from max(e.line_no)::bigint;
comment on view tolsel_ledger.breach_incomplete_journal is
    'A journal has fewer than two accounts or lacks a line, or an entry lacks its journal.';

create or replace view tolsel_ledger.breach_wrong_balance as
select b.tenant_id, b.account_id, b.slot, b.balance, b.version, b.last_booked_at, e.entry_sum,
    e.entry_count, e.last_version, e.booked_at
from tolsel_ledger.balance b
full join (
    select e.tenant_id, e.account_id, e.slot, sum(e.amount) as entry_sum, count(*) as entry_count,
        max(e.version) as last_version, max(e.booked_at) as booked_at
    from tolsel_ledger.entry e
    group by e.tenant_id, e.account_id, e.slot
) e on e.tenant_id = b.tenant_id and e.account_id = b.account_id and e.slot = b.slot
where b.balance is distinct from coalesce(e.entry_sum, 0)
    or coalesce(b.version, 0) is distinct from coalesce(e.entry_count, 0)
    or b.version is distinct from e.last_version
    or b.last_booked_at is distinct from e.booked_at;
comment on view tolsel_ledger.breach_wrong_balance is
    'A balance is not the sum of its entries, or its entries are not numbered 1 to n, or it does not
say when the last of them was booked. Run tolsel repair, which takes over what the
entries say.';

create or replace view tolsel_ledger.breach_broken_chain as
select q.tenant_id, q.account_id, q.slot, q.version, q.previous_version, q.previous_balance,
    q.amount, q.balance_after, q.previous_booked_at, q.booked_at
from (
    select e.*,
        lag(e.version, 1, 0::bigint) over chain as previous_version,
        lag(e.balance_after::numeric, 1, 0::numeric) over chain as previous_balance,
        lag(e.booked_at, 1, '-infinity'::timestamptz) over chain as previous_booked_at
    from tolsel_ledger.entry e
    window chain as (partition by e.tenant_id, e.account_id, e.slot order by e.version)
) q
where (q.version = q.previous_version + 1
    and q.balance_after = q.previous_balance + q.amount
    and q.booked_at >= q.previous_booked_at) is not true;
comment on view tolsel_ledger.breach_broken_chain is
    'An entry does not follow on the one before it: version, balance_after or booked_at was changed,
or an entry removed.';

create or replace view tolsel_ledger.breach_open_system as
select b.tenant_id, a.currency, sum(b.balance) as off_by
from tolsel_ledger.balance b
join tolsel_ledger.account a on a.tenant_id = b.tenant_id and a.account_id = b.account_id
group by b.tenant_id, a.currency
having sum(b.balance) is distinct from 0;
comment on view tolsel_ledger.breach_open_system is
    'All balances of a tenant in a currency do not add up to zero: money came from nowhere.';

create or replace view tolsel_ledger.breach_unusable_amount as
select e.tenant_id, e.account_id, e.slot, e.version, e.amount, e.balance_after, c.scale
from tolsel_ledger.entry e
join tolsel_ledger.account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
join tolsel_core.currency c on c.currency = a.currency
where (e.amount <> 0 and tolsel_ledger.is_usable_amount(e.amount, c.scale)
    and tolsel_ledger.is_usable_amount(e.balance_after, c.scale)) is not true;
comment on view tolsel_ledger.breach_unusable_amount is
    'An entry is zero, not finite or finer than its currency.';

create or replace view tolsel_ledger.breach_wrong_available as
select b.tenant_id, b.account_id, b.slot, b.balance, b.held_amount, b.credit_limit, b.available
from tolsel_ledger.balance b
where b.credit_limit is not null
    and (b.available = b.sign * b.balance - b.held_amount + b.credit_limit
        and b.available >= 0 and b.available < 1e16) is not true;
comment on view tolsel_ledger.breach_wrong_available is
    'A guarded account has spent more than it may.';

create or replace view tolsel_ledger.breach_wrong_slots as
select a.tenant_id, a.account_id, a.slots, count(b.slot) as balance_count
from tolsel_ledger.account a
left join tolsel_ledger.balance b on b.tenant_id = a.tenant_id and b.account_id = a.account_id
group by a.tenant_id, a.account_id
having count(b.slot) <> a.slots or max(b.slot) <> a.slots - 1
    or (a.slots > 1 and count(b.credit_limit) > 0);
comment on view tolsel_ledger.breach_wrong_slots is
    'An account does not have one balance row for each slot, or has several slots and a limit.';

create or replace view tolsel_ledger.breach_wrong_daily_total as
select d.tenant_id, d.account_id, d.effective_on, d.slot, d.entry_count_off_by, d.debit_off_by,
    d.credit_off_by
from tolsel_ledger.daily_total_difference d;
comment on view tolsel_ledger.breach_wrong_daily_total is
    'The totals of a day are not the sums of its entries. Run tolsel repair.';

create or replace view tolsel_ledger.notice_pending_daily_total as
select p.tenant_id, p.account_id, p.effective_on, p.slot, p.parked_at, p.fault
from tolsel_ledger.daily_total_pending p;
comment on view tolsel_ledger.notice_pending_daily_total is
    'Totals of a day are parked because adding them failed. Mend the fault;
tolsel.drain_daily_totals adds them.';

create or replace view tolsel_ledger.breach_wrong_held_amount as
select b.tenant_id, b.account_id, b.slot, b.held_amount, coalesce(h.open_amount, 0) as open_amount
from tolsel_ledger.balance b
left join tolsel_ledger.held_total h
    on h.tenant_id = b.tenant_id and h.account_id = b.account_id and h.slot = b.slot
where b.held_amount is distinct from coalesce(h.open_amount, 0);
comment on view tolsel_ledger.breach_wrong_held_amount is
    'What an account has held is not the sum of its open holds. Run tolsel repair.';

create or replace view tolsel_ledger.breach_wrong_capture as
select h.tenant_id, h.hold_id, h.captured_amount, coalesce(sum(abs(e.amount)), 0) as posted_amount
from tolsel_ledger.hold h
left join tolsel_ledger.journal j on j.tenant_id = h.tenant_id and j.hold_id = h.hold_id
left join tolsel_ledger.entry e on e.tenant_id = j.tenant_id and e.journal_id = j.journal_id
    and e.account_id = h.account_id
where not h.is_lasting
group by h.tenant_id, h.hold_id
having h.captured_amount is distinct from coalesce(sum(abs(e.amount)), 0);
comment on view tolsel_ledger.breach_wrong_capture is
    'What a hold says was captured is not what its journals posted. One journal captures of many
lasting holds: those are judged by their owner.';

create or replace view tolsel_ledger.breach_wrong_reversal as
select o.tenant_id, o.journal_id, e.account_id,
    coalesce(sum(e.amount) filter (where e.journal_id = o.journal_id), 0) as original,
    coalesce(sum(e.amount) filter (where e.journal_id <> o.journal_id), 0) as reversed
from tolsel_ledger.journal o
join tolsel_ledger.journal j on j.tenant_id = o.tenant_id
    and (j.journal_id = o.journal_id or j.reverses_journal_id = o.journal_id)
join tolsel_ledger.entry e on e.tenant_id = j.tenant_id and e.journal_id = j.journal_id
where exists (
    select from tolsel_ledger.journal r
    where r.tenant_id = o.tenant_id and r.reverses_journal_id = o.journal_id)
group by o.tenant_id, o.journal_id, e.account_id, o.reverses_journal_id
having o.reverses_journal_id is not null
    or sum(e.amount) * coalesce(sum(e.amount) filter (where e.journal_id = o.journal_id), 0) < 0
    or abs(sum(e.amount))
        > abs(coalesce(sum(e.amount) filter (where e.journal_id = o.journal_id), 0));
comment on view tolsel_ledger.breach_wrong_reversal is
    'A journal is reversed by more than it moved, on another account, or is a reversal itself.';

create or replace view tolsel_ledger.breach_entry_in_closed_period as
select e.tenant_id, e.account_id, e.slot, e.version, e.effective_on, e.booked_at,
    p.closed_through_on, p.recorded_at
from tolsel_ledger.close_in_force p
join tolsel_ledger.entry e on e.tenant_id = p.tenant_id
    and (p.account_id is null or e.account_id = p.account_id)
    and e.effective_on <= p.closed_through_on and e.booked_at > p.recorded_at;
comment on view tolsel_ledger.breach_entry_in_closed_period is
    'An entry was booked for a day after the books, or its account, were closed through it.';

create or replace view tolsel_ledger.breach_broken_close as
select q.tenant_id, q.account_id, q.period_close_id, q.previous_through_on, q.expected_on,
    q.recorded_at
from (
    select p.*, lag(p.closed_through_on) over chain as expected_on,
        lag(p.recorded_at, 1, '-infinity'::timestamptz) over chain as previous_recorded_at
    from tolsel_ledger.period_close p
    window chain as (partition by p.tenant_id, p.account_id order by p.period_close_id)
) q
where q.previous_through_on is distinct from q.expected_on
    or q.recorded_at < q.previous_recorded_at;
comment on view tolsel_ledger.breach_broken_close is
    'A closing of the books, or of one account, does not follow on the one before it: one was
changed, added or removed.';

create or replace view tolsel_ledger.breach_wrong_close as
select b.tenant_id, b.account_id, b.slot, b.closed_through_on,
    expected.closed_through_on as expected_on
from tolsel_ledger.balance b
left join tolsel_ledger.close_in_force t on t.tenant_id = b.tenant_id and t.account_id is null
left join tolsel_ledger.close_in_force a
    on a.tenant_id = b.tenant_id and a.account_id = b.account_id
cross join lateral (
    select case when b.frozen_incident_id is null
        then greatest(t.closed_through_on, a.closed_through_on)
        else date '2199-12-31' end as closed_through_on
) expected
where b.closed_through_on is distinct from expected.closed_through_on;
comment on view tolsel_ledger.breach_wrong_close is
    'A balance is not closed through the same day as its account or its tenant''s books, or not
frozen as it should be. Run tolsel repair.';

create or replace view tolsel_ledger.breach_wrong_year as
select y.tenant_id, y.year_close_id, y.ended_on, e.account_id, sum(e.amount) as amount
from tolsel_ledger.year_in_force y
join tolsel_ledger.account a
    on a.tenant_id = y.tenant_id and a.type in ('revenue', 'expense')
join tolsel_ledger.entry e on e.tenant_id = a.tenant_id and e.account_id = a.account_id
    and e.effective_on <= y.ended_on
group by y.tenant_id, y.year_close_id, y.ended_on, e.account_id
having sum(e.amount) <> 0
union all
select f.tenant_id, f.year_close_id, f.ended_on, null, null
from tolsel_ledger.year_fault f;
comment on view tolsel_ledger.breach_wrong_year is
    'A closed year has left something on revenue or expenses, is not closed in the ledger, or its
journal is not the one that took the result to retained earnings.';

create or replace view tolsel_ledger.notice_frozen_account as
select distinct b.tenant_id, b.account_id, b.frozen_incident_id
from tolsel_ledger.balance b
where b.frozen_incident_id is not null;
comment on view tolsel_ledger.notice_frozen_account is
    'An account takes no postings since a check found fault with it. When that is mended, release it
with tolsel.unfreeze_account.';

create or replace view tolsel_ledger.breach_vanished_entry as
select m.tenant_id, m.account_id, m.slot, m.checked_version, m.checked_balance, m.sealed_version,
    b.version, b.balance
from tolsel_ledger.slot_mark m
left join tolsel_ledger.balance b
    on b.tenant_id = m.tenant_id and b.account_id = m.account_id and b.slot = m.slot
where (coalesce(b.version, 0) >= greatest(m.checked_version, m.sealed_version)
    and (b.version > m.checked_version or coalesce(b.balance, 0) = m.checked_balance)) is not true;
comment on view tolsel_ledger.breach_vanished_entry is
    'Entries have vanished or changed since a validation judged them or a seal covered them.';

create or replace view tolsel_ledger.breach_broken_seal as
select s.tenant_id, s.account_id, s.slot, s.from_version, s.to_version,
    'the hash is not that of its entries' as fault
from (
    select s.*,
        lag(s.to_version, 1, 0::bigint) over chain as previous_version,
        lag(s.hash) over chain as previous_hash
    from tolsel_ledger.seal s
    window chain as (partition by s.tenant_id, s.account_id, s.slot order by s.to_version)
) s
where (s.from_version = s.previous_version + 1
    and s.hash = tolsel_ledger.seal_hash(
        s.previous_hash, s.account_id, s.slot, s.from_version, s.to_version, s.tenant_id)
    ) is not true
union all
select tenant_id, account_id, slot, null, coalesce(m.sealed_version, s.to_version),
    'the last seal is not the one that was made last'
from (
    select s.tenant_id, s.account_id, s.slot, max(s.to_version) as to_version
    from tolsel_ledger.seal s
    group by s.tenant_id, s.account_id, s.slot
) s
full join (
    select m.* from tolsel_ledger.slot_mark m where m.sealed_version > 0
) m using (tenant_id, account_id, slot)
where s.to_version is distinct from m.sealed_version;
comment on view tolsel_ledger.breach_broken_seal is
    'An entry or its journal is not what it was when it was sealed, or an entry or a seal was added,
removed or changed.';

create or replace view tolsel_ledger.damage as
select c.tenant_id, c.account_id, c.slot, 'ledger.broken_chain' as check_name,
    case when c.version > c.previous_version + 1
        then format('entries %s to %s are missing', c.previous_version + 1, c.version - 1)
        else format('entry %s does not follow on the one before it', c.version) end as fault
from tolsel_ledger.breach_broken_chain c
union all
select b.tenant_id, b.account_id, b.slot, 'ledger.vanished_entry',
    format('entries %s to %s are missing', coalesce(e.version, 0) + 1,
        greatest(b.version, m.checked_version, m.sealed_version))
from tolsel_ledger.balance b
left join lateral (
    select e.version from tolsel_ledger.entry e
    where e.tenant_id = b.tenant_id and e.account_id = b.account_id and e.slot = b.slot
    order by e.version desc
    limit 1
) e on true
left join tolsel_ledger.slot_mark m
    on m.tenant_id = b.tenant_id and m.account_id = b.account_id and m.slot = b.slot
where greatest(b.version, m.checked_version, m.sealed_version) > coalesce(e.version, 0)
union all
select s.tenant_id, s.account_id, s.slot, 'ledger.broken_seal',
    format('of the seal over entries %s to %s: %s', s.from_version, s.to_version, s.fault)
from tolsel_ledger.breach_broken_seal s;
comment on view tolsel_ledger.damage is
    'Accounts whose entries are not what they were, and which of them are missing: nothing derived
from those may be made anew.';

create or replace view tolsel_ledger.drift as
select d.tenant_id, d.account_id,
    case when d.version_off_by <> 0 or d.balance_off_by <> 0 or d.is_booked_off
        then 'ledger.wrong_balance' else 'ledger.wrong_held_amount' end as check_name,
    jsonb_build_object(
        'tenant_id', d.tenant_id, 'account_id', d.account_id, 'slot', d.slot,
        'version', coalesce(d.version, 0) + d.version_off_by,
        'balance', d.balance + d.balance_off_by,
        'held_amount', d.held_amount + d.held_off_by) as before_row,
    jsonb_build_object(
        'tenant_id', d.tenant_id, 'account_id', d.account_id, 'slot', d.slot,
        'version', coalesce(d.version, 0), 'balance', d.balance, 'held_amount', d.held_amount)
        as after_row
from tolsel_ledger.balance_difference d
union all
select c.tenant_id, c.account_id, 'ledger.wrong_close', to_jsonb(c),
    to_jsonb(c) || jsonb_build_object('closed_through_on', c.expected_on)
from tolsel_ledger.breach_wrong_close c
union all
select d.tenant_id, d.account_id, 'ledger.wrong_daily_total', to_jsonb(d),
    to_jsonb(d) || '{"entry_count_off_by": 0, "debit_off_by": 0, "credit_off_by": 0}'
from tolsel_ledger.daily_total_difference d
union all
select p.tenant_id, p.account_id, 'ledger.pending_daily_total', to_jsonb(p), null
from tolsel_ledger.daily_total_pending p;
comment on view tolsel_ledger.drift is
    'Derived values that are not what entries, holds and closings say: the check that finds each,
the row as it is and as it must be.';
