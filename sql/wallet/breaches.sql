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
    and c.account_id <> w.account_id
    and (w.closed_at is null or (b.balance = 0 and b.held_amount = 0 and b.credit_limit = 0)))
    is not true;
comment on view tolsel_wallet.breach_wrong_wallet is
    'A wallet''s account is not a liability of its currency with one slot and a limit, under the
wallets, that the domain manages; or it is closed and not empty.';

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

create or replace view tolsel_wallet.breach_wrong_resource_hold as
select d.tenant_id, d.resource_id, d.hold_id, h.open_amount, d.due_amount
from tolsel_wallet.resource_due d
left join tolsel_ledger.hold h on h.tenant_id = d.tenant_id and h.hold_id = d.hold_id
where (h.open_amount = d.due_amount and h.is_open and h.is_lasting
    and h.account_id = d.account_id) is not true;
comment on view tolsel_wallet.breach_wrong_resource_hold is
    'What is held for a resource is not what its hours cost that are covered and not charged yet.';

create or replace view tolsel_wallet.breach_orphan_hold as
select h.tenant_id, h.hold_id, h.account_id, h.open_amount
from tolsel_ledger.hold h
join tolsel_wallet.managed_account m on m.tenant_id = h.tenant_id and m.account_id = h.account_id
left join tolsel_wallet.resource r on r.tenant_id = h.tenant_id and r.hold_id = h.hold_id
where h.is_open and (r.resource_id is null or r.settled_at is not null);
comment on view tolsel_wallet.breach_orphan_hold is
    'Money of a wallet is held for nothing that runs or has hours left to pay.';

create or replace view tolsel_wallet.breach_wrong_usage as
select r.tenant_id, r.resource_id, h.captured_amount, u.amount, u.hours, s.hours as hours_run
from tolsel_wallet.resource r
join tolsel_wallet.wallet w on w.tenant_id = r.tenant_id and w.account_id = r.account_id
join tolsel_ledger.hold h on h.tenant_id = r.tenant_id and h.hold_id = r.hold_id
left join (
    select u.tenant_id, u.resource_id, sum(u.amount) as amount, count(*) as hours
    from tolsel_wallet.usage_hour u
    group by u.tenant_id, u.resource_id
) u on u.tenant_id = r.tenant_id and u.resource_id = r.resource_id
left join (
    select s.tenant_id, s.resource_id,
        sum(greatest(0, extract(epoch from
            case when r.settled_at is not null then s.until_at
                else least(s.until_at, w.metered_until_at) end - s.from_at) / 3600)) as hours,
        sum(tolsel_wallet.cost_of_hours(
            s.price_amount, w.scale::integer, s.from_at,
            case when r.settled_at is not null then s.until_at
                else least(s.until_at, w.metered_until_at) end)) as amount
    from tolsel_wallet.resource_span s
    join tolsel_wallet.resource r on r.tenant_id = s.tenant_id and r.resource_id = s.resource_id
    join tolsel_wallet.wallet w on w.tenant_id = r.tenant_id and w.account_id = r.account_id
    group by s.tenant_id, s.resource_id
) s on s.tenant_id = r.tenant_id and s.resource_id = r.resource_id
where h.captured_amount is distinct from coalesce(u.amount, 0)
    or h.captured_amount is distinct from s.amount
    or coalesce(u.hours, 0) is distinct from s.hours;
comment on view tolsel_wallet.breach_wrong_usage is
    'The hours of a resource are not as many as it has run, or they, or what they should have cost,
do not add up to what its hold was charged.';

create or replace view tolsel_wallet.breach_wrong_charge as
select c.tenant_id, c.journal_id, c.amount, u.amount as hours_amount,
    v.amount as events_amount, e.amount as posted_amount
