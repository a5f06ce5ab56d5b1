create or replace view tolsel.wallet with (security_invoker = true) as
select w.tenant_id, w.wallet_id, w.owner_customer_id, w.customer_id,
    -- No join: beside the view of customers it is one too many where nothing is analyzed yet.
    (
        select c.name from tolsel_billing.customer c
        where c.tenant_id = w.tenant_id and c.customer_id = w.owner_customer_id
    ) as name, w.currency,
    case when b.credit_limit > 0 then 'invoice' else 'payg' end as mode, b.credit_limit,
    -b.balance as settled_amount, b.held_amount, b.available as available_amount, w.account_id,
    w.metadata, w.opened_at, w.closed_at
from tolsel_wallet.wallet w
join tolsel_ledger.balance b
    on b.tenant_id = w.tenant_id and b.account_id = w.account_id and b.slot = 0;
comment on view tolsel.wallet is
    'The wallets: what each has (settled), what of it is held, and what is available, its credit
limit counted: settled - held + limit. The mode is the limit: payg where it is 0, else invoice.';
comment on column tolsel.wallet.mode is
    'payg where what it spends is prepaid; invoice where it has a credit limit.';
comment on column tolsel.wallet.settled_amount is
    'What was paid in and is not spent; below 0 what is owed.';
comment on column tolsel.wallet.available_amount is
    'What can still be spent: settled less held, and the credit limit. Never below 0.';

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
    case when p.kind = 'credit_note' then 'debt_payment'
        when p.payment_id is not null then 'top_up'
        when r.refund_id is not null then 'refund'
        when c.journal_id is not null then 'usage'
        when g.exchange_id is not null then 'exchange'
        when v.journal_id is not null then 'usage_reversal'
        when f.journal_id is not null then 'usage_refund'
        when l.lot_id is not null then 'grant'
        when x.journal_id is not null then 'expiry'
        when i.kind = 'debit_note' then 'debt'
        when i.invoice_id is not null then 'invoice' end as document,
    coalesce(
        p.payment_id, r.refund_id, c.journal_id, g.exchange_id, v.journal_id, f.usage_refund_id,
        l.lot_id, x.journal_id, i.invoice_id) as document_id,
    j.reverses_journal_id is not null as is_void, j.description,
    e.journal_id, j.user_id, j.request_id
from tolsel_wallet.wallet w
join tolsel_ledger.entry e on e.tenant_id = w.tenant_id and e.account_id = w.account_id
join tolsel_ledger.journal j on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
-- A void reverses the journal of its document, which has an index.
left join tolsel_billing.payment p
    on p.tenant_id = e.tenant_id
    and p.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_billing.refund r
    on r.tenant_id = e.tenant_id
    and r.journal_id = coalesce(j.reverses_journal_id, j.journal_id)
left join tolsel_wallet.charge c on c.tenant_id = e.tenant_id and c.journal_id = j.journal_id
left join tolsel_exchange.exchange g on g.tenant_id = e.tenant_id and g.journal_id = j.journal_id
left join tolsel_wallet.lot l
    on l.tenant_id = e.tenant_id and l.journal_id = j.journal_id and l.kind = 'granted'
left join tolsel_wallet.expiry x on x.tenant_id = e.tenant_id and x.journal_id = j.journal_id
left join tolsel_billing.invoice i on i.tenant_id = e.tenant_id and i.journal_id = j.journal_id
left join tolsel_wallet.usage_reversal v
    on v.tenant_id = e.tenant_id and v.journal_id = j.journal_id
left join tolsel_wallet.usage_refund f
    on f.tenant_id = e.tenant_id and f.journal_id = j.journal_id;
comment on view tolsel.wallet_transaction is
    'All that has moved each wallet, in order of version: above 0 what came in, the balance after
it, and the document behind it, of which it may be the void.';
comment on column tolsel.wallet_transaction.amount is
    'Above 0 what came in, below 0 what went out.';
comment on column tolsel.wallet_transaction.settled_after is 'What the wallet had after it.';
comment on column tolsel.wallet_transaction.document is
    'top_up, refund or usage; null for a journal without one.';
comment on column tolsel.wallet_transaction.document_id is
    'payment_id, refund_id, or the journal_id of a charge.';
