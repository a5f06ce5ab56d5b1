"""The Python client: typed calls in the caller's transaction, rows as answers, refusals raised."""

import asyncio
import time
from datetime import date
from decimal import Decimal
from typing import Any, assert_type

import asyncpg
import psycopg
import pytest
import sqlalchemy
from psycopg.rows import dict_row

import tolsel
from tests.conftest import ConnectAs

pytestmark = pytest.mark.once

Connection = psycopg.Connection[Any]


@pytest.fixture
def conn(connect_as: ConnectAs) -> Connection:
    found = connect_as("shop_app")
    found.autocommit = False
    return found


@pytest.fixture
def customer(conn: Connection) -> int:
    """A customer who owes 100.00."""
    opened = tolsel.open_customer(code="ann", name="Ann").run(conn)
    tolsel.issue_invoice(
        customer_id=opened.customer_id,
        lines=[{"account_id": _account(conn, "4000"), "amount": Decimal("100.00")}],
        due_on=date(2099, 1, 1),
    ).run(conn)
    conn.commit()
    return opened.customer_id


def _account(conn: Connection, code: str) -> int:
    (account,) = tolsel.list_accounts(codes=[code]).run(conn)
    return account.account_id


def test_a_call_is_made_in_the_callers_transaction(conn: Connection, customer: int) -> None:
    call = tolsel.record_payment(
        customer_id=customer, amount=Decimal("40.00"), method="cash", request_key="till-1:1"
    )
    payment = call.run(conn)
    assert_type(payment, tolsel.Payment)
    assert (str(payment.allocated_amount), payment.status) == ("40.00", "completed")
    conn.rollback()
    (aging,) = tolsel.list_aging().run(conn)
    assert aging.balance == Decimal("100.00")
    again = call.run(conn)
    assert call.run(conn) == again, "the same request key answers with the same payment"
    assert again.payment_id != payment.payment_id


def test_a_refusal_is_raised_as_the_class_of_its_code(conn: Connection, customer: int) -> None:
    call = tolsel.record_payment(customer_id=customer, amount=Decimal("140.00"), method="cash")
    with pytest.raises(tolsel.SurplusNotWanted) as caught, conn.transaction():
        call.run(conn)
    assert isinstance(caught.value, tolsel.TolselError)
    assert (caught.value.sqlstate, caught.value.name) == ("UB006", "surplus_not_wanted")
    assert "100.00 is open" in (caught.value.detail or "")
    (aging,) = tolsel.list_aging().run(conn)
    assert aging.balance == Decimal("100.00")


def test_what_is_none_is_left_to_the_database(conn: Connection) -> None:
    call = tolsel.record_payment(customer_id=1, amount=Decimal(1), method="cash", paid_on=None)
    assert "p_paid_on" not in call.statement()
    assert call.statement().startswith(
        "select * from tolsel.record_payment(p_customer_id => %s::bigint, p_amount => %s::numeric"
    )
    assert call.statement(lambda n: f"${n}").count("$") == len(call.values)


def test_a_required_null_is_sent(conn: Connection) -> None:
    call = tolsel.set_owed_limit(customer_id=1, owed_limit=None)
    assert "p_owed_limit => %s::numeric" in call.statement()
    assert call.values == [1, None]


def test_json_keeps_every_digit(conn: Connection) -> None:
    rate = Decimal("1.10000000000000000001")
    opened = tolsel.open_account(
        code="rates", name="Rates", type="asset", metadata={"rate": rate, "on": date(2026, 1, 2)}
    ).run(conn)
    assert opened.metadata == {"rate": str(rate), "on": "2026-01-02"}
    row = conn.execute("select '{\"a\": 0.1}'::jsonb").fetchone()
    assert row == ({"a": 0.1},), "the caller's own statements are as they were"


def test_nobody_waits(conn: Connection, connect_as: ConnectAs) -> None:
    admin = connect_as("shop_admin")
    call = tolsel.claim_next_job()
    assert_type(call, tolsel.Call[int | None])
    assert call.run(admin) is None