from (
    select c.tenant_id, c.journal_id, c.account_id, c.amount from tolsel_wallet.charge c
    union all
    select distinct u.tenant_id, u.journal_id, null::bigint, null::numeric
    from tolsel_wallet.usage_hour u
    where u.journal_id is not null and not exists (
        select from tolsel_wallet.charge c
        where c.tenant_id = u.tenant_id and c.journal_id = u.journal_id)
    union all
    select distinct v.tenant_id, v.journal_id, null::bigint, null::numeric
    from tolsel_wallet.usage_event v
    where v.journal_id is not null and not exists (
        select from tolsel_wallet.charge c
        where c.tenant_id = v.tenant_id and c.journal_id = v.journal_id)
) c
left join (
    select u.tenant_id, u.journal_id, sum(u.amount) as amount
    from tolsel_wallet.usage_hour u
    group by u.tenant_id, u.journal_id
) u on u.tenant_id = c.tenant_id and u.journal_id = c.journal_id
left join (
    select v.tenant_id, v.journal_id, sum(v.extra_amount - v.owed_amount) as amount
    from tolsel_wallet.usage_event v
    where v.journal_id is not null
    group by v.tenant_id, v.journal_id
) v on v.tenant_id = c.tenant_id and v.journal_id = c.journal_id
left join lateral (
    select sum(e.amount) as amount from tolsel_ledger.entry e
    where e.tenant_id = c.tenant_id and e.journal_id = c.journal_id
        and e.account_id = c.account_id
) e on true
where (c.amount = coalesce(u.amount, 0) + coalesce(v.amount, 0) and c.amount = e.amount)
    is not true;
comment on view tolsel_wallet.breach_wrong_charge is
    'A charge is not the sum of its hours and of what events added to such, or not what its journal
took from the wallet.';

create or replace view tolsel_wallet.breach_wrong_usage_event as
select e.tenant_id, e.resource_id, e.hour_at, e.extra_amount, w.account_id,
    greatest(0, e.said_amount - s.amount) as due_amount
from (
    select e.tenant_id, e.resource_id, e.hour_at, min(e.account_id) as account_id,
        max(e.account_id) as last_account_id, sum(e.extra_amount) as extra_amount,
        max(tolsel_wallet.cost_of_hours(
            e.price_amount, w.scale::integer, e.hour_at, e.hour_at + interval '1 hour')
        ) as said_amount, bool_or(v.resource_id is not null) as is_reversed
    from tolsel_wallet.usage_event e
    join tolsel_wallet.wallet w on w.tenant_id = e.tenant_id and w.account_id = e.account_id
    left join tolsel_wallet.usage_reversal v
        on v.tenant_id = e.tenant_id and v.hour_at = e.hour_at and v.resource_id = e.resource_id
    where e.metered_at is not null
    group by e.tenant_id, e.resource_id, e.hour_at
) e
left join tolsel_wallet.resource r on r.tenant_id = e.tenant_id and r.resource_id = e.resource_id
left join tolsel_wallet.wallet w on w.tenant_id = r.tenant_id and w.account_id = r.account_id
left join lateral (
    select tolsel_wallet.cost_of_hours(
            s.price_amount, w.scale::integer, e.hour_at, e.hour_at + interval '1 hour') as amount
    from tolsel_wallet.resource_span s
    where s.tenant_id = e.tenant_id and s.resource_id = e.resource_id
        and s.from_at <= e.hour_at and (s.until_at > e.hour_at or s.until_at is null)
) s on true
where (e.account_id = w.account_id and e.last_account_id = w.account_id
    and case
        when s.amount is null then e.extra_amount = 0 and r.status = 'suspended'
            and e.hour_at >= r.covered_until_at
        when e.is_reversed then e.extra_amount <= greatest(0, e.said_amount - s.amount)
        else e.extra_amount = greatest(0, e.said_amount - s.amount) end) is not true;
comment on view tolsel_wallet.breach_wrong_usage_event is
    'What events have added to an hour is not what the largest of them costs beyond the hour (or
more, where it was reversed meanwhile), or they are another wallet''s, or of an hour that did not
run; a late turn of the month may have ended it before, and then they add nothing.';

