"""Several databases as one: the catalogue of shards, a tenant's own, and commands on all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from psycopg import Connection
from psycopg.rows import TupleRow

from tolsel.database import connect as connect_to
from tolsel.errors import ReportedError, translating
from tolsel.rows import Rows, fetch_rows

CATALOGUE = "TOLSEL_CATALOGUE"
_PAGE = 10_000  # the longest list that the database answers

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Shard:
    """A database of the cluster, as tolsel.list_shards answers it."""

    shard_no: int
    name: str
    dsn: str
    is_open: bool
    tenant_count: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a tenant is, as tolsel.list_placements answers it."""

    tenant_id: int
    name: str
    shard_no: int
    shard_name: str
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a shard told of its tenants: how many are new, and which are not there."""

    shard: str
    tenant_count: int
    new_count: int
    missing: tuple[int, ...]
    """Placed there, but not found."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended on one database."""

    database: str
    exit_code: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Tenant:
    tenant_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ClusterBalance:
    """Accounts of one code, in one currency, of all tenants that the logins may read."""

    currency: str
    code: str
    """Its code; customer:* and others with * are one for each of what they are named after."""
    tenant_count: int
    account_count: int
    balance: Decimal
    """Debits less credits, in the currency."""


def connect(
    *,
    tenant: int,
    catalogue: str | None = None,
    autocommit: bool = False,
    application_name: str = "tolsel",
) -> Connection[TupleRow]:
    """Connect to the shard of a tenant, as the catalogue says (tolsel.find_shard).

    The catalogue is a URL or connection string, by default $TOLSEL_CATALOGUE. Nothing is set in the
    session, so that a pooler may share it: each call names the tenant.

    Raises TenantNotPlaced, and RetryableError where either database cannot be reached.
    """
    url = catalogue or os.environ.get(CATALOGUE)
    if not url:
        raise ReportedError("no catalogue", hint=f"Give catalogue=, or set {CATALOGUE}.")
    with connect_to(url, autocommit=True, application_name=application_name) as conn:
        dsn = find_dsn(conn, tenant)
    return connect_to(dsn, autocommit=autocommit, application_name=application_name)


def find_dsn(catalogue: Connection[TupleRow], tenant_id: int) -> str:
    """Return how to connect to the shard of a tenant (tolsel.find_shard)."""
    with translating():
        row = catalogue.execute(
            "select dsn from tolsel.find_shard(%s::bigint)", [tenant_id]
        ).fetchone()
    assert row is not None
    return str(row[0])


def list_shards(catalogue: Connection[TupleRow]) -> Rows[Shard]:
    """Return the shards, by number (tolsel.list_shards)."""
    return fetch_rows(
        catalogue,
        Shard,
        "select shard_no, name, dsn, is_open, tenant_count, added_at from tolsel.list_shards()",
    )


def list_placements(
    catalogue: Connection[TupleRow], *, shard: str | None = None
) -> Rows[Placement]:
    """Return where tenants are, by number: of one shard or of all (tolsel.list_placements)."""

    def page(after: Placement | None) -> Rows[Placement]:
        return fetch_rows(
            catalogue,
            Placement,
            "select tenant_id, name, shard_no, shard_name, placed_at "
            "from tolsel.list_placements(%s, %s, %s)",
            [shard, after and after.tenant_id, _PAGE],
        )

    return _all_pages(page)


def add_shard(catalogue: Connection[TupleRow], *, name: str, dsn: str) -> Refreshed:
    """Add a database to the catalogue, tell it its number, and record which tenants it has.

    Each step answers the same when it is repeated, so that who was interrupted begins anew
    (tolsel.add_shard, tolsel.join_cluster, tolsel.place_tenants).
    """
    with translating(), catalogue.transaction():
        row = catalogue.execute(
            "select shard_no from tolsel.add_shard(%s, %s)", [name, dsn]
        ).fetchone()
        assert row is not None
        with _shard_at(dsn) as shard:
            # Judged before it is told: what has tenants with numbers of another one is not added.
            found = _refresh(catalogue, shard, name)
            shard.execute(
                "select tolsel.join_cluster(%s, %s, %s)",
                [row[0], name, max((p.tenant_id for p in list_placements(catalogue)), default=0)],
            )
    return found


def change_shard(
    catalogue: Connection[TupleRow], *, name: str, dsn: str | None, is_open: bool | None
) -> None:
    """Change how a shard is reached, or whether it takes new tenants (tolsel.change_shard)."""
    with translating():
        catalogue.execute("select tolsel.change_shard(%s, %s, %s)", [name, dsn, is_open])


