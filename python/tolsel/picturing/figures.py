"""What the page shows, as the database's functions and views answer it: never a row a payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.errors import translating
from tolsel.rows import Rows, fetch_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class AgingSum:
    """What all customers had open at the end of a month, by age; without one, now."""

    month_end_on: date | None
    currency: str
    current_amount: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    credit_amount: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingCustomer:
    """What one customer owes, by age."""

    name: str
    currency: str
    current_amount: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSum:
    """The payments of a month by what became of them."""

    month_on: date
    currency: str
    status: str
    is_voided: bool
    is_retried: bool
    payment_count: int
    amount: Decimal
    refunded_amount: Decimal
    retry_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureSum:
    """How often payments of a currency failed for a reason, which may be what a provider says."""

    currency: str
    failure_reason: str
    payment_count: int
    retry_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletSum:
    """What moved all wallets of a currency in a month, by the document behind it."""

    month_on: date
    currency: str
    document: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletLeft:
    """A wallet, and what it has spent on usage in the last 30 days."""

    wallet_id: int
    name: str | None
    currency: str
    settled_amount: Decimal
    held_amount: Decimal
    available_amount: Decimal
    spent_amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletRefusal:
    """How many top-ups failed in a month, and how many resources did not fit any more."""

    month_on: date
    failed_count: int
    suspended_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueHour:
    """What a counter did in an hour of the day, as its branch counts them, over the period."""

    branch: str
    counter: str
    hour: int
    served_count: int
    called_count: int
    wait_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfitLine:
    """One line of the profit and loss of a month."""

    month_on: date
    currency: str
    section: str
    kind: str
    code: str | None
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """When all checks, or those of what is new, ran last, and what they found."""

    is_full: bool
    ended_at: datetime
    check_count: int
    breach_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What a validation found wrong."""

    found_at: datetime
    check_name: str
    severity: str
    subject: str
    cause: str
    ended_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSum:
    """How many accounts and entries there are, and how many are sealed."""

    account_count: int
    entry_count: int
    sealed_account_count: int
    sealed_count: int


def get_tenant_name(conn: Connection[TupleRow], *, tenant_id: int) -> str:
    """Return the name of the business."""
    with translating():
        row = conn.execute(
            "select name from tolsel.tenant where tenant_id = %s", [tenant_id]
        ).fetchone()
    return str(row[0]) if row else f"Tenant {tenant_id}"


def find_first_day(conn: Connection[TupleRow], *, tenant_id: int) -> date | None:
    """Return the first day on which anything counts; None in empty books."""
    with translating():
        row = conn.execute(
            """select least(
                   (select min(e.effective_on) from tolsel.entry e where e.tenant_id = %(tenant)s),
                   (select min(h.business_on) from tolsel.queue_hour h
                    where h.tenant_id = %(tenant)s))""",
            {"tenant": tenant_id},
        ).fetchone()
    assert row is not None
    found: date | None = row[0]
    return found


def list_aging(
    conn: Connection[TupleRow], *, from_on: date, to_on: date, tenant_id: int
) -> Rows[AgingSum]:
    """List what was open at the end of each month of a period, and at last what is open now."""
    return fetch_rows(
        conn,
        AgingSum,
        """select month_end_on, currency, current_amount, days_1_30, days_31_60, days_61_90,
               days_over_90, credit_amount, balance
           from tolsel.list_aging_months(%s, %s, %s)
           where month_end_on < tolsel.get_business_date(p_tenant_id => %s)
           union all
           (select null, currency, sum(current_amount), sum(days_1_30), sum(days_31_60),
                sum(days_61_90), sum(days_over_90), sum(credit_amount), sum(balance)
            from tolsel.list_aging(p_tenant_id => %s) group by currency)
           order by 1 nulls last, 2""",
        [from_on, to_on, tenant_id, tenant_id, tenant_id],
    )


def list_owing(conn: Connection[TupleRow], *, limit: int, tenant_id: int) -> Rows[OwingCustomer]:
    """List, in each currency, who owes most now."""
    return fetch_rows(
        conn,
        OwingCustomer,
        """select name, currency, current_amount, days_1_30, days_31_60, days_61_90, days_over_90,
               balance
           from (
               select a.*, row_number() over (
                   partition by a.currency order by a.balance desc, a.customer_id) as place
               from tolsel.list_aging(p_tenant_id => %s) a
           ) a
           where place <= %s and balance > 0
           order by currency, place""",
        [tenant_id, limit],
    )