create or replace view tolsel_wallet.breach_wrong_late_debt as
select d.tenant_id, d.invoice_id, d.owed_amount, i.total_amount, d.account_id
from (
    select e.tenant_id, e.invoice_id, e.account_id, sum(e.owed_amount) as owed_amount
    from tolsel_wallet.usage_event e
    where e.owed_amount > 0.0
    group by e.tenant_id, e.invoice_id, e.account_id
    union all
    select d.tenant_id, d.invoice_id, d.account_id, null::numeric as owed_amount
    from tolsel_wallet.debt d
    where d.payment_id is null and not exists (
        select from tolsel_wallet.usage_event e
        where e.tenant_id = d.tenant_id and e.invoice_id = d.invoice_id
            and e.account_id = d.account_id and e.owed_amount > 0.0)
) d
left join tolsel_wallet.wallet w on w.tenant_id = d.tenant_id and w.account_id = d.account_id
left join tolsel_wallet.debt b
    on b.tenant_id = d.tenant_id and b.invoice_id = d.invoice_id and b.account_id = d.account_id
    and b.payment_id is null
left join tolsel_billing.invoice i
    on i.tenant_id = b.tenant_id and i.invoice_id = b.invoice_id
    and i.customer_id = w.customer_id and i.kind = 'debit_note' and i.voided_at is null
where i.total_amount is distinct from d.owed_amount or i.invoice_id is null;
comment on view tolsel_wallet.breach_wrong_late_debt is
    'What is owed for usage that a wallet had no funds for is not what a debit note of its customer
says, or no debt of the wallet; or a debt is owed for no usage.';

create or replace view tolsel_wallet.breach_wrong_month_statement as
select m.tenant_id, m.wallet_id, m.month_on, m.opening_amount, o.amount as entries_before,
    m.closing_amount, o.closing_amount as entries_until, m.usage_amount,
    t.usage_amount as charges_amount, m.top_up_amount, t.top_up_amount as paid_amount,
    m.returned_amount, t.returned_amount as given_back_amount
from (
    select m.tenant_id, m.wallet_id, m.month_on, m.opening_amount::numeric as opening_amount,
        m.closing_amount::numeric as closing_amount, m.usage_amount::numeric as usage_amount,
        m.top_up_amount::numeric as top_up_amount, m.returned_amount::numeric as returned_amount
    from tolsel_wallet.month_statement m
    union all
    select p.tenant_id, w.wallet_id,
        tolsel_wallet.start_of_month(p.closed_through_on) as month_on,
        null::numeric as opening_amount, null::numeric as closing_amount,
        null::numeric as usage_amount, null::numeric as top_up_amount,
        null::numeric as returned_amount
    from tolsel_wallet.wallet w
    join tolsel_ledger.period_close p
        on p.tenant_id = w.tenant_id and p.account_id = w.account_id
    where not exists (
        select from tolsel_wallet.month_statement m
        where m.tenant_id = p.tenant_id and m.wallet_id = w.wallet_id
            and m.month_on = tolsel_wallet.start_of_month(p.closed_through_on))
    union all
    select n.tenant_id, n.wallet_id, (n.month_on - interval '1 month')::date as month_on,
        null::numeric as opening_amount, null::numeric as closing_amount,
        null::numeric as usage_amount, null::numeric as top_up_amount,
        null::numeric as returned_amount
    from tolsel_wallet.month_statement n
    join tolsel_wallet.wallet w on w.tenant_id = n.tenant_id and w.wallet_id = n.wallet_id
    where w.opened_at < n.month_on at time zone 'UTC' and not exists (
        select from tolsel_wallet.month_statement m
        where m.tenant_id = n.tenant_id and m.wallet_id = n.wallet_id
            and m.month_on = n.month_on - interval '1 month')
) m
join tolsel_wallet.wallet w on w.tenant_id = m.tenant_id and w.wallet_id = m.wallet_id
cross join lateral (
    select coalesce(-sum(e.amount) filter (where e.effective_on < m.month_on), 0) as amount,
        coalesce(-sum(e.amount), 0) as closing_amount
    from tolsel_ledger.entry e
    where e.tenant_id = m.tenant_id and e.account_id = w.account_id
        and e.effective_on < m.month_on + interval '1 month'
) o
cross join lateral (
    select coalesce(-sum(t.amount) filter (where t.document = 'usage'), 0) as usage_amount,
        coalesce(sum(t.amount) filter (
            where t.document in ('top_up', 'refund')), 0) as top_up_amount,
        coalesce(sum(t.amount) filter (
            where t.document in ('usage_reversal', 'usage_refund')), 0) as returned_amount
    from tolsel.wallet_transaction t
    where t.tenant_id = m.tenant_id and t.wallet_id = m.wallet_id
        and t.effective_on >= m.month_on and t.effective_on < m.month_on + interval '1 month'
) t
where (m.opening_amount = o.amount and m.closing_amount = o.closing_amount
    and m.usage_amount = t.usage_amount and m.top_up_amount = t.top_up_amount
    and m.returned_amount = t.returned_amount) is not true;