comment on column tolsel.wallet_transaction.is_void is
    'True where it takes back a document that was voided.';

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
where p.kind = 'top_up' and p.void_journal_id is not null
union all
select r.tenant_id, r.journal_id, r.payment_id
from tolsel_billing.refund r
join tolsel_billing.payment p on p.tenant_id = r.tenant_id and p.payment_id = r.payment_id
where p.kind = 'top_up'
union all
select c.tenant_id, c.journal_id, null
from tolsel_wallet.charge c
union all
select e.tenant_id, e.journal_id, null
from tolsel_exchange.exchange e
where e.sign = -1
union all
select l.tenant_id, l.journal_id, null
from tolsel_wallet.lot l
where l.kind = 'granted'
union all
select x.tenant_id, x.journal_id, null
from tolsel_wallet.expiry x
union all
select d.tenant_id, i.journal_id, d.payment_id
from tolsel_wallet.debt d
join tolsel_billing.invoice i on i.tenant_id = d.tenant_id and i.invoice_id = d.invoice_id
where d.payment_id is not null
union all
select d.tenant_id, p.journal_id, d.payment_id
from tolsel_wallet.debt_payment d
join tolsel_billing.payment p
    on p.tenant_id = d.tenant_id and p.payment_id = d.credit_note_id
union all
select v.tenant_id, v.journal_id, null
from tolsel_wallet.usage_reversal v
where v.journal_id is not null
union all
select f.tenant_id, f.journal_id, null
from tolsel_wallet.usage_refund f
union all
select i.tenant_id, i.journal_id, null
from tolsel_wallet.month_statement m
join tolsel_billing.invoice i on i.tenant_id = m.tenant_id and i.invoice_id = m.invoice_id
where i.journal_id is not null;
comment on view tolsel_wallet.document_journal is
    'Every journal that may move a wallet, with its document.';

create or replace view tolsel.plan_price with (security_invoker = true) as
select p.tenant_id, p.plan, p.currency, p.valid_from_at,
    lead(p.valid_from_at) over (
        partition by p.tenant_id, p.plan, p.currency order by p.valid_from_at) as valid_until_at,
    p.price_amount, p.set_at, p.login
from tolsel_wallet.plan_price p;
comment on view tolsel.plan_price is
    'What each plan costs a month, in each currency, from when until when.';
comment on column tolsel.plan_price.valid_until_at is
    'The UTC hour from which the next price counts; null where none follows.';

create or replace view tolsel.resource with (security_invoker = true) as
select r.tenant_id, r.resource_id, w.wallet_id, r.customer_id, r.name, r.plan, r.status,
    w.currency, h.open_amount as held_amount, h.captured_amount as charged_amount, r.hold_id,
    r.covered_until_at, r.started_at, r.ended_at, r.settled_at, r.user_id, r.login, r.request_key,
    r.metadata
from tolsel_wallet.resource r
join tolsel_wallet.wallet w on w.tenant_id = r.tenant_id and w.account_id = r.account_id
join tolsel_ledger.hold h on h.tenant_id = r.tenant_id and h.hold_id = r.hold_id;
comment on view tolsel.resource is
    'What runs or has run and is paid from a wallet: what is held for it, and what was charged.';
comment on column tolsel.resource.held_amount is 'What is held for the rest of this UTC month.';
comment on column tolsel.resource.charged_amount is 'What was charged since it was provisioned.';

create or replace view tolsel.resource_span with (security_invoker = true) as
select s.tenant_id, s.resource_id, s.from_at, s.until_at, s.plan, s.price_amount
from tolsel_wallet.resource_span s;
comment on view tolsel.resource_span is
    'From when to when each resource has had which plan, at which price a month.';

create or replace view tolsel.usage_hour with (security_invoker = true) as
select u.tenant_id, u.hour_at, u.resource_id, u.amount, u.journal_id
from tolsel_wallet.usage_hour u;
comment on view tolsel.usage_hour is
    'Each hour that was metered, what it cost, and the charge that it is in.';

create or replace view tolsel.usage_charge with (security_invoker = true) as
select c.tenant_id, c.journal_id, w.wallet_id, w.currency, c.from_at, c.until_at, c.amount
from tolsel_wallet.charge c
join tolsel_wallet.wallet w on w.tenant_id = c.tenant_id and w.account_id = c.account_id;
comment on view tolsel.usage_charge is
    'What each run of the metering has charged to a wallet, for which hours.';

create or replace view tolsel.usage_reversal with (security_invoker = true) as
select v.tenant_id, v.hour_at, v.resource_id, v.amount, v.journal_id, v.reason, v.reversed_at,
    v.user_id, v.login
from tolsel_wallet.usage_reversal v;
comment on view tolsel.usage_reversal is
    'The hours that were reversed, what was given back for each, and why.';

create or replace view tolsel.usage_refund with (security_invoker = true) as
select f.tenant_id, f.usage_refund_id, f.resource_id, f.month_on, f.amount, f.journal_id, f.reason,
    f.refunded_at, f.user_id, f.login, f.request_key, f.metadata