def list_payments(
    conn: Connection[TupleRow], *, from_on: date, to_on: date, tenant_id: int
) -> Rows[PaymentSum]:
    """List the payments that were paid in a period, or opened in it and not paid, summed up."""
    return fetch_rows(
        conn,
        PaymentSum,
        """select date_trunc('month', d.counts_on::timestamp)::date as month_on, p.currency,
               p.status, p.voided_at is not null as is_voided, p.retry_count > 0 as is_retried,
               count(*) as payment_count, sum(p.amount) as amount,
               sum(p.refunded_amount) as refunded_amount, sum(p.retry_count)::bigint as retry_count
           from tolsel.payment p
           left join tolsel.branch b on b.tenant_id = p.tenant_id and b.is_main
           cross join lateral (
               select coalesce(p.paid_on, ((p.opened_at at time zone b.time_zone)
                   - b.day_starts_at::interval)::date) as counts_on
           ) d
           where p.tenant_id = %s and d.counts_on between %s and %s
           group by 1, 2, 3, 4, 5
           order by 1, 2, 3, 4, 5""",
        [tenant_id, from_on, to_on],
    )


def list_failures(
    conn: Connection[TupleRow], *, from_on: date, to_on: date, tenant_id: int
) -> Rows[FailureSum]:
    """List why payments that were opened in a period stand as failed, the most frequent first."""
    return fetch_rows(
        conn,
        FailureSum,
        """select p.currency, coalesce(p.failure_reason, '') as failure_reason,
               count(*) as payment_count, sum(p.retry_count)::bigint as retry_count
           from tolsel.payment p
           left join tolsel.branch b on b.tenant_id = p.tenant_id and b.is_main
           where p.tenant_id = %s and p.status = 'failed'
               and ((p.opened_at at time zone b.time_zone)
                   - b.day_starts_at::interval)::date between %s and %s
           group by 1, 2
           order by 3 desc, 1, 2
           limit 20""",
        [tenant_id, from_on, to_on],
    )


def list_wallet_months(
    conn: Connection[TupleRow], *, to_on: date, tenant_id: int
) -> Rows[WalletSum]:
    """List what moved the wallets through a day, month by month and by document."""
    return fetch_rows(
        conn,
        WalletSum,
        """select date_trunc('month', t.effective_on::timestamp)::date as month_on, t.currency,
               coalesce(t.document, 'other') as document, sum(t.amount) as amount
           from tolsel.wallet_transaction t
           where t.tenant_id = %s and t.effective_on <= %s
           group by 1, 2, 3
           order by 1, 2, 3""",
        [tenant_id, to_on],
    )


def list_wallets_left(
    conn: Connection[TupleRow], *, to_on: date, tenant_id: int
) -> Rows[WalletLeft]:
    """List the wallets that will be empty first, at the pace of the last 30 days."""
    return fetch_rows(
        conn,
        WalletLeft,
        """select w.wallet_id, w.name, w.currency, w.settled_amount, w.held_amount,
               w.available_amount, s.spent_amount
           from tolsel.wallet w
           join (
               select t.wallet_id, -sum(t.amount) as spent_amount
               from tolsel.wallet_transaction t
               where t.tenant_id = %(tenant)s and t.document like 'usage%%'
                   and t.effective_on between %(to)s - 29 and %(to)s
               group by t.wallet_id
               having sum(t.amount) < 0
           ) s on s.wallet_id = w.wallet_id
           where w.tenant_id = %(tenant)s and w.closed_at is null
           order by w.settled_amount / s.spent_amount, w.wallet_id
           limit 10""",
        {"tenant": tenant_id, "to": to_on},
    )