comment on view tolsel_wallet.breach_wrong_month_statement is
    'The statement of a month is not what was booked on its wallet: before it, until its end, or as
charges, paid in or given back; or a month is closed, or a later one has a statement, and it has
none.';

create or replace view tolsel_wallet.breach_wrong_month_invoice as
select m.tenant_id, m.wallet_id, m.month_on, i.invoice_id, m.closing_amount, i.total_amount,
    l.amount as lines_amount
from tolsel_wallet.month_statement m
join tolsel_wallet.wallet w on w.tenant_id = m.tenant_id and w.wallet_id = m.wallet_id
left join tolsel_billing.invoice i
    on i.tenant_id = m.tenant_id and i.invoice_id = m.invoice_id and i.kind = 'invoice'
    and i.voided_at is null
left join lateral (
    select sum(l.amount) filter (where l.metadata ? 'resource_id') as amount,
        bool_and(l.account_id = w.account_id) as is_wallet
    from tolsel_billing.invoice_line l
    where l.tenant_id = i.tenant_id and l.invoice_id = i.invoice_id
) l on true
where m.invoice_id is not null and (l.is_wallet and i.customer_id = w.customer_id
    and i.total_amount <= -m.closing_amount
    and coalesce(l.amount, 0) = m.usage_amount - m.returned_amount) is not true;
comment on view tolsel_wallet.breach_wrong_month_invoice is
    'The invoice of a month is void, of another customer or account, more than its wallet was below
nothing, or its lines are not what the month''s usage cost.';

create or replace view tolsel_wallet.breach_wrong_usage_reversal as
select v.tenant_id, v.hour_at, v.resource_id, v.journal_id, v.amount, e.amount as posted_amount
from tolsel_wallet.usage_reversal v
left join tolsel_wallet.resource r on r.tenant_id = v.tenant_id and r.resource_id = v.resource_id
left join lateral (
    select -sum(e.amount) as amount from tolsel_ledger.entry e
    where e.tenant_id = v.tenant_id and e.journal_id = v.journal_id
        and e.account_id = r.account_id
) e on true
where v.amount is distinct from coalesce(e.amount, 0)
    or v.amount is distinct from
        tolsel_wallet.find_hour_amount(v.resource_id, v.hour_at, v.tenant_id);
comment on view tolsel_wallet.breach_wrong_usage_reversal is
    'What was given back for an hour is not what was charged for it, or not what was posted.';

create or replace view tolsel_wallet.breach_wrong_usage_refund as
select f.tenant_id, f.resource_id, f.month_on, f.amount, f.posted_amount,
    tolsel_wallet.sum_charged_month(f.resource_id, f.month_on, f.tenant_id) as charged_amount
from (
    select f.tenant_id, f.resource_id, f.month_on, r.account_id, sum(f.amount) as amount,
        sum(e.amount) as posted_amount
    from tolsel_wallet.usage_refund f
    join tolsel_wallet.resource r on r.tenant_id = f.tenant_id and r.resource_id = f.resource_id
    left join lateral (
        select -sum(e.amount) as amount from tolsel_ledger.entry e
        where e.tenant_id = f.tenant_id and e.journal_id = f.journal_id
            and e.account_id = r.account_id
    ) e on true
    group by f.tenant_id, f.resource_id, f.month_on, r.account_id
) f
join tolsel_wallet.wallet w on w.tenant_id = f.tenant_id and w.account_id = f.account_id
where f.amount is distinct from f.posted_amount
    or f.amount > trunc(
        0.95 * tolsel_wallet.sum_charged_month(f.resource_id, f.month_on, f.tenant_id), w.scale);
