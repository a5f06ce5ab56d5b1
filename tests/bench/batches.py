"""What many documents cost in one call: against a call and a commit each, and calls without."""

import itertools
import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import billing, lab

_CUSTOMERS = 10_000
_FEW, _SEVERAL, _MANY = 1_000, 4_000, 10_000
_PAY = "select payment_id from tolsel.record_payment(%s, 12.34, 'cash', 1, array[%s]::bigint[])"
_ISSUE = """select invoice_id from tolsel.issue_invoice(
    %s, '[{"amount": "100"}, {"amount": "19", "account_code": "2200"}]'::jsonb)"""
_Connection = psycopg.Connection[Any]
_Measure = Callable[[_Connection, Callable[[], None], int], float]


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for program in (payments, invoices):
            if wanted in program.__name__:
                program(bench)


def payments(bench: lab.Lab) -> None:
    """Compare record_payments to as many calls of record_payment."""
    _compare(
        bench,
        "payments",
        one=lambda customer: (_PAY, [customer, customer]),
        many="select count(*) from tolsel.record_payments(%s)",
        item=lambda customer: {
            "customer_id": customer,
            "amount": "12.34",
            "method": "cash",
            "channel_id": 1,
            "invoice_ids": [customer],
        },
    )


def invoices(bench: lab.Lab) -> None:
    """Compare issue_invoices to as many calls of issue_invoice."""
    lines = [{"amount": "100"}, {"amount": "19", "account_code": "2200"}]
    _compare(
        bench,
        "invoices",
        one=lambda customer: (_ISSUE, [customer]),
        many="select count(*) from tolsel.issue_invoices(%s)",
        item=lambda customer: {"customer_id": customer, "lines": lines},
    )


def _compare(
    bench: lab.Lab,
    what: str,
    *,
    one: Callable[[int], tuple[str, list[int]]],
    many: str,
    item: Callable[[int], dict[str, Any]],
) -> None:
    database = billing.make(bench, what)
    customers = itertools.cycle(range(1, _CUSTOMERS + 1))

    def singly(app: _Connection, count: int) -> None:
        for customer in itertools.islice(customers, count):
            app.execute(*one(customer), prepare=True)

    def together(app: _Connection, count: int) -> None:
        with app.transaction():
            singly(app, count)

    def at_once(app: _Connection, count: int) -> None:
        items = [item(customer) for customer in itertools.islice(customers, count)]
        app.execute(many, [json.dumps(items)], prepare=True)

    with bench.connect(database, user=lab.APP) as app:
        for title, measure, unit in (
            (f"{what}, each", _microseconds, "us"),
            ("the server's work", _processor_microseconds, "us CPU"),
        ):
            runs: dict[str, lab.Run] = {}
            for name, work, count in _variants(singly, together, at_once):
                runs[name] = partial(measure, app, partial(work, app, count), count)
            lab.report(title, lab.interleave(runs), unit=unit)
    bench.drop(database)


def _variants(
    singly: Callable[[_Connection, int], None],
    together: Callable[[_Connection, int], None],
    at_once: Callable[[_Connection, int], None],
) -> Iterator[tuple[str, Callable[[_Connection, int], None], int]]:
    yield f"{_FEW:,} calls, each committed", singly, _FEW
    yield f"{_FEW:,} calls in one transaction", together, _FEW
    yield f"{_FEW:,} in one call (aim: 0.125)", at_once, _FEW
    yield f"{_SEVERAL:,} calls in one transaction", together, _SEVERAL
    yield f"{_MANY:,} in one call", at_once, _MANY


def _microseconds(_app: _Connection, work: Callable[[], None], count: int) -> float:
    started = time.perf_counter()
    work()
    return 1e6 * (time.perf_counter() - started) / count


def _processor_microseconds(app: _Connection, work: Callable[[], None], count: int) -> float:
    """Return what the backend needs of a processor, which is steadier beside other work."""
    spent = Path(f"/proc/{app.info.backend_pid}/schedstat")
    before = int(spent.read_text().split()[0])
    work()
    return (int(spent.read_text().split()[0]) - before) / 1000 / count
