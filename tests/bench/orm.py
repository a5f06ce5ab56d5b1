"""The same work from Python: SQLAlchemy, one session a payment, SELECT FOR UPDATE.

It writes the rows of record_payment into the tables of billing_rule_free.sql, and checks in Python
what tolsel checks: the login's tenant, the customer, the method, the channel, the amount, the
invoice, the day in the channel's branch. The customer is locked first, then the invoice, then the
balances in the order of their accounts. Both answer with the number of the payment. The tables have
no triggers and no generated columns; declare_rules gives them what the models of an ordinary
application declare: the foreign keys from a payment, its trail, its allocations, its entries and
totals to what they belong to, and checks of amounts and states.

The classes below name the columns that the work needs. An application maps its tables whole, as
record_payment reads and writes whole rows: map_whole_tables adds the other columns. Both are run.
"""

import multiprocessing
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.schema import AddConstraint

_AMOUNT = Decimal("12.34")
_GREATEST = Decimal("1e15")
_SCHEMA = {"schema": "bench"}
_TENANT_ID = 1


class RefusedError(Exception):
    """A rule was broken: the session is rolled back."""


def _refer(table: str, *columns: str) -> sa.ForeignKeyConstraint:
    keys = ["tenant_id", *columns]
    return sa.ForeignKeyConstraint(keys, [f"bench.{table}.{key}" for key in keys])


class Base(DeclarativeBase):
    """All tables are those without tolsel's rules."""

    __table_args__: Any = (_SCHEMA,)
    tenant_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, sort_order=-1)


class Customer(Base):
    __tablename__ = "customer"
    customer_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[str]
    scale: Mapped[int] = mapped_column(sa.SmallInteger)
    payment_count: Mapped[int] = mapped_column(sa.BigInteger)
    payment_total: Mapped[Decimal]
    average_payment_amount: Mapped[Decimal | None]
    last_payment_on: Mapped[date | None]


class Branch(Base):
    __tablename__ = "branch"
    branch_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    time_zone: Mapped[str]
    day_starts_at: Mapped[time]


class Channel(Base):
    __tablename__ = "payment_channel"
    channel_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    branch_id: Mapped[int] = mapped_column(sa.BigInteger)
    account_id: Mapped[int] = mapped_column(sa.BigInteger)
    is_active: Mapped[bool]


class Invoice(Base):
    __tablename__ = "invoice"
    __table_args__ = (
        _refer("customer", "customer_id"),
        sa.CheckConstraint("paid_amount >= 0", name="paid_amount_check"),
        sa.CheckConstraint("paid_amount <= total_amount", name="total_amount_check"),
        _SCHEMA,
    )
    invoice_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    customer_id: Mapped[int] = mapped_column(sa.BigInteger)
    total_amount: Mapped[Decimal]
    paid_amount: Mapped[Decimal]
    balance_amount: Mapped[Decimal]
    status: Mapped[str]
    payment_count: Mapped[int]
    partial_payment_count: Mapped[int]
    last_payment_on: Mapped[date | None]


class Balance(Base):
    __tablename__ = "balance"
    account_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    slot: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True)
    slots: Mapped[int] = mapped_column(sa.SmallInteger)
    sign: Mapped[int] = mapped_column(sa.SmallInteger)
    currency: Mapped[str]
    closed_through_on: Mapped[date | None]
    available: Mapped[Decimal | None]
    version: Mapped[int | None] = mapped_column(sa.BigInteger)
    balance: Mapped[Decimal]
    last_booked_at: Mapped[datetime | None] = mapped_column(sa.TIMESTAMP(timezone=True))


class Journal(Base):
    __tablename__ = "journal"
    journal_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    description: Mapped[str | None]


class Entry(Base):
    __tablename__ = "entry"
    __table_args__ = (
        _refer("journal", "journal_id"),
        _refer("balance", "account_id", "slot"),
        sa.CheckConstraint("amount <> 0", name="amount_check"),
        _SCHEMA,
    )
    account_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    slot: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True)
    version: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    journal_id: Mapped[int] = mapped_column(sa.BigInteger)
    booked_at: Mapped[datetime] = mapped_column(sa.TIMESTAMP(timezone=True))
    effective_on: Mapped[date]
    line_no: Mapped[int] = mapped_column(sa.SmallInteger)
    amount: Mapped[Decimal]
    balance_after: Mapped[Decimal]