from tolsel_wallet.usage_refund f;
comment on view tolsel.usage_refund is
    'What was refunded of what resources were charged for UTC months, and why.';

create or replace view tolsel.usage_event with (security_invoker = true) as
select e.tenant_id, e.source, e.event_id, e.resource_id, e.occurred_at, e.hour_at, e.plan,
    e.price_amount, e.metadata, e.recorded_at, e.login, e.metered_at, e.extra_amount,
    e.owed_amount, e.journal_id, e.invoice_id
from tolsel_wallet.usage_event e;
comment on view tolsel.usage_event is
    'What meters outside have told of hours, what that adds to each, and the charge or debit note it
is in.';

create or replace view tolsel.usage_setting with (security_invoker = true) as
select s.tenant_id, s.late_days, s.closing_days
from tolsel_wallet.usage_setting s;
comment on view tolsel.usage_setting is
    'How late usage may be told, and when months are closed; none: 31 days, and 3.';

create or replace view tolsel.month_statement with (security_invoker = true) as
select m.tenant_id, m.wallet_id, m.month_on, w.currency, m.opening_amount, m.top_up_amount,
    m.usage_amount, m.returned_amount, m.other_amount, m.closing_amount, m.invoice_id,
    m.sealed_version, m.seal_hash, m.closed_at, m.user_id, m.login
from tolsel_wallet.month_statement m
join tolsel_wallet.wallet w on w.tenant_id = m.tenant_id and w.wallet_id = m.wallet_id;
comment on view tolsel.month_statement is
    'The months of wallets that are closed: opening, what moved it, closing, and the invoice; its
lines are those of tolsel.list_wallet_statement.';

create or replace view tolsel_wallet.resource_due as
select r.tenant_id, r.resource_id, r.account_id, r.hold_id, r.status, (
        select coalesce(sum(tolsel_wallet.cost_of_hours(
            s.price_amount, w.scale::integer, greatest(s.from_at, w.metered_until_at),
            least(s.until_at, r.covered_until_at))), 0)
        from tolsel_wallet.resource_span s
        where s.tenant_id = r.tenant_id and s.resource_id = r.resource_id
    ) as due_amount
from tolsel_wallet.resource r
join tolsel_wallet.wallet w on w.tenant_id = r.tenant_id and w.account_id = r.account_id
where r.settled_at is null;
comment on view tolsel_wallet.resource_due is
    'What the hours of each resource cost that are covered and not charged yet: what its hold must
have.';

create or replace view tolsel.metering_fault with (security_invoker = true) as
select f.tenant_id, f.wallet_id, f.task, f.failed_at, f.error_code, f.message
from tolsel_wallet.metering_fault f;
comment on view tolsel.metering_fault is
    'The wallets whose hours could not be charged, or whose month not closed, at the last try, and
why.';

create or replace view tolsel.wallet_rule with (security_invoker = true) as
select r.tenant_id, r.wallet_id, r.low_amount, r.threshold_amount, r.target_amount, r.step_amount,
    r.max_amount, r.daily_cap_amount, r.method, r.channel_id, r.cooldown_minutes,
    r.lead_days, r.is_low, r.pending_payment_id, r.requested_ats, r.requested_on,
    r.requested_amount, r.failure_count, r.waits_until_at, r.tripped_at
from tolsel_wallet.wallet_rule r;
comment on view tolsel.wallet_rule is
    'When wallets are low, when top-ups are asked for by themselves, and what was asked for last.';

create or replace view tolsel.lot with (security_invoker = true) as
select l.tenant_id, l.lot_id, w.wallet_id, l.kind, l.priority, l.valid_from_at, l.expires_at,
    l.ended_at, w.currency, l.amount, l.used_amount, l.expired_amount, l.left_amount,
    l.journal_id, l.recurring_grant_id, l.reason, l.user_id, l.login, l.request_key, l.metadata
from tolsel_wallet.lot l
join tolsel_wallet.wallet w on w.tenant_id = l.tenant_id and w.account_id = l.account_id;
comment on view tolsel.lot is
    'What came into each wallet at once, paid or granted, from when until when it pays, and what of
it was used, has expired and is left.';

create or replace view tolsel.recurring_grant with (security_invoker = true) as
select g.tenant_id, g.recurring_grant_id, w.wallet_id, g.name, g.amount, w.currency, g.every,
    g.lasts_periods, g.priority, g.cost_account_id, g.anchor_at, g.from_at, g.until_at,
    case when not g.is_over then g.due_at end as next_at, l.grant_count, l.granted_amount,
    g.set_at, g.user_id, g.login