comment on view tolsel_wallet.breach_wrong_usage_refund is
    'More of a resource''s month was refunded than 95 % of what it was charged, or something else
was posted.';

create or replace view tolsel_wallet.notice_metering_fault as
select f.tenant_id, f.wallet_id, f.task, f.failed_at, f.error_code, f.message
from tolsel_wallet.metering_fault f;
comment on view tolsel_wallet.notice_metering_fault is
    'The hours of a wallet could not be charged, or its month not closed, at the last try.';

create or replace view tolsel_wallet.notice_stopped_rule as
select r.tenant_id, r.wallet_id, r.tripped_at, r.requested_on, r.requested_amount,
    r.daily_cap_amount
from tolsel_wallet.wallet_rule r
where r.tripped_at is not null;
comment on view tolsel_wallet.notice_stopped_rule is
    'A wallet has asked for top-ups too often, or for more than a day may have, and asks no more
until its rule is set again.';

create or replace view tolsel_wallet.breach_wrong_lots as
select l.tenant_id, l.wallet_id, l.account_id, l.settled_amount, l.left_amount, l.kept_amount,
    l.held_amount
from tolsel_wallet.lot_left l
where (l.left_amount = l.settled_amount and l.kept_amount <= l.held_amount) is not true;
comment on view tolsel_wallet.breach_wrong_lots is
    'What the lots of a wallet have left is not what it has, or more is kept of lots that have ended
than is held.';

create or replace view tolsel_wallet.breach_wrong_lot as
select l.tenant_id, l.lot_id, l.used_amount, l.expired_amount, u.amount as taken_amount,
    u.expired_amount as ended_amount
from tolsel_wallet.lot l
cross join lateral (
    select coalesce(sum(u.amount), 0) as amount,
        coalesce(sum(u.amount) filter (where x.journal_id is not null), 0) as expired_amount
    from tolsel_wallet.lot_use u
    left join tolsel_wallet.expiry x
        on x.tenant_id = u.tenant_id and x.journal_id = u.journal_id
    where u.tenant_id = l.tenant_id and u.lot_id = l.lot_id and u.amount is not null
    offset 0
) u
where l.used_amount + l.expired_amount <> u.amount or l.expired_amount <> u.expired_amount
    or (l.kind = 'paid') is distinct from exists (
        select from tolsel_billing.payment p
        where p.tenant_id = l.tenant_id and p.journal_id = l.journal_id and p.kind = 'top_up'
            and p.account_id = l.account_id
        union all
        select from tolsel_exchange.exchange e
        where e.tenant_id = l.tenant_id and e.journal_id = l.journal_id
            and e.to_account_id = l.account_id and e.to_amount = l.amount)
    or (l.kind = 'owed') is distinct from exists (
        select from tolsel_billing.invoice i
        join tolsel_wallet.debt d on d.tenant_id = i.tenant_id and d.invoice_id = i.invoice_id
        where i.tenant_id = l.tenant_id and i.journal_id = l.journal_id
            and d.account_id = l.account_id and d.payment_id is not null);
comment on view tolsel_wallet.breach_wrong_lot is
    'A lot has not the uses that it says, or it says that it was paid or is owed and no top-up,
exchange or debt has brought it, or one has and it does not.';

create or replace view tolsel_wallet.breach_wrong_recurring_grant as
select g.tenant_id, g.recurring_grant_id, g.account_id, g.from_at, g.until_at, g.due_at,
    p.from_no, p.due_no, l.lots, l.wrong_lots
