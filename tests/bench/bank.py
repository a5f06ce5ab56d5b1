"""What statements cost: reading them, taking them in, and matching them with open invoices.

`python -m tests.bench bank read` or `bank match` runs half of it. BENCH_ENTRIES says how many
entries; BENCH_PYCAMT names a Python that has pycamt, which then reads the same files.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg.rows import TupleRow

from tests.bench import lab
from tolsel.banking import books
from tolsel.banking.importing import import_files

_COUNT = int(os.environ.get("BENCH_ENTRIES", "100000"))
_IBAN = "DE02120300000000202051"
_HEAD = (
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><GrpHdr>"
    "<MsgId>M</MsgId><CreDtTm>2026-01-31T00:00:00</CreDtTm></GrpHdr><Stmt><Id>S</Id>"
    "<CreDtTm>2026-01-31T00:00:00</CreDtTm><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>0</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-01</Dt></Dt></Bal>"
    "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{total}</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>"
)
_ENTRY = (
    "<Ntry><Amt Ccy='EUR'>10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
    "<BookgDt><Dt>2026-01-{day:02}</Dt></BookgDt><ValDt><Dt>2026-01-{day:02}</Dt></ValDt>"
    "<AcctSvcrRef>REF{n:09}</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd><NtryDtls>"
    "<TxDtls><Refs><EndToEndId>E2E{n}</EndToEndId></Refs><Amt Ccy='EUR'>10.00</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Customer {n}</Nm></Pty></Dbtr>"
    "</RltdPties><RmtInf><Ustrd>Payment of invoice INV-{n}</Ustrd></RmtInf></TxDtls></NtryDtls>"
    "</Ntry>"
)
# Another reader of the same format, alone: the Python of a virtual environment that has it.
_PYCAMT = os.environ.get("BENCH_PYCAMT")
_PATIENCE = 600
_READ_PYCAMT = """
import resource, sys, time
from pycamt.parser import Camt053Parser
started = time.monotonic()
count = len(Camt053Parser.from_file(sys.argv[1]).get_transactions())
print(count, time.monotonic() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_READ = """
import resource, sys, time
from pathlib import Path
from tolsel.banking.reading import read_file
started = time.monotonic()
count = sum(type(part).__name__ == "Entry" for part in read_file(Path(sys.argv[1])))
print(count, time.monotonic() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_OPEN = """
    select tolsel.set_bank_account(c.channel_id, array['{iban}'], true)
    from tolsel.open_channel('Bench', 'bank', p_slots => 1) c;;
    select tolsel.open_customer('Customer ' || n, 'C' || n) from generate_series(1, 1000) n"""
_INVOICES = """
    select tolsel.issue_invoice(c.customer_id, '[{"amount": "10"}]', '2026-03-01', '2026-01-01')
    from generate_series(%(first)s::integer, %(last)s) n
    join tolsel_billing.customer c on c.tenant_id = 1 and c.code = 'C' || (1 + n %% 1000)
    order by n"""
# Calls of one transaction cost ever more: each leaves a version of the rows that all of them write.
_SLICE = 500


def write_statement(path: Path, count: int) -> None:
    """Write a statement of so many payments, each of which names an invoice."""
    with path.open("w") as opened:
        opened.write(_HEAD.format(iban=_IBAN, total=f"{count * 10}.00"))
        for n in range(1, count + 1):
            opened.write(_ENTRY.format(n=n, day=1 + n % 28))
        opened.write("</Stmt></BkToCstmrStmt></Document>")


def main(wanted: str) -> None:
    """Read, take in and match a tenth of the entries, then all of them."""
    with lab.open_lab() as found, tempfile.TemporaryDirectory() as folder:
        costs = []
        for count in (_COUNT // 10, _COUNT):
            path = Path(folder) / f"{count}.xml"
            write_statement(path, count)
            if wanted in ("", "read"):
                _read("tolsel", sys.executable, _READ, path)
                if _PYCAMT:
                    _read("pycamt", _PYCAMT, _READ_PYCAMT, path)
            if wanted in ("", "match"):
                name = f"bank_{count}"
                found.make(name)
                with found.connect(name) as conn:
                    _open(conn, count)
                with found.connect(name) as conn:
                    _take(conn, path, count)
                with found.connect(name) as conn:
                    costs.append(_match(conn, count) / count)
                found.drop(name)
        if costs:
            print(f"a match costs {costs[1] / costs[0]:.2f} times what it does of a tenth as many")


def _read(name: str, python: str, program: str, path: Path) -> None:
    try:
        told = subprocess.run(
            [python, "-c", program, str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        print(f"{name} has not read {path.stat().st_size / 1e6:,.0f} MB in {_PATIENCE} s")
        return
    count, seconds, peak_kb = (float(word) for word in told.stdout.split())
    print(
        f"{name} reads {count:,.0f} entries of {path.stat().st_size / 1e6:,.0f} MB:"
        f" {seconds:.1f} s, {count / seconds:,.0f} a second, at most {peak_kb / 1024:,.0f} MB"
    )


def _open(conn: psycopg.Connection[TupleRow], count: int) -> None:
    conn.execute("select tolsel.grant_login(current_user, 1, true)")
    for statement in _OPEN.format(iban=_IBAN).split(";;"):
        conn.execute(statement.encode())
    for first in range(1, count + 1, _SLICE):
        conn.execute(_INVOICES, {"first": first, "last": min(first + _SLICE - 1, count)})
    # What a server does by itself; tables that are empty have no statistics then.
    conn.execute("vacuum analyze tolsel_billing.invoice, tolsel_billing.customer")


def _take(conn: psycopg.Connection[TupleRow], path: Path, count: int) -> None:
    started = time.monotonic()
    (report,) = import_files(conn, [path], tenant_id=1)
    seconds = time.monotonic() - started
    assert [s.new_count for s in report.statements] == [count], report
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"import {count:,}: {seconds:.1f} s, {count / seconds:,.0f} a second,"
        f" at most {peak_kb / 1024:,.0f} MB"
    )


def _match(conn: psycopg.Connection[TupleRow], count: int) -> float:
    row = conn.execute("select channel_id from tolsel_bank.bank_account").fetchone()
    assert row
    before = _cpu_seconds(conn.info.backend_pid)
    started, matched, after = time.monotonic(), 0, 0
    while True:
        run = books.match_entries(conn, channel_id=row[0], after=after, tenant_id=1)
        if run.last_detail_id is None:
            break
        matched, after = matched + run.matched, run.last_detail_id
    seconds = time.monotonic() - started
    assert matched == count, matched
    used = _cpu_seconds(conn.info.backend_pid) - before
    print(
        f"match {count:,}: {seconds:.1f} s, {count / seconds:,.0f} a second;"
        f" {1000 * used / count:.2f} ms of CPU each"
    )
    return used


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
