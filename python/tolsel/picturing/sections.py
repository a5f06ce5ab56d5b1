"""The sections of the page, each from what the database answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import reports
from tolsel.figures import format_amount
from tolsel.picturing import figures
from tolsel.picturing.charts import Series
from tolsel.picturing.parts import (
    Block,
    Cell,
    Fact,
    HeatMap,
    Section,
    Table,
    chart_of,
    table_of,
    zero_or,
)
from tolsel.picturing.steps import Step, list_months, list_steps, month_name

_MOST_LINES = 6
_MOST_OWING = 15
_ZERO = Decimal(0)
_AGES = (
    ("not due", "current_amount"),
    ("1 to 30 days", "days_1_30"),
    ("31 to 60", "days_31_60"),
    ("61 to 90", "days_61_90"),
    ("over 90", "days_over_90"),
)
_WALLET_GROUPS = {
    "top_up": "paid in", "grant": "granted", "usage": "used", "usage_reversal": "used",
    "usage_refund": "used", "refund": "paid back", "expiry": "expired",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What is asked, of whom, and for which days."""

    conn: Connection[TupleRow]
    tenant_id: int
    from_on: date
    to_on: date
    today: date
    scales: dict[str, int]

    @property
    def months(self) -> list[Step]:
        """Return its months."""
        return list_months(self.from_on, self.to_on)


def list_sections(period: Period) -> list[Section]:
    """Return all sections, in their order."""
    return [
        money(period),
        owed(period),
        payments(period),
        wallets(period),
        queue(period),
        profit(period),
        proof(period),
    ]