from tolsel_wallet.recurring_grant g
join tolsel_wallet.wallet w on w.tenant_id = g.tenant_id and w.account_id = g.account_id
cross join lateral (
    select count(*) as grant_count, coalesce(sum(l.amount), 0 * g.amount) as granted_amount
    from tolsel_wallet.lot l
    where l.tenant_id = g.tenant_id and l.recurring_grant_id = g.recurring_grant_id
    offset 0
) l;
comment on view tolsel.recurring_grant is
    'What each wallet is granted every period, on which terms, from when until when, what comes next
and what has come; tolsel.lot has the grants.';
comment on column tolsel.recurring_grant.next_at is
    'When it is granted next; null: it is over.';
comment on column tolsel.recurring_grant.grant_count is 'How often it was granted.';
comment on column tolsel.recurring_grant.granted_amount is 'All that it has granted.';

create or replace view tolsel.lot_use with (security_invoker = true) as
select u.tenant_id, u.journal_id, u.lot_id, u.amount
from tolsel_wallet.lot_use u
where u.amount is not null;
comment on view tolsel.lot_use is
    'What each journal of a wallet has taken from which lot, below 0 what came back: a usage charge,
a refund, an expiry, a void, or a lot that paid what the wallet was below nothing.';

create or replace view tolsel_wallet.lot_left as
select w.tenant_id, w.wallet_id, w.account_id, greatest(-b.balance, 0) as settled_amount,
    coalesce(l.left_amount, 0) as left_amount, coalesce(l.kept_amount, 0) as kept_amount,
    b.held_amount::numeric as held_amount
from tolsel_wallet.wallet w
left join tolsel_ledger.balance b
    on b.tenant_id = w.tenant_id and b.account_id = w.account_id and b.slot = 0
left join lateral (
    select sum(l.left_amount) as left_amount,
        sum(l.left_amount) filter (where l.ended_at is not null) as kept_amount
    from tolsel_wallet.lot l
    where l.tenant_id = w.tenant_id and l.account_id = w.account_id and not l.is_spent
    offset 0
) l on true;
comment on view tolsel_wallet.lot_left is
    'What each wallet has, 0 where it is below nothing, beside what its lots have left, and what of
that is of ended lots and kept for what is held.';

create or replace view tolsel_wallet.lot_moved as
select j.tenant_id, j.journal_id, e.account_id, e.amount, l.amount - u.amount as lot_amount
from (
    select e.tenant_id, e.journal_id, e.account_id
    from tolsel_wallet.managed_account w
    join tolsel_ledger.entry e on e.tenant_id = w.tenant_id and e.account_id = w.account_id
    union
    select u.tenant_id, u.journal_id, l.account_id
    from tolsel_wallet.lot_use u
    left join tolsel_wallet.lot l on l.tenant_id = u.tenant_id and l.lot_id = u.lot_id
    union
    select l.tenant_id, l.journal_id, l.account_id
    from tolsel_wallet.lot l
) j
left join lateral (
    -- Below nothing a wallet has no lots.
    select e.account_id,
        sum(greatest(-e.balance_after, 0) - greatest(e.amount - e.balance_after, 0)) as amount
    from tolsel_ledger.entry e
    where e.tenant_id = j.tenant_id and e.journal_id = j.journal_id
        and e.account_id = j.account_id
    group by e.account_id
) e on true
cross join lateral (
    select coalesce(sum(l.amount), 0) as amount from tolsel_wallet.lot l
    where l.tenant_id = j.tenant_id and l.journal_id = j.journal_id
        and l.account_id = j.account_id
) l
cross join lateral (
    select coalesce(sum(u.amount), 0) as amount
    from tolsel_wallet.lot_use u
    join tolsel_wallet.lot l
        on l.tenant_id = u.tenant_id and l.lot_id = u.lot_id and l.account_id = j.account_id
    where u.tenant_id = j.tenant_id and u.journal_id = j.journal_id
) u;
comment on view tolsel_wallet.lot_moved is
    'What each journal has changed of what a wallet has, and of what its lots have left: the same,
and nothing of both where the wallet was below nothing.';

create or replace view tolsel.debt with (security_invoker = true) as
select d.tenant_id, d.invoice_id, w.wallet_id, w.currency, i.customer_id, i.series, i.number,
    i.issued_on, i.total_amount, i.balance_amount, i.status, d.payment_id
from tolsel_wallet.debt d
join tolsel_wallet.wallet w on w.tenant_id = d.tenant_id and w.account_id = d.account_id
join tolsel_billing.invoice i on i.tenant_id = d.tenant_id and i.invoice_id = d.invoice_id;
comment on view tolsel.debt is
    'What wallets owe because a top-up was charged back, or late usage found no funds: the debit
note of each, what of it is open, and the top-up.';