def open_tenant(
    catalogue: Connection[TupleRow],
    *,
    name: str,
    currency: str,
    time_zone: str,
    shard: str | None = None,
) -> Placement:
    """Open a tenant on a shard, by default the one with the fewest that takes some, and place it.

    Where the second step is not reached, `refresh` does it (tolsel.open_tenant,
    tolsel.place_tenants).
    """
    open_ones = [s for s in list_shards(catalogue) if (s.name == shard if shard else s.is_open)]
    if not open_ones:
        raise ReportedError(
            f"no shard {shard}" if shard else "no shard takes tenants",
            hint="tolsel cluster list shows them; tolsel cluster add adds one.",
        )
    chosen = min(open_ones, key=lambda s: (s.tenant_count, s.shard_no))
    with _shard_at(chosen.dsn) as conn, translating():
        row = conn.execute(
            "select tenant_id from tolsel.open_tenant(%s, %s, %s)", [name, currency, time_zone]
        ).fetchone()
        assert row is not None
        catalogue.execute(
            "select tolsel.place_tenants(%s, array[%s]::bigint[], array[%s]::text[])",
            [chosen.name, row[0], name],
        )
    placed = list_placements(catalogue, shard=chosen.name)
    return next(p for p in placed if p.tenant_id == row[0])


def refresh(catalogue: Connection[TupleRow]) -> Rows[Refreshed]:
    """Ask each shard which tenants it has, and place those that the catalogue does not know."""
    found = []
    for known in list_shards(catalogue):
        with _shard_at(known.dsn) as shard, translating():
            found.append(_refresh(catalogue, shard, known.name))
    return Rows(found, columns=["shard", "tenant_count", "new_count", "missing"])


def list_balances(catalogue: Connection[TupleRow]) -> Rows[ClusterBalance]:
    """Return what the accounts of all shards stand at, by currency and code.

    Each shard is asked by itself, and answers for the tenants that its login may read: the sum is
    of no one moment (tolsel.account_balance).
    """
    sums: dict[tuple[str, str], ClusterBalance] = {}
    for shard in list_shards(catalogue):
        with _shard_at(shard.dsn) as conn:
            for one in fetch_rows(
                conn,
                ClusterBalance,
                """select b.currency, c.code, count(distinct b.tenant_id) as tenant_count,
                       count(*) as account_count, sum(b.balance) as balance
                   from tolsel.account_balance b
                   cross join lateral (
                       select regexp_replace(b.code, ':.*', ':*') as code
                   ) c
                   group by b.currency, c.code""",
            ):
                key = one.currency, one.code
                before = sums.get(key)
                sums[key] = one if before is None else _added(before, one)
    found = [row for row in sums.values() if row.balance]
    found.sort(key=lambda row: (row.currency, row.code))
    return Rows(found, columns=["currency", "code", "tenant_count", "account_count", "balance"])


def run_everywhere(
    databases: Sequence[tuple[str, str]],
    words: Sequence[str],
    *,
    at_once: int,
    tell: Callable[[str, str], None],
) -> Rows[Outcome]:
    """Run a command of `tolsel` on databases, given as name and URL, several at once.

    Each is a process of its own; `tell` hears every line that one prints, with the database's name.
    """

    def run(database: tuple[str, str]) -> Outcome:
        name, url = database
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "tolsel", "--url", url, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                tell(name, line.rstrip("\n"))
        return Outcome(name, process.returncode, round(time.monotonic() - began, 1))

    with ThreadPoolExecutor(max_workers=at_once) as pool:
        ended = list(pool.map(run, databases))
    return Rows(ended, columns=["database", "exit_code", "seconds"])


@contextmanager
def _shard_at(dsn: str) -> Iterator[Connection[TupleRow]]:
    """Connect to a shard; each statement is committed by itself."""
    with connect_to(dsn, autocommit=True, application_name="tolsel cluster") as conn:
        yield conn


def _refresh(catalogue: Connection[TupleRow], shard: Connection[TupleRow], name: str) -> Refreshed:
    def page(after: _Tenant | None) -> Rows[_Tenant]:
        return fetch_rows(
            shard,
            _Tenant,
            "select tenant_id, name from tolsel.list_tenants(%s, %s)",
            [after and after.tenant_id, _PAGE],
        )

    tenants = _all_pages(page)
    row = catalogue.execute(
        "select tolsel.place_tenants(%s, %s::bigint[], %s::text[])",
        [name, [t.tenant_id for t in tenants], [t.name for t in tenants]],
    ).fetchone()
    assert row is not None
    there = {t.tenant_id for t in tenants}
    placed = (p.tenant_id for p in list_placements(catalogue, shard=name))
    return Refreshed(name, len(tenants), row[0], tuple(t for t in placed if t not in there))


def _all_pages(page: Callable[[Row | None], Rows[Row]]) -> Rows[Row]:
    found = last = page(None)
    while len(last) == _PAGE:
        last = page(last[-1])
        found.extend(last)
    return found


def _added(one: ClusterBalance, other: ClusterBalance) -> ClusterBalance:
    return ClusterBalance(
        one.currency,
        one.code,
        one.tenant_count + other.tenant_count,
        one.account_count + other.account_count,
        one.balance + other.balance,
    )