def list_wallet_refusals(
    conn: Connection[TupleRow], *, from_on: date, to_on: date, tenant_id: int
) -> Rows[WalletRefusal]:
    """List, month by month of UTC, top-ups that failed and resources that were suspended."""
    return fetch_rows(
        conn,
        WalletRefusal,
        """select date_trunc('month', r.at)::date as month_on,
               sum(r.failed_count)::bigint as failed_count,
               sum(r.suspended_count)::bigint as suspended_count
           from (
               select t.opened_at at time zone 'UTC' as at, 1 as failed_count,
                   0 as suspended_count
               from tolsel.top_up t
               where t.tenant_id = %(tenant)s and t.status = 'failed'
               union all
               select s.ended_at at time zone 'UTC', 0, 1
               from tolsel.resource s
               where s.tenant_id = %(tenant)s and s.status = 'suspended'
           ) r
           where r.at >= %(from)s and r.at < %(to)s + 1
           group by 1
           order by 1""",
        {"tenant": tenant_id, "from": from_on, "to": to_on},
    )


def list_queue_hours(
    conn: Connection[TupleRow], *, from_on: date, to_on: date, tenant_id: int
) -> Rows[QueueHour]:
    """List what the counters did in a period, by hour of the day where each is."""
    return fetch_rows(
        conn,
        QueueHour,
        """select b.name as branch, coalesce(c.name, '') as counter,
               extract(hour from h.hour_at at time zone b.time_zone)::integer as hour,
               sum(h.served_count + h.nothing_count + h.unrecorded_count)::bigint as served_count,
               sum(h.called_count)::bigint as called_count, sum(h.wait_ms)::bigint as wait_ms
           from tolsel.queue_hour h
           join tolsel.branch b on b.tenant_id = h.tenant_id and b.branch_id = h.branch_id
           join tolsel.queue_counter c
               on c.tenant_id = h.tenant_id and c.counter_id = h.counter_id
           where h.tenant_id = %s and h.business_on between %s and %s
           group by b.branch_id, b.name, c.counter_id, c.name, 3
           order by b.name, c.name, 3""",
        [tenant_id, from_on, to_on],
    )


def list_profit(
    conn: Connection[TupleRow], *, from_on: date, to_on: date, tenant_id: int
) -> Rows[ProfitLine]:
    """List the profit and loss of each month, or of the part of it that is in the period."""
    return fetch_rows(
        conn,
        ProfitLine,
        """select m.on_at::date as month_on, p.currency, p.section, p.kind, p.code, p.name,
               p.amount
           from generate_series(date_trunc('month', %(from)s::timestamp),
               date_trunc('month', %(to)s::timestamp), interval '1 month') m(on_at)
           cross join lateral tolsel.list_profit_and_loss(
               greatest(m.on_at::date, %(from)s::date),
               least((m.on_at + interval '1 month')::date - 1, %(to)s::date), %(tenant)s) p""",
        {"tenant": tenant_id, "from": from_on, "to": to_on},
    )


def list_validations(conn: Connection[TupleRow]) -> Rows[Validation]:
    """List the last validation of what is new, and the last one of the whole history."""
    return fetch_rows(
        conn,
        Validation,
        """select distinct on (v.is_full) v.is_full, v.ended_at, v.check_count, v.breach_count
           from tolsel.validation v
           order by v.is_full, v.ended_at desc""",
    )


def list_incidents(conn: Connection[TupleRow]) -> Rows[Incident] | None:
    """List the last incidents, open and ended; None where the login may not see them."""
    with translating():
        row = conn.execute(
            "select has_function_privilege('tolsel.list_incidents(boolean, integer)', 'execute')"
        ).fetchone()
    assert row is not None
    if not row[0]:
        return None
    return fetch_rows(
        conn,
        Incident,
        """select found_at, check_name, severity, subject, cause, ended_at, outcome
           from tolsel.list_incidents(false, 10000)
           order by found_at desc, incident_id desc
           limit 50""",
    )


def get_seals(conn: Connection[TupleRow], *, tenant_id: int) -> SealSum:
    """Return how much of the ledger is sealed."""
    return fetch_rows(
        conn,
        SealSum,
        """select count(distinct account_id) as account_count,
               coalesce(sum(entry_count), 0)::bigint as entry_count,
               count(distinct account_id) filter (where hash is not null) as sealed_account_count,
               coalesce(sum(version), 0)::bigint as sealed_count
           from tolsel.list_seals(p_tenant_id => %s)""",
        [tenant_id],
    )[0]