class DailyTotal(Base):
    __tablename__ = "daily_total"
    __table_args__ = (
        _refer("balance", "account_id", "slot"),
        sa.CheckConstraint("debit_amount >= 0 and credit_amount >= 0", name="amount_check"),
        _SCHEMA,
    )
    account_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    effective_on: Mapped[date] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True)
    entry_count: Mapped[int]
    debit_amount: Mapped[Decimal]
    credit_amount: Mapped[Decimal]


class Payment(Base):
    __tablename__ = "payment"
    __table_args__ = (
        _refer("customer", "customer_id"),
        _refer("payment_channel", "channel_id"),
        _refer("journal", "journal_id"),
        sa.CheckConstraint(
            "status in ('open', 'completed', 'failed', 'unknown', 'void')", name="status_check"
        ),
        sa.CheckConstraint("amount > 0", name="amount_check"),
        sa.CheckConstraint(
            "allocated_amount >= 0 and allocated_amount <= amount", name="allocated_amount_check"
        ),
        _SCHEMA,
    )
    payment_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    customer_id: Mapped[int] = mapped_column(sa.BigInteger)
    status: Mapped[str]
    method: Mapped[str]
    channel_id: Mapped[int] = mapped_column(sa.BigInteger)
    amount: Mapped[Decimal]
    allocated_amount: Mapped[Decimal]
    unapplied_amount: Mapped[Decimal]
    paid_on: Mapped[date]
    invoice_ids: Mapped[list[int]] = mapped_column(sa.ARRAY(sa.BigInteger))
    processing_ms: Mapped[int] = mapped_column(sa.BigInteger)
    opened_at: Mapped[datetime] = mapped_column(sa.TIMESTAMP(timezone=True))
    completed_at: Mapped[datetime] = mapped_column(sa.TIMESTAMP(timezone=True))
    journal_id: Mapped[int] = mapped_column(sa.BigInteger)


class PaymentTracking(Base):
    __tablename__ = "payment_tracking"
    __table_args__ = (
        _refer("payment", "payment_id"),
        sa.CheckConstraint(
            "status in ('initiated', 'completed', 'failed', 'unknown')", name="status_check"
        ),
        _SCHEMA,
    )
    payment_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    attempt_no: Mapped[int] = mapped_column(primary_key=True)
    is_last: Mapped[bool] = mapped_column(primary_key=True)
    status: Mapped[str]
    login: Mapped[str]


class Allocation(Base):
    __tablename__ = "allocation"
    __table_args__ = (
        _refer("payment", "payment_id"),
        _refer("invoice", "invoice_id"),
        sa.CheckConstraint("amount > 0", name="amount_check"),
        _SCHEMA,
    )
    allocation_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    payment_id: Mapped[int] = mapped_column(sa.BigInteger)
    invoice_id: Mapped[int] = mapped_column(sa.BigInteger)
    customer_id: Mapped[int] = mapped_column(sa.BigInteger)
    amount: Mapped[Decimal]