def money(period: Period) -> Section:
    """Return the cash curve, and the books of the channels with what was counted."""
    totals = reports.list_channel_totals(period.conn, on=period.to_on, tenant_id=period.tenant_id)
    steps = list_steps(period.from_on, period.to_on)
    blocks = []
    for currency in sorted({total.currency for total in totals}):
        books = [_Book.read(period, steps, total) for total in totals if total.currency == currency]
        blocks += _money_blocks(currency, steps, books, period.scales[currency])
    return Section(
        anchor="money",
        title="Money in tills, banks and e-wallets",
        about="By the daily books of the channels, at the end of each step of time.",
        empty="There is no till, bank or e-wallet.",
        blocks=blocks,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The daily book of one channel, step by step."""

    name: str
    opening: Sequence[Decimal]
    closing: Sequence[Decimal]
    came_in: Sequence[Decimal]
    went_out: Sequence[Decimal]
    counted: Sequence[reports.ChannelDay]
    difference: Sequence[Decimal | None]

    @classmethod
    def read(cls, period: Period, steps: Sequence[Step], total: reports.ChannelTotal) -> _Book:
        days = reports.list_channel_days(
            period.conn,
            channel_id=total.channel_id,
            from_on=period.from_on,
            to_on=period.to_on,
            tenant_id=period.tenant_id,
        )
        had = days[0].opening_balance if days else total.closing_balance
        opening, closing, came_in, went_out = [], [], [], []
        differences: list[Decimal | None] = []
        for step in steps:
            within = [day for day in days if step.first_on <= day.business_date <= step.last_on]
            opening.append(had)
            had = within[-1].closing_balance if within else had
            closing.append(had)
            came_in.append(sum((day.in_amount for day in within), _ZERO))
            went_out.append(sum((day.out_amount for day in within), _ZERO))
            found = [day.difference_amount for day in within if day.difference_amount is not None]
            differences.append(sum(found, _ZERO) if found else None)
        return cls(
            name=total.name,
            opening=opening,
            closing=closing,
            came_in=came_in,
            went_out=went_out,
            counted=[day for day in days if day.counted_amount is not None],
            difference=differences,
        )


def _money_blocks(
    currency: str, steps: Sequence[Step], books: Sequence[_Book], scale: int
) -> list[Block]:
    largest = sorted(books, key=lambda book: -abs(book.closing[-1]))
    shown, others = largest[:_MOST_LINES], largest[_MOST_LINES:]
    lines = [_line(book.name, f"s{n}", book.closing) for n, book in enumerate(shown)]
    if others:
        rest = _sums(book.closing for book in others)
        lines.append(_line(f"{len(others)} others", "s6", rest))
    if len(books) > 1:
        lines.insert(0, _line("all", "all", _sums(book.closing for book in books)))
    moved = [
        Series(name="in", style="good", values=_sums(book.came_in for book in books)),
        Series(
            name="out",
            style="bad",
            values=[-amount for amount in _sums(book.went_out for book in books)],
        ),
    ]
    return [
        Block(
            title=f"What they hold, {currency}",
            facts=[
                Fact(name=line.name, value=format_amount(zero_or(line.values[-1]), scale))
                for line in lines
            ],
            chart=chart_of(f"Balances in {currency}", steps, lines, scale=scale),
            tables=[table_of("Balances at the end of each step", steps, lines, scale=scale)],
        ),
        Block(
            title=f"In and out, {currency}",
            chart=chart_of(f"Money in and out in {currency}", steps, moved, scale=scale),
            tables=[_book_table(steps, books, scale)],
        ),
        *_counted_blocks(currency, steps, books, scale),
    ]


def _book_table(steps: Sequence[Step], books: Sequence[_Book], scale: int) -> Table:
    rows = [
        [
            book.name,
            step.first_on.isoformat(),
            *(
                format_amount(column[number], scale)
                for column in (book.opening, book.came_in, book.went_out, book.closing)
            ),
        ]
        for book in books
        for number, step in enumerate(steps)
        if book.came_in[number] or book.went_out[number]
    ]
    heads = ["channel", "from", "opening", "in", "out", "closing"]
    return Table(title="The book of each channel", heads=heads, rows=rows, texts=2)


def _counted_blocks(
    currency: str, steps: Sequence[Step], books: Sequence[_Book], scale: int
) -> list[Block]:
    counted = [(book, day) for book in books for day in book.counted]
    if not counted:
        return []
    wrong = [(book, day) for book, day in counted if day.difference_amount]
    net = sum((zero_or(day.difference_amount) for _, day in wrong), _ZERO)
    facts = [
        Fact(name="days counted", value=f"{len(counted):,}"),
        Fact(name="over or short", value=f"{len(wrong):,}", is_bad=bool(wrong)),
        Fact(name="together", value=format_amount(net, scale)),
    ]
    bars = [
        Series(name=book.name, style=f"s{n % 7}", values=book.difference)
        for n, book in enumerate(books)
        if any(book.difference)
    ]
    rows = [
        [
            book.name,
            day.business_date.isoformat(),
            format_amount(day.closing_balance - zero_or(day.difference_amount), scale),
            format_amount(zero_or(day.counted_amount), scale),
            format_amount(zero_or(day.difference_amount), scale),
        ]
        for book, day in sorted(wrong, key=lambda one: one[1].business_date, reverse=True)[:200]
    ]
    title = "Days that were over or short, the latest 200"
    heads = ["channel", "day", "expected", "counted", "difference"]
    drawn = chart_of(f"Counted differences in {currency}", steps, bars, scale=scale)
    return [
        Block(
            title=f"Counted, over and short, {currency}",
            facts=facts,
            chart=drawn if bars else None,
            tables=[Table(title=title, heads=heads, rows=rows, texts=2)] if rows else [],
        )
    ]


def owed(period: Period) -> Section:
    """Return what customers owe, by how long overdue, at the end of each month and now."""
    sums = figures.list_aging(
        period.conn, from_on=period.from_on, to_on=period.to_on, tenant_id=period.tenant_id
    )
    owing = figures.list_owing(period.conn, limit=_MOST_OWING, tenant_id=period.tenant_id)
    ends = sorted({one.month_end_on for one in sums if one.month_end_on})
    steps = [Step(first_on=end, last_on=end, name=month_name(end)) for end in ends]
    steps.append(Step(first_on=period.today, last_on=period.today, name="now"))
    blocks = []
    for currency in sorted({one.currency for one in sums}):
        scale = period.scales[currency]
        found = {one.month_end_on: one for one in sums if one.currency == currency}
        at = [*(found.get(end) for end in ends), found.get(None)]

        def values(name: str, at: Sequence[figures.AgingSum | None] = at) -> list[Decimal]:
            return [_ZERO if one is None else getattr(one, name) for one in at]

        bars = [
            Series(name=title, style=f"a{n}", values=values(name))
            for n, (title, name) in enumerate(_AGES)
        ]
        credit = Series(
            name="credit", style="good", values=[-amount for amount in values("credit_amount")]
        )
        balance = Series(name="balance", style="all", kind="line", values=values("balance"))
        rows = [
            [line.name, *(format_amount(getattr(line, name), scale) for _, name in _AGES),
             format_amount(line.balance, scale)]
            for line in owing if line.currency == currency
        ]  # fmt: skip
        blocks.append(
            Block(
                title=f"Open invoices by age, {currency}",
                facts=[
                    Fact(name=one.name, value=format_amount(zero_or(one.values[-1]), scale))
                    for one in (*bars, credit, balance)
                ],
                chart=chart_of(
                    f"Open invoices by age in {currency}", steps, [*bars, credit, balance],
                    scale=scale,
                ),
                tables=[
                    table_of("By age at the end of each month", steps, [*bars, credit, balance],
                             scale=scale),
                    Table(title="Who owes most now", rows=rows,
                          heads=["customer", *(title for title, _ in _AGES), "balance"]),
                ],
            )
        )  # fmt: skip
    return Section(
        anchor="owed",
        title="What customers owe",
        about="At the end of each month by what was true then, and now; credit is below 0.",
        empty="Nothing is owed, and nobody has credit.",
        blocks=blocks,
    )


def payments(period: Period) -> Section:
    """Return what became of payments, how often they were tried, and why they failed."""
    sums = figures.list_payments(
        period.conn, from_on=period.from_on, to_on=period.to_on, tenant_id=period.tenant_id
    )
    failures = figures.list_failures(
        period.conn, from_on=period.from_on, to_on=period.to_on, tenant_id=period.tenant_id
    )
    blocks = []
    for currency in sorted({one.currency for one in sums}):
        mine = [one for one in sums if one.currency == currency]
        reasons = [one for one in failures if one.currency == currency]
        blocks.append(_funnel(currency, period.months, mine, reasons, period.scales[currency]))
    return Section(
        anchor="payments",
        title="Payments, from asking to money",
        about="Payments by the day they count for; what was never paid by the day it was opened.",
        empty="There is no payment.",
        blocks=blocks,
    )


def _funnel(
    currency: str,
    months: Sequence[Step],
    sums: Sequence[figures.PaymentSum],
    failures: Sequence[figures.FailureSum],
    scale: int,
) -> Block:
    def is_done(one: figures.PaymentSum) -> bool:
        return one.status == "completed" and not one.is_voided

    kinds: list[tuple[str, str, Callable[[figures.PaymentSum], bool]]] = [
        ("completed at once", "good", lambda one: is_done(one) and not one.is_retried),
        ("completed when tried again", "s2", lambda one: is_done(one) and one.is_retried),
        ("failed", "bad", lambda one: one.status == "failed"),
        ("no answer", "s3", lambda one: one.status == "unknown"),
        ("under way", "s0", lambda one: one.status == "open"),
        ("voided later", "s6", lambda one: one.is_voided),
    ]
    everything = sum(one.payment_count for one in sums)
    facts = [Fact(name="asked for", value=f"{everything:,}", share=100)]
    bars = []
    rows = []
    for name, style, fits in kinds:
        chosen = [one for one in sums if fits(one)]
        count = sum(one.payment_count for one in chosen)
        amount = sum((one.amount for one in chosen), _ZERO)
        facts.append(
            Fact(
                name=name,
                value=f"{count:,}",
                share=round(100 * count / everything, 1),
                is_bad=style == "bad" and count > 0,
            )
        )
        rows.append([name, f"{count:,}", format_amount(amount, scale)])
        by_month: dict[str, Decimal] = defaultdict(Decimal)
        for one in chosen:
            by_month[month_name(one.month_on)] += one.payment_count
        values = [by_month[month.name] for month in months]
        bars.append(Series(name=name, style=style, values=values))
    retries = sum(one.retry_count for one in sums)
    refunded = sum((one.refunded_amount for one in sums), _ZERO)
    facts.append(Fact(name="further tries", value=f"{retries:,}"))
    facts.append(Fact(name="given back", value=format_amount(refunded, scale)))
    reasons = [
        [one.failure_reason, f"{one.payment_count:,}", f"{one.retry_count:,}"] for one in failures
    ]
    tables = [
        Table(title="By what became of them", heads=["", "payments", "amount"], rows=rows),
        table_of("Payments by month", months, bars, scale=0, has_total=True),
    ]
    if reasons:
        heads = ["reason", "payments", "further tries"]
        tables.append(Table(title="Why they stand as failed", heads=heads, rows=reasons))
    return Block(
        title=f"Payments in {currency}",
        facts=facts,
        chart=chart_of(f"Number of payments in {currency} by month", months, bars, scale=0),
        tables=tables,
    )


def wallets(period: Period) -> Section:
    """Return how wallets fill and empty, which will be empty first, and what was refused."""
    sums = figures.list_wallet_months(period.conn, to_on=period.to_on, tenant_id=period.tenant_id)
    left = figures.list_wallets_left(period.conn, to_on=period.to_on, tenant_id=period.tenant_id)
    refusals = figures.list_wallet_refusals(
        period.conn, from_on=period.from_on, to_on=period.to_on, tenant_id=period.tenant_id
    )
    blocks = []
    for currency in sorted({one.currency for one in sums}):
        mine = [one for one in sums if one.currency == currency]
        emptying = [one for one in left if one.currency == currency]
        blocks.append(_burn_down(currency, period.months, mine, emptying, period.scales[currency]))
    if refusals:
        failed = {month_name(one.month_on): Decimal(one.failed_count) for one in refusals}
        ended = {month_name(one.month_on): Decimal(one.suspended_count) for one in refusals}
        bars = [
            Series(name="top-ups that failed", style="bad",
                   values=[failed.get(month.name, _ZERO) for month in period.months]),
            Series(name="resources suspended for want of funds", style="s3",
                   values=[ended.get(month.name, _ZERO) for month in period.months]),
        ]  # fmt: skip
        blocks.append(
            Block(
                title="Refused",
                chart=chart_of("What was refused by month", period.months, bars, scale=0),
                tables=[table_of("Refused by month", period.months, bars, scale=0,
                                 has_total=True)],
            )
        )  # fmt: skip
    return Section(
        anchor="wallets",
        title="Prepaid wallets",
        about="What all wallets have together, and what fills and empties them.",
        empty="There is no wallet, or nothing has moved one.",
        blocks=blocks,
    )


def _burn_down(
    currency: str,
    months: Sequence[Step],
    sums: Sequence[figures.WalletSum],
    left: Sequence[figures.WalletLeft],
    scale: int,
) -> Block:
    first_on = months[0].first_on.replace(day=1)
    had = sum((one.amount for one in sums if one.month_on < first_on), _ZERO)
    names = [*dict.fromkeys([*_WALLET_GROUPS.values(), "other"])]
    moved: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in sums:
        name = _WALLET_GROUPS.get(one.document, "other")
        if one.month_on >= first_on:
            moved[name, month_name(one.month_on)] += one.amount
    bars = [
        Series(name=name, style=style, values=[moved[name, month.name] for month in months])
        for name, style in zip(names, ("good", "s2", "bad", "s3", "s6", "s5"), strict=True)
        if any(moved[name, month.name] for month in months)
    ]
    settled = []
    for number in range(len(months)):
        had += sum((zero_or(bar.values[number]) for bar in bars), _ZERO)
        settled.append(had)
    line = _line("they have", "all", settled)
    tables = [table_of("By month", months, [*bars, line], scale=scale)]
    if left:
        rows = [
            [
                one.name or f"wallet {one.wallet_id}",
                *(
                    format_amount(amount, scale)
                    for amount in (
                        one.settled_amount, one.held_amount, one.available_amount,
                        one.spent_amount,
                    )
                ),
                f"{max(one.settled_amount, _ZERO) * 30 / one.spent_amount:,.0f}",
            ]
            for one in left
        ]  # fmt: skip
        heads = ["wallet", "has", "held", "available", "used in 30 days", "days left"]
        tables.append(Table(title="Which are empty first, at this pace", heads=heads, rows=rows))
    return Block(
        title=f"Wallets in {currency}",
        facts=[Fact(name="they have", value=format_amount(settled[-1], scale))],
        chart=chart_of(f"Wallets in {currency}", months, [*bars, line], scale=scale),
        tables=tables,
    )


def queue(period: Period) -> Section:
    """Return how busy each counter is in each hour of the day."""
    hours = figures.list_queue_hours(
        period.conn, from_on=period.from_on, to_on=period.to_on, tenant_id=period.tenant_id
    )
    blocks = []
    for branch, found in groupby(hours, key=lambda one: one.branch):
        cells = {(one.hour, one.counter): one for one in found}
        counters = sorted({counter for _, counter in cells})
        span = range(min(hour for hour, _ in cells), max(hour for hour, _ in cells) + 1)
        most = max((one.served_count for one in cells.values()), default=0) or 1
        rows = [
            (f"{hour:02}", [_cell(cells.get((hour, counter)), most) for counter in counters])
            for hour in span
        ]
        table = Table(
            title="By counter and hour",
            heads=["counter", "hour", "called", "served", "average wait, minutes"],
            texts=2,
            rows=[
                [one.counter, f"{one.hour:02}:00", f"{one.called_count:,}",
                 f"{one.served_count:,}", _wait(one)]
                for one in sorted(cells.values(), key=lambda one: (one.counter, one.hour))
            ],
        )  # fmt: skip
        served = sum(one.served_count for one in cells.values())
        blocks.append(
            Block(
                title=branch,
                facts=[Fact(name="tickets served", value=f"{served:,}")],
                heat_map=HeatMap(title=f"Tickets served at {branch} by hour and counter",
                                 columns=counters, rows=rows),
                tables=[table],
            )
        )  # fmt: skip
    return Section(
        anchor="queue",
        title="The walk-in queue",
        about="Tickets served in each hour of the day, by the clock of the branch.",
        empty="No counter has called anybody.",
        blocks=blocks,
    )


def _cell(one: figures.QueueHour | None, most: int) -> Cell | None:
    if one is None:
        return None
    return Cell(
        text=f"{one.served_count:,}",
        heat=round(100 * one.served_count / most),
        says=f"{one.counter}, {one.hour:02}:00: {one.served_count:,} served, "
        f"{one.called_count:,} called, {_wait(one)} minutes waited on average",
    )


def _wait(one: figures.QueueHour) -> str:
    return f"{one.wait_ms / one.called_count / 60_000:.1f}" if one.called_count else ""


def profit(period: Period) -> Section:
    """Return revenue, expenses and profit of each month."""
    lines = figures.list_profit(
        period.conn, from_on=period.from_on, to_on=period.to_on, tenant_id=period.tenant_id
    )
    blocks = []
    for currency in sorted({line.currency for line in lines}):
        scale = period.scales[currency]
        mine = [line for line in lines if line.currency == currency]
        totals = {
            (line.section, month_name(line.month_on)): line.amount
            for line in mine
            if line.kind == "total"
        }

        def values(section: str, totals: dict[tuple[str, str], Decimal] = totals) -> list[Decimal]:
            return [totals.get((section, month.name), _ZERO) for month in period.months]

        series = [
            Series(name="revenue", style="good", values=values("revenue")),
            Series(name="expenses", style="bad", values=[-amount for amount in values("expense")]),
            _line("profit", "all", values("profit")),
        ]
        accounts: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        for line in mine:
            if line.kind == "account":
                accounts[line.section, line.code or "", line.name] += line.amount
        rows = [
            [section, code, name, format_amount(amount, scale)]
            for (section, code, name), amount in sorted(
                accounts.items(), key=lambda one: (one[0][0] == "expense", one[0])
            )
        ]
        blocks.append(
            Block(
                title=f"Profit and loss, {currency}",
                facts=[
                    Fact(
                        name=one.name,
                        value=format_amount(sum(map(zero_or, one.values), _ZERO), scale),
                    )
                    for one in series
                ],
                chart=chart_of(f"Profit and loss in {currency}", period.months, series,
                               scale=scale),
                tables=[
                    table_of("By month", period.months, series, scale=scale, has_total=True),
                    Table(title="By account, the whole period",
                          heads=["", "code", "account", "amount"], rows=rows, texts=3),
                ],
            )
        )  # fmt: skip
    return Section(
        anchor="profit",
        title="Profit and loss",
        about="What was earned and spent, by the day it counts for; expenses are below 0.",
        empty="Nothing was earned or spent.",
        blocks=blocks,
    )


def proof(period: Period) -> Section:
    """Return what validations have found, and how much is sealed."""
    runs = {run.is_full: run for run in figures.list_validations(period.conn)}
    incidents = figures.list_incidents(period.conn)
    seals = figures.get_seals(period.conn, tenant_id=period.tenant_id)
    names = {False: "last validation", True: "last one of the whole history"}
    facts = [
        Fact(
            name=name,
            value=f"{run.ended_at:%Y-%m-%d %H:%M %Z}: {run.check_count} checks, "
            f"{run.breach_count} breaches"
            if (run := runs.get(of_all))
            else "never",
            is_bad=run is None or run.breach_count > 0,
        )
        for of_all, name in names.items()
    ]
    facts.append(
        Fact(name="entries sealed", value=f"{seals.sealed_count:,} of {seals.entry_count:,}")
    )
    tables = []
    if incidents is None:
        facts.append(Fact(name="incidents", value="shown to members of tolsel_admin"))
    else:
        still = sum(one.ended_at is None for one in incidents)
        facts.append(Fact(name="incidents open", value=f"{still:,}", is_bad=still > 0))
        rows = [
            [
                f"{one.found_at:%Y-%m-%d %H:%M}", one.severity, one.check_name, one.subject,
                one.cause, one.outcome or "open",
            ]
            for one in incidents
        ]  # fmt: skip
        heads = ["found", "severity", "check", "of", "what it means", "outcome"]
        if rows:
            title = "The last 50 incidents"
            tables.append(Table(title=title, heads=heads, rows=rows, texts=6))
    return Section(
        anchor="proof",
        title="Incidents and proof",
        about="What the validator found. The command tolsel verify proves the books anew.",
        empty="",
        blocks=[Block(title="The validator", facts=facts, tables=tables)],
    )


def _line(name: str, style: str, values: Sequence[Decimal]) -> Series:
    return Series(name=name, style=style, kind="line", values=values)


def _sums(columns: Iterable[Sequence[Decimal]]) -> list[Decimal]:
    return [sum(row, _ZERO) for row in zip(*columns, strict=True)]
