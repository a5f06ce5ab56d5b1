"""Exchange rates from the file of the European Central Bank: each day and currency once."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import IO

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from tolsel.errors import ReportedError
from tolsel.importing.csv_rows import BadLine, BadValueError, read_amount, read_date
from tolsel.importing.history import Progress
from tolsel.importing.refusing import Faults
from tolsel.retrying import RetryingSession

BASE, SOURCE = "EUR", "ECB"
_BATCH = 5000
_NONE = {"", "N/A"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One cell of the file."""

    number: int
    """The line it stands on."""
    currency: str
    on: str
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatesReport:
    """What an import of rates did."""

    made: int
    repeated: int
    """Rates that were recorded before, as they are."""
    empty: int
    """Cells without a rate."""
    unknown: dict[str, int]
    """Rates left out, by the currency that the database does not know."""
    seconds: float


def import_rates(
    url: str | None,
    path: Path,
    *,
    base: str = BASE,
    source: str = SOURCE,
    is_correction: bool = False,
    tenant_id: int | None = None,
    progress: Progress | None = None,
) -> RatesReport:
    """Record every rate of a file in one transaction; one that is there already stays as it is."""
    started = time.monotonic()
    faults = Faults(path)
    rates: list[Rate] = []
    empty = 0
    for cell in _read(path):
        if isinstance(cell, Rate):
            rates.append(cell)
        elif isinstance(cell, BadLine):
            faults.add(cell)
        else:
            empty += 1
    with RetryingSession(url, tenant_id=tenant_id, application_name="tolsel import") as session:
        known = session.run(_currencies)
        unknown = Counter(rate.currency for rate in rates if rate.currency not in known)
        taken = [rate for rate in rates if rate.currency in known]
        # In the order of the key, so that neighbours are written to the same pages.
        taken.sort(key=lambda rate: (rate.currency, rate.on))
        faults.raise_any()
        record = partial(
            _record,
            base=base,
            source=source,
            is_correction=is_correction,
            tenant_id=session.tenant_id,
        )

        def record_all(conn: Connection[TupleRow]) -> int:
            made = done = 0
            left = iter(taken)
            with conn.transaction():
                while batch := [*itertools.islice(left, _BATCH)]:
                    made += record(conn, batch)
                    done += len(batch)
                    if progress:
                        progress(done, len(taken))
            return made

        made = session.run(record_all)
    return RatesReport(
        made=made,
        repeated=len(taken) - made,
        empty=empty,
        unknown=dict(sorted(unknown.items())),
        seconds=time.monotonic() - started,
    )


def _currencies(conn: Connection[TupleRow]) -> set[str]:
    return {row[0] for row in conn.execute("select c.currency from tolsel.list_currencies() c")}


def _record(
    conn: Connection[TupleRow],
    rates: list[Rate],
    *,
    base: str,
    source: str,
    is_correction: bool,
    tenant_id: int,
) -> int:
    """Record rates, all or none; return how many were not there before."""
    found = conn.execute(
        """select tolsel.record_exchange_rates(
               p_source => %s, p_rates => %s, p_base_currency => %s, p_is_correction => %s,
               p_tenant_id => %s)""",
        [
            source,
            Jsonb([{"currency": r.currency, "on": r.on, "rate": r.rate} for r in rates]),
            base,
            is_correction,
            tenant_id,
        ],
    ).fetchone()
    assert found is not None
    return int(found[0])


def _read(path: Path) -> Iterator[Rate | BadLine | None]:
    """Read every cell of the file; none: it says that there is no rate."""
    with _open(path) as opened:
        rows = csv.reader(opened)
        try:
            names = [name.strip() for name in next(rows, [])]
            if names[:1] != ["Date"] or not [name for name in names[1:] if name]:
                raise ReportedError(
                    f"{path.name} is no table of rates",
                    detail=f"Its first line begins with {','.join(names[:3])!r}.",
                    hint="Its first line is Date,USD,JPY and so on, as in eurofxref-hist.csv.",
                )
            seen: dict[str, int] = {}
            for row in rows:
                if any(row):
                    yield from _cells(names, row, rows.line_num, seen)
        except (csv.Error, UnicodeError) as error:
            raise ReportedError(f"{path.name} cannot be read: {error}") from error


def _cells(
    names: list[str], row: list[str], number: int, seen: dict[str, int]
) -> Iterator[Rate | BadLine | None]:
    try:
        on = read_date(row[0].strip(), "day").isoformat()
        if (first := seen.setdefault(on, number)) != number:
            raise BadValueError(f"the day {on} stands on line {first} already")
        if len(row) != len(names):
            raise BadValueError(f"it has {len(row)} columns, the first line has {len(names)}")
        for name, value in zip(names[1:], (value.strip() for value in row[1:]), strict=True):
            if value in _NONE:
                # What the comma at the end of each line makes is no cell.
                if name:
                    yield None
            else:
                yield Rate(number=number, currency=name, on=on, rate=_rate(value, name))
    except BadValueError as error:
        yield BadLine(number, str(error))


def _rate(value: str, name: str) -> str:
    rate = read_amount(value, f"rate of {name}")
    if rate <= 0:
        raise BadValueError(f"the rate of {name} is {value}; write one above 0")
    return f"{Decimal(rate):f}"


def _open(path: Path) -> IO[str]:
    """Open the file, packed or not, as the bank or somebody else has packed it."""
    try:
        with path.open("rb") as opened:
            packed = opened.read(2)
        if packed == b"\x1f\x8b":
            return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
        if packed == b"PK":
            archive = zipfile.ZipFile(path)
            names = [name for name in archive.namelist() if name.endswith(".csv")]
            if len(names) != 1:
                raise ReportedError(
                    f"{path.name} holds {len(names)} files .csv",
                    hint="Give an archive with one of them, or the file itself.",
                )
            return io.TextIOWrapper(archive.open(names[0]), encoding="utf-8-sig", newline="")
        return path.open(encoding="utf-8-sig", newline="")
    except (OSError, zipfile.BadZipFile) as error:
        raise ReportedError(f"{path.name} cannot be read: {error}") from error
