"""The demo: a small shop in a database of its own."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel import jobs, wallets
from tolsel.accounts import list_accounts, open_account
from tolsel.banking.importing import import_files
from tolsel.database import connect
from tolsel.demo.pgcluster import ClusterError
from tolsel.demo.server import demo_cluster, start_demo
from tolsel.errors import ReportedError, translating
from tolsel.importing.history_file import HistoryFile
from tolsel.importing.takeover import CUSTOMERS, INVOICES
from tolsel.install import migrate

_DATA = Path(__file__).resolve().parent / "data"
_IBAN = "DE02120300000000202051"
_TENANT = ("Demo", "EUR", "Europe/Berlin")
_PLANS_ASKED_FOR = (
    ("Table Bay Clinic", "backup"),
    ("Karoo Web Studio", "cluster"),
    ("Karoo Web Studio", "small"),
    ("Karoo Web Studio", "medium"),
    ("Karoo Web Studio", "large"),
    ("Karoo Web Studio", "enterprise"),
)
HISTORY = HistoryFile(path=_DATA / "history.csv", source="demo")
TAKEOVERS = ((_DATA / "customers.csv", CUSTOMERS), (_DATA / "invoices.csv", INVOICES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The demo's database, ready to import into."""

    url: str
    server_version: str
    tenant_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether the wallet of a customer could have a plan, and why."""

    name: str
    plan: str
    funds: wallets.Funds


def prepare_demo(*, tell: Callable[[str], None]) -> Demo:
    """Start the server, bring the database to this version, and open the shop where it is not."""
    try:
        cluster = demo_cluster()
        if not cluster.is_running():
            tell("starting PostgreSQL in .tolsel")
        url = start_demo(cluster)
    except ClusterError as error:
        raise ReportedError(
            f"the demo has no server: {error}",
            hint="Install one with tolsel: pip install 'tolsel[demo]'.",
        ) from error
    migrate.init(url)
    migrate.migrate(url, progress=tell)
    with connect(url, autocommit=True, application_name="tolsel demo") as conn:
        with translating(), conn.transaction():
            tenant_id = _open_tenant(conn)
            _open_accounts(conn, tenant_id)
        # Nobody else ticks here.
        while jobs.run_next_slice(conn):
            pass
        version = conn.info.parameter_status("server_version") or "?"
    return Demo(url=url, server_version=version, tenant_id=tenant_id)


def run_month(demo: Demo) -> bool:
    """Book a month, hold it against the bank's, and let a morning pass at the counter, once.

    Return whether it was missing.
    """
    with translating(), connect(demo.url, application_name="tolsel demo") as conn:
        found = conn.execute("select from tolsel.payment_channel limit 1").fetchone()
        if found is not None:
            return False
        conn.execute((_DATA / "month.sql").read_bytes())
        _take_statement(conn, demo.tenant_id)
        for name in ("bank.sql", "queue.sql"):
            conn.execute((_DATA / name).read_bytes())
    return True


def go_to_fair(demo: Demo) -> None:
    """Change euros into dollars for a fair abroad, and some of them back, once."""
    with translating(), connect(demo.url, application_name="tolsel demo") as conn:
        found = conn.execute("select from tolsel.account where code = 'fair-usd'").fetchone()
        if found is None:
            conn.execute((_DATA / "exchange.sql").read_bytes())


def fund_wallets(demo: Demo) -> None:
    """Open the wallets, pay into them, and set what plans cost, once."""
    with translating(), connect(demo.url, application_name="tolsel demo") as conn:
        found = conn.execute("select from tolsel.top_up where request_key = 'demo:W1'").fetchone()
        if found is None:
            conn.execute((_DATA / "wallet.sql").read_bytes())


def ask_for_plans(demo: Demo) -> list[Answer]:
    """Ask what wallets could have in the first hour of the next month, where a month is whole.

    The clock is set for that within a transaction that is undone, and so for nobody else.
    """
    with (
        translating(),
        connect(demo.url, application_name="tolsel demo") as conn,
        conn.transaction(force_rollback=True),
    ):
        conn.execute("select tolsel_core.arrange_test_clock(true)")
        conn.execute(
            """select tolsel.set_clock((
                   date_trunc('month', now() at time zone 'UTC') + interval '1 month'
               ) at time zone 'UTC')"""
        )
        found = wallets.list_wallets(conn, tenant_id=demo.tenant_id)
        id_of = {wallet.name: wallet.wallet_id for wallet in found}
        return [
            Answer(name=name, plan=plan, funds=funds)
            for name, plan in _PLANS_ASKED_FOR
            for funds in wallets.explain_funds(
                conn, wallet_id=id_of[name], plan=plan, tenant_id=demo.tenant_id
            )
        ]


def _take_statement(conn: Connection[TupleRow], tenant_id: int) -> None:
    """Import what the bank says of the month."""
    conn.execute(
        """select tolsel.set_bank_account(c.channel_id, array[%s], true)
           from tolsel.payment_channel c where c.name = 'House bank'""",
        [_IBAN],
    )
    (report,) = import_files(conn, [_DATA / "april.sta"], tenant_id=tenant_id)
    for refusal in (report.refusal, *(found.refusal for found in report.statements)):
        if refusal is not None:
            raise refusal


def _open_tenant(conn: Connection[TupleRow]) -> int:
    row = conn.execute("select tenant_id from tolsel.tenant where name = %s", _TENANT[:1])
    if found := row.fetchone():
        return int(found[0])
    made = conn.execute(
        """select t.tenant_id, tolsel.grant_login(current_user, t.tenant_id)
           from tolsel.open_tenant(%s, %s, %s) t""",
        _TENANT,
    ).fetchone()
    assert made is not None
    return int(made[0])


def _open_accounts(conn: Connection[TupleRow], tenant_id: int) -> None:
    there = {account.code for account in list_accounts(conn, tenant_id=tenant_id)}
    with (_DATA / "accounts.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if row["code"] not in there:
                open_account(
                    conn,
                    code=row["code"],
                    name=row["name"],
                    account_type=row["type"],
                    tenant_id=tenant_id,
                )