class Event(Base):
    __tablename__ = "event"
    event_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    topic: Mapped[str]
    document: Mapped[str]
    document_id: Mapped[int] = mapped_column(sa.BigInteger)
    sequence_no: Mapped[int] = mapped_column(sa.BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    is_open: Mapped[bool]
    status: Mapped[str]


def _business_date(branch: Branch, at: datetime) -> date:
    begun = timedelta(hours=branch.day_starts_at.hour, minutes=branch.day_starts_at.minute)
    return (at.astimezone(ZoneInfo(branch.time_zone)) - begun).date()


def record_payment(
    session: Session,
    customer_id: int,
    amount: Decimal,
    method: str,
    channel_id: int,
    invoice_id: int,
    slot: int,
) -> int:
    """Take one payment for one invoice."""
    now = datetime.now(UTC)
    customer = session.get(Customer, (_TENANT_ID, customer_id), with_for_update=True)
    channel = session.get(Channel, (_TENANT_ID, channel_id))
    known = session.scalar(
        sa.text(
            """select m.is_active from bench.payment_method m
            where m.tenant_id = :tenant_id and m.method = :method
                and exists (
                    select from bench.login_tenant l
                    where l.tenant_id = m.tenant_id and l.login = session_user)"""
        ),
        {"tenant_id": _TENANT_ID, "method": method},
    )
    invoice = session.get(Invoice, (_TENANT_ID, invoice_id), with_for_update=True)
    if not customer or not channel or not channel.is_active or not known or not invoice:
        raise RefusedError("not found")
    today = _business_date(session.get_one(Branch, (_TENANT_ID, channel.branch_id)), now)
    exponent = amount.normalize().as_tuple().exponent
    if not amount.is_finite() or not 0 < amount < _GREATEST or -int(exponent) > customer.scale:
        raise RefusedError("amount")
    if invoice.customer_id != customer_id or invoice.status not in ("open", "partial"):
        raise RefusedError("invoice not open")
    if amount > invoice.balance_amount:
        raise RefusedError("more than open")
    balances = session.scalars(
        sa.select(Balance)
        .where(
            Balance.tenant_id == _TENANT_ID,
            Balance.account_id.in_([customer.account_id, channel.account_id]),
            Balance.slot == slot % Balance.slots,
        )
        .order_by(Balance.account_id)
        .with_for_update()
    ).all()
    journal = Journal(tenant_id=_TENANT_ID, description="Payment")
    session.add(journal)
    session.flush()
    for balance in balances:
        if balance.currency != customer.currency:
            raise RefusedError("currency")
        if balance.closed_through_on and balance.closed_through_on >= today:
            raise RefusedError("closed")
        is_channel = balance.account_id == channel.account_id
        signed = amount if is_channel else -amount
        if balance.available is not None and balance.available + balance.sign * signed < 0:
            raise RefusedError("limit")
        if abs(balance.balance + signed) >= _GREATEST:
            raise RefusedError("out of range")
        balance.balance += signed
        balance.version = (balance.version or 0) + 1
        balance.last_booked_at = now
        session.add(
            Entry(
                tenant_id=_TENANT_ID,
                account_id=balance.account_id,
                slot=balance.slot,
                version=balance.version,
                journal_id=journal.journal_id,
                booked_at=now,
                effective_on=today,
                line_no=2 if is_channel else 1,
                amount=signed,
                balance_after=balance.balance,
            )
        )
        if is_channel:
            key = (_TENANT_ID, balance.account_id, today, balance.slot)
            total = session.get(DailyTotal, key)
            if total:
                total.entry_count += 1
                total.debit_amount += amount
            else:
                session.add(
                    DailyTotal(
                        tenant_id=_TENANT_ID,
                        account_id=balance.account_id,
                        effective_on=today,
                        slot=balance.slot,
                        entry_count=1,
                        debit_amount=amount,
                        credit_amount=0,
                    )
                )
    payment = Payment(
        tenant_id=_TENANT_ID,
        customer_id=customer_id,
        status="completed",
        method=method,
        channel_id=channel_id,
        amount=amount,
        allocated_amount=amount,
        unapplied_amount=Decimal(0),
        paid_on=today,
        invoice_ids=[invoice_id],
        processing_ms=0,
        opened_at=now,
        completed_at=now,
        journal_id=journal.journal_id,
    )
    session.add(payment)
    session.flush()
    session.add_all(
        [
            *(
                PaymentTracking(
                    tenant_id=_TENANT_ID,
                    payment_id=payment.payment_id,
                    attempt_no=1,
                    is_last=status != "initiated",
                    status=status,
                    login="bench_app",
                )
                for status in ("initiated", "completed")
            ),
            Allocation(
                tenant_id=_TENANT_ID,
                payment_id=payment.payment_id,
                invoice_id=invoice_id,
                customer_id=customer_id,
                amount=amount,
            ),
            Event(
                tenant_id=_TENANT_ID,
                topic="payment.completed",
                document="payment",
                document_id=payment.payment_id,
                sequence_no=1,
                is_open=True,
                status="pending",
                payload={
                    "customer_id": customer_id,
                    "amount": str(amount),
                    "method": method,
                    "currency": customer.currency,
                    "channel_id": channel_id,
                },
            ),
        ]
    )
    invoice.paid_amount += amount
    invoice.balance_amount = invoice.total_amount - invoice.paid_amount
    invoice.status = "partial" if invoice.balance_amount else "paid"
    invoice.payment_count += 1
    invoice.partial_payment_count += 1
    invoice.last_payment_on = today
    customer.payment_count += 1
    customer.payment_total += amount
    customer.average_payment_amount = round(
        customer.payment_total / customer.payment_count, customer.scale
    )
    customer.last_payment_on = today
    payment_id = payment.payment_id
    session.commit()
    return payment_id


def declare_rules(url: str) -> None:
    """Give the tables the foreign keys and checks that their models declare."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as conn:
        for table in Base.metadata.sorted_tables:
            for rule in table.constraints:
                if isinstance(rule, sa.ForeignKeyConstraint | sa.CheckConstraint):
                    conn.execute(AddConstraint(rule))
    engine.dispose()


def map_whole_tables(engine: sa.Engine) -> None:
    """Give the classes the columns of their tables that they do not name."""
    for mapper in Base.registry.mappers:
        table = sa.Table(
            mapper.class_.__tablename__,
            sa.MetaData(),
            schema=_SCHEMA["schema"],
            autoload_with=engine,
            resolve_fks=False,
        )
        for column in table.columns:
            if column.key not in mapper.columns:
                setattr(
                    mapper.class_,
                    column.key,
                    mapped_column(
                        column.type,
                        nullable=column.nullable,
                        server_default=column.server_default and sa.FetchedValue(),
                    ),
                )


def by_orm(url: str, client: int, *, is_whole: bool) -> Callable[[int], object]:
    """Connect with SQLAlchemy; answer a function that takes one payment."""
    engine = sa.create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), pool_size=1, max_overflow=0
    )
    if is_whole:
        map_whole_tables(engine)

    def pay(customer_id: int) -> int:
        with Session(engine) as session:
            return record_payment(session, customer_id, _AMOUNT, "cash", 1, customer_id, client)

    return pay


def by_call(url: str, _client: int) -> Callable[[int], object]:
    """Connect with psycopg; answer a function that takes one payment by record_payment."""
    conn = psycopg.connect(url, autocommit=True)

    def pay(customer_id: int) -> object:
        return conn.execute(
            "select (tolsel.record_payment(%s, %s, 'cash', 1, array[%s]::bigint[])).payment_id",
            [customer_id, _AMOUNT, customer_id],
            prepare=True,
        ).fetchone()

    return pay


def rate(
    connect: Callable[[str, int], Callable[[int], object]],
    url: str,
    *,
    clients: int,
    customers: int,
    seconds: float,
) -> float:
    """Return the payments a second of several processes that pay at once."""
    context = multiprocessing.get_context("spawn")
    ready, counts = context.Barrier(clients), context.Queue()
    processes = [
        context.Process(target=_work, args=(connect, url, no, customers, seconds, ready, counts))
        for no in range(clients)
    ]
    for process in processes:
        process.start()
    found = sum(counts.get(timeout=180 + seconds) for _ in processes)
    for process in processes:
        process.join()
    return float(found)


def _work(
    connect: Callable[[str, int], Callable[[int], object]],
    url: str,
    client: int,
    customers: int,
    seconds: float,
    ready: Any,
    counts: Any,
) -> None:
    pay = connect(url, client)
    pay(1 + client)  # what is prepared and cached once is not measured
    ready.wait(timeout=180)
    count, started = 0, perf_counter()
    while perf_counter() - started < seconds:
        pay(random.randint(1, customers))
        count += 1
    counts.put(count / (perf_counter() - started))