from tolsel_wallet.recurring_grant g
cross join lateral (
    select tolsel_wallet.period_no(g.anchor_at, g.every, g.from_at) as from_no,
        tolsel_wallet.period_no(g.anchor_at, g.every, g.due_at) as due_no
) p
cross join lateral (
    select count(*) as lots, count(*) filter (where (
            l.valid_from_at >= g.from_at and l.valid_from_at < g.due_at
            and l.valid_from_at = tolsel_wallet.period_at(g.anchor_at, g.every, n.no)
            and l.amount = g.amount and l.priority = g.priority
            and l.expires_at is not distinct from tolsel_wallet.period_at(
                g.anchor_at, g.every, n.no + g.lasts_periods)) is not true) as wrong_lots
    from tolsel_wallet.lot l
    cross join lateral (
        select tolsel_wallet.period_no(g.anchor_at, g.every, l.valid_from_at) as no
    ) n
    where l.tenant_id = g.tenant_id and l.recurring_grant_id = g.recurring_grant_id
    offset 0
) l
where l.lots <> p.due_no - p.from_no or l.wrong_lots > 0
    or g.from_at <> tolsel_wallet.period_at(g.anchor_at, g.every, p.from_no)
    or g.due_at <> tolsel_wallet.period_at(g.anchor_at, g.every, p.due_no)
    or exists (
        select from tolsel_wallet.recurring_grant o
        where o.tenant_id = g.tenant_id and o.account_id = g.account_id and o.name = g.name
            and (o.from_at, o.recurring_grant_id) > (g.from_at, g.recurring_grant_id)
            and (o.until_at > o.from_at or o.until_at is null)
            and (g.until_at > o.from_at or g.until_at is null));
comment on view tolsel_wallet.breach_wrong_recurring_grant is
    'A recurring grant has not granted once for each period that it says, or on other terms, or two
of one name are at once.';

create or replace view tolsel_wallet.breach_wrong_lot_use as
select m.tenant_id, m.journal_id, m.account_id, m.amount, m.lot_amount
from tolsel_wallet.lot_moved m
where (m.amount = m.lot_amount) is not true;
comment on view tolsel_wallet.breach_wrong_lot_use is
    'What a journal has taken from lots, or brought as one, is not what it has changed of what the
wallet has.';

create or replace view tolsel_wallet.breach_wrong_expiry as
select x.tenant_id, x.journal_id, x.account_id, x.amount, e.amount as posted_amount
from tolsel_wallet.expiry x
left join lateral (
    select sum(e.amount) as amount from tolsel_ledger.entry e
    where e.tenant_id = x.tenant_id and e.journal_id = x.journal_id
        and e.account_id = x.account_id
) e on true
where (x.amount = e.amount) is not true;
comment on view tolsel_wallet.breach_wrong_expiry is
    'What has expired is not what its journal took from the wallet.';

create or replace view tolsel_wallet.breach_wrong_debt as
select d.tenant_id, d.invoice_id, d.account_id, i.customer_id, i.kind, i.voided_at
from tolsel_wallet.debt d
left join tolsel_wallet.wallet w on w.tenant_id = d.tenant_id and w.account_id = d.account_id
left join tolsel_billing.invoice i
    on i.tenant_id = d.tenant_id and i.invoice_id = d.invoice_id
    and i.customer_id = w.customer_id
left join tolsel_billing.invoice_line l
    on l.tenant_id = d.tenant_id and l.invoice_id = d.invoice_id and l.account_id = d.account_id
left join tolsel_billing.payment p
    on p.tenant_id = d.tenant_id and p.payment_id = d.payment_id and p.account_id = d.account_id
where d.payment_id is not null and (i.kind = 'debit_note' and i.voided_at is null
    and l.amount = i.total_amount and p.refunded_amount >= i.total_amount) is not true
union all
select d.tenant_id, d.invoice_id, b.account_id, p.customer_id, p.kind, p.voided_at
from tolsel_wallet.debt_payment d
left join tolsel_wallet.debt b on b.tenant_id = d.tenant_id and b.invoice_id = d.invoice_id
left join tolsel_billing.payment p
    on p.tenant_id = d.tenant_id and p.payment_id = d.credit_note_id
left join tolsel_billing.credit_note_line l
    on l.tenant_id = d.tenant_id and l.credit_note_id = d.credit_note_id
    and l.account_id = b.account_id
where (p.status = 'completed' and l.amount = p.amount) is not true;
comment on view tolsel_wallet.breach_wrong_debt is
    'A debt of a wallet is no debit note of its customer over that wallet and a top-up charged back,
or what has paid it no credit note over the wallet; or one of them is void.';