def test_rows_of_any_connection(connect_as: ConnectAs) -> None:
    dsn = connect_as("shop_app").info.dsn
    with psycopg.connect(dsn, row_factory=dict_row) as conn:
        accounts = tolsel.list_accounts(codes=["4000"]).run(conn)
        assert_type(accounts, list[tolsel.Account])
        assert [account.code for account in accounts] == ["4000"]


def test_asynchronously(connect_as: ConnectAs) -> None:
    dsn = connect_as("shop_app").info.dsn

    async def ask() -> list[tolsel.Account]:
        async with await psycopg.AsyncConnection.connect(dsn) as conn:
            found = await tolsel.list_accounts(codes=["4000"]).run_async(conn)
            with pytest.raises(tolsel.CustomerNotFound):
                await tolsel.record_payment(
                    customer_id=0, amount=Decimal(1), method="cash"
                ).run_async(conn)
            return found

    assert [account.code for account in asyncio.run(ask())] == ["4000"]


def test_in_a_session_of_sqlalchemy(connect_as: ConnectAs) -> None:
    info = connect_as("shop_app").info
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(info.dsn)
    )
    with engine.connect() as session:
        with session.begin() as transaction:
            driver = session.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            tolsel.open_customer(code="ann", name="Ann").run(driver)
            transaction.rollback()
        assert tolsel.list_customers().run(driver) == []
    engine.dispose()


def test_a_later_column_is_passed_over(conn: Connection) -> None:
    call = tolsel.list_accounts(codes=["4000"])
    columns = [*tolsel.Account.__dataclass_fields__, "added_later"]
    (account,) = call.read(columns, [[None] * len(columns)])
    assert account.code is None


def test_there_is_no_such_call() -> None:
    with pytest.raises(AttributeError, match="no attribute 'record_payments_of_yesterday'"):
        tolsel.record_payments_of_yesterday  # type: ignore[attr-defined]  # noqa: B018


def test_with_asyncpg(connect_as: ConnectAs) -> None:
    """A driver with numbered values takes statement, values and reading from the call."""
    info = connect_as("shop_app").info

    async def ask() -> list[tolsel.Account]:
        conn = await asyncpg.connect(
            host=info.host, port=info.port, user=info.user, database=info.dbname
        )
        call = tolsel.list_accounts(codes=["4000"])
        rows = await conn.fetch(call.statement(lambda n: f"${n}"), *call.values)
        wrong = tolsel.record_payment(customer_id=0, amount=Decimal(1), method="cash")
        with pytest.raises(asyncpg.PostgresError) as caught:
            await conn.fetch(wrong.statement(lambda n: f"${n}"), *wrong.values)
        refusal = tolsel.TolselError.for_sqlstate(caught.value.sqlstate)
        assert refusal is tolsel.CustomerNotFound
        await conn.close()
        return call.read([*rows[0].keys()], rows)

    (account,) = asyncio.run(ask())
    assert (account.code, account.currency) == ("4000", "EUR")


def test_a_fault_that_passes_is_tried_again_under_the_same_key(
    conn: Connection, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is there, its answer is lost: the second call answers with the first's."""
    url = connect_as("shop_app").info.dsn
    answers: list[tolsel.Journal] = []
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    for code in ("here", "there"):
        tolsel.open_account(code=code, name=code, type="asset").run(connect_as("shop_admin"))
    lines = [{"account_code": "here", "amount": "1"}, {"account_code": "there", "amount": "-1"}]

    @tolsel.retried
    def post() -> tolsel.Journal:
        with psycopg.connect(url) as own:
            answers.append(tolsel.post_journal(lines=lines, request_key="once").run(own))
        if len(answers) == 1:
            raise tolsel.RetryableError("the answer is lost")
        return answers[-1]

    assert post() == answers[0] == answers[1]
    assert len(answers) == 2
    refusals = []

    @tolsel.retried
    async def refuse() -> None:
        refusals.append("no")
        raise tolsel.TolselError("no")

    with pytest.raises(tolsel.TolselError):
        asyncio.run(refuse())
    assert refusals == ["no"]
