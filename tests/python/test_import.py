"""`tolsel import` against a database: every line once, whatever happens on the way."""

import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ConnectAs
from tolsel import cli, retrying
from tolsel.accounts import open_account
from tolsel.errors import ReportedError, RetryableError, TolselError
from tolsel.importing.history import ImportReport, import_history
from tolsel.importing.history_file import HistoryFile
from tolsel.importing.history_poster import AccountsToOpen

pytestmark = pytest.mark.once

Connection = psycopg.Connection[Any]


@pytest.fixture
def url(postgresql: Connection, database_url: str) -> Iterator[str]:
    """The clone as an app, with two accounts."""
    app = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    with psycopg.connect(app) as conn:
        conn.execute("select tolsel.open_account('till', 'Till', 'asset')")
        conn.execute("select tolsel.open_account('sales', 'Sales', 'revenue')")
    yield app
    postgresql.rollback()


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "Shop 1.csv"


def write(path: Path, *rows: str, header: str = "account,date,amount,text,counter_account") -> Path:
    path.write_text("\n".join([header, *rows, ""]))
    return path


def run(url: str, *arguments: object) -> Result:
    options = ["--url", url, *map(str, arguments)]
    return CliRunner().invoke(cli.main, options, prog_name="tolsel")


def counts(result: Result) -> list[int]:
    """Return the figures after posted now, there already and accounts opened."""
    assert result.exit_code == 0, result.output
    return [int(line.split()[-1].replace(",", "")) for line in result.stdout.splitlines()[1:4]]


def balances(conn: Connection) -> dict[str, Decimal]:
    conn.rollback()
    found = conn.execute(
        "select code, balance from tolsel.account_balance where tenant_id = 1 and balance <> 0"
    )
    return dict(found.fetchall())


def journals(conn: Connection, what: str = "count(*)") -> Any:
    conn.rollback()
    row = conn.execute(f"select {what} from tolsel_ledger.journal".encode()).fetchone()
    assert row
    return row[0]


def assert_proven(conn: Connection) -> None:
    conn.rollback()
    conn.execute("set role shop_admin")
    found = conn.execute("select * from tolsel.verify() where status in ('breach', 'error')")
    assert found.fetchall() == []
    conn.rollback()


def test_every_line_is_posted_once(url: str, history: Path, postgresql: Connection) -> None:
    rows = ["till,2026-01-02,10.00,coffee,sales"] * 3 + ["till,2026-01-02,5.25,tea,sales"]
    write(history, *rows)
    found = run(url, "import", history)
    assert counts(found) == [4, 0, 0]
    assert found.stdout.startswith("import: Shop 1.csv, 4 lines of source history\n")
    assert "printed" not in found.stdout
    assert counts(run(url, "import", history)) == [0, 4, 0]
    write(history, *rows, rows[0], rows[3])
    assert counts(run(url, "import", history)) == [2, 4, 0]
    assert counts(run(url, "import", history, "--batch", "1")) == [0, 6, 0]
    assert balances(postgresql) == {"till": Decimal("50.50"), "sales": Decimal("-50.50")}
    # M8: in another file they are the same, and so are those in it that overlap.
    other = history.with_name("other.csv")
    assert counts(run(url, "import", write(other, *rows[2:], rows[3]))) == [0, 3, 0]
    header = "account,date,amount,text,counter_account,balance,id"
    more = [f"{row},,R{n}" for n, row in enumerate([*rows[2:], "till,2026-01-03,1,tip,sales"])]
    assert counts(run(url, "import", write(other, *more, header=header))) == [1, 2, 0]
    write(other, "till,2026-01-03,-1.00,no tip,sales")
    assert counts(run(url, "import", other)) == [1, 0, 0]
    # Another source is another history.
    assert counts(run(url, "import", history, "--source", "again")) == [6, 0, 0]
    assert_proven(postgresql)


def test_what_a_line_becomes(url: str, history: Path, postgresql: Connection) -> None:
    header = "id,account,date,amount,text,counter_account,balance"
    rows = ["A-1,till,2026-01-02,10.50,coffee,sales,7.00", "A-2,till,2026-01-03,-1,,sales,"]
    run(url, "import", write(history, *rows, header=header), "--source", "pos")
    postgresql.rollback()
    found = postgresql.execute(
        """select j.description, j.metadata,
               array_agg(e.code || e.amount || e.effective_on order by e.line_no)
           from tolsel.journal j join tolsel.entry e using (tenant_id, journal_id)
           group by j.tenant_id, j.journal_id, j.description, j.metadata
           order by j.journal_id"""
    ).fetchall()
    metadata = {"source": "pos"}
    assert found == [
        ("coffee", metadata | {"printed_balance": "7", "line_id": "A-1"},
         ["till10.502026-01-02", "sales-10.502026-01-02"]),
        (None, metadata | {"line_id": "A-2"}, ["till-1.002026-01-03", "sales1.002026-01-03"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("account_type", "sign"),
    [("asset", 1), ("expense", 1), ("liability", -1), ("equity", -1), ("revenue", -1)],
)
def test_a_positive_amount_raises_the_account(
    url: str, history: Path, postgresql: Connection, account_type: str, sign: int
) -> None:
    write(history, "new,2026-01-02,10.00,t,till")
    found = run(url, "import", history, "--open-accounts", account_type)
    assert counts(found) == [1, 0, 1]
    assert balances(postgresql) == {"new": sign * 10, "till": sign * -10}


def test_accounts_are_opened_on_both_sides(url: str, history: Path, postgresql: Connection) -> None:
    rows = ["a,2026-01-02,1,t,c", "b,2026-01-02,1,t,a", "a,2026-01-02,1,t,d"]
    options = ("--open-accounts", "liability", "--open-counter-accounts", "expense")
    write(history, *rows)
    assert counts(run(url, "import", history, *options, "--currency", "JPY")) == [3, 0, 4]
    found = postgresql.execute(
        """select array_agg(code || ' ' || name || ' ' || type || ' ' || currency order by code)
           from tolsel.account where currency = 'JPY'"""
    ).fetchone()
    assert found == (
        ["a a liability JPY", "b b liability JPY", "c c expense JPY", "d d expense JPY"],
    )
    assert counts(run(url, "import", history, *options)) == [0, 3, 0]


def test_opening_is_refused_by_the_database(url: str, history: Path) -> None:
    write(history, "a,2026-01-02,1,t,till")
    found = run(url, "import", history, "--open-accounts", "piggy")
    assert (found.exit_code, "UL012 account_type_unknown" in found.stderr) == (2, True)
    found = run(url, "import", history, "--open-accounts", "asset", "--currency", "XXQ")
    assert (found.exit_code, "UC007 currency_unknown" in found.stderr) == (2, True)


def test_a_currency_is_that_of_every_amount(
    url: str, history: Path, postgresql: Connection
) -> None:
    write(history, "till,2026-01-02,1,t,sales")
    found = run(url, "import", history, "--currency", "JPY")
    assert found.exit_code == 2
    assert "UL004 currency_mismatch" in found.stderr
    assert journals(postgresql) == 0


def test_counter_accounts(url: str, history: Path, postgresql: Connection) -> None:
    write(history, "till,2026-01-02,1,t,", "till,2026-01-02,2,t,9999")
    assert "line 2: it names no counter account" in run(url, "import", history).stderr
    assert counts(run(url, "import", history, "--counter-account", "sales")) == [2, 0, 0]
    assert balances(postgresql) == {"till": 3, "sales": -1, "9999": -2}
    write(history, "till,2026-01-03,4,t", header="account,date,amount,text")
    assert counts(run(url, "import", history, "--counter-account", "sales")) == [1, 0, 0]
    assert balances(postgresql)["sales"] == -5


def test_a_file_with_bad_lines_is_refused_whole(
    url: str, history: Path, postgresql: Connection
) -> None:
    rows = [
        "till,2026-01-02,1.00,t,sales",
        "till,02.01.2026,1.00,t,sales",
        "nobody,2026-01-02,1,t,x",
    ]
    rows += ['till,2026-01-02,"1,00",t,sales', "till,2026-01-02,1", "nobody,2026-01-02,2,t,sales"]
    rows += ["till,2026-01-02,1.005,t,sales"]
    before = postgresql.execute("select count(*) from tolsel.account").fetchone()
    found = run(url, "import", write(history, *rows), "--open-counter-accounts", "asset")
    assert found.exit_code == 2
    assert found.stdout == ""
    assert found.stderr.splitlines() == [
        "Error: 5 lines of Shop 1.csv cannot be used; nothing was posted or opened",
        "DETAIL:  line 3: the date is '02.01.2026'; write YYYY-MM-DD",
        "         line 4: there is no account 'nobody'; see --open-accounts",
        "         line 5: the amount is '1,00'; write digits and a point without commas: -1234.50",
        "         line 6: it has 3 columns, the first line has 5",
        "         line 8: UC010 amount_too_precise: the amount has more decimals than its "
        "currency: the amount has 3 decimals; the currency has 2.",
    ]
    postgresql.rollback()
    assert postgresql.execute("select count(*) from tolsel.account").fetchone() == before
    assert journals(postgresql) == 0


def test_the_first_ten_bad_lines_are_listed(url: str, history: Path) -> None:
    rows = [f"till,2026-01-{day},1,t,sales" for day in range(32, 47)]
    found = run(url, "import", write(history, "x,2026-01-01,1,t,y", *rows))
    assert found.exit_code == 2
    lines = found.stderr.splitlines()
    assert lines[0].endswith(
        "Error: 17 lines of Shop 1.csv cannot be used; nothing was posted or opened"
    )
    assert lines[1] == "DETAIL:  line 2: there is no account 'x'; see --open-accounts"
    assert lines[2].endswith("line 2: there is no account 'y'; see --open-counter-accounts")
    assert lines[-2:-1] == ["         line 10: the date is '2026-01-39'; write YYYY-MM-DD"]
    assert lines[-1] == "         and 7 more"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--delimiter", "::"], "give one character, or tab"),
        (["--encoding", "klingon"], "'klingon' is no encoding known here"),
        (["--source", "a:b"], "'a:b' cannot name a source"),
        (["--source", " "], "' ' cannot name a source"),
        (["--batch", "5001"], "5001 is not in the range 1<=x<=5000"),
        (["--tenant", "2"], "UC002 tenant_not_allowed"),
    ],
)
def test_options_that_are_refused(
    url: str, history: Path, arguments: list[str], message: str
) -> None:
    write(history, "till,2026-01-02,1,t,sales")
    found = run(url, "import", history, *arguments)
    assert found.exit_code == 2
    assert message in found.stderr


def test_delimiter_and_encoding(url: str, history: Path, postgresql: Connection) -> None:
    text = "account\tdate\tamount\ttext\tcounter_account\ntill\t2026-01-02\t1\tCafé\tsales\n"
    history.write_bytes(text.encode("cp1252"))
    found = run(url, "import", history, "--delimiter", "tab", "--encoding", "latin-1")
    assert counts(found) == [1, 0, 0]
    assert journals(postgresql, "min(description)") == "Café"


def test_a_file_without_lines(url: str, history: Path) -> None:
    assert counts(run(url, "import", write(history))) == [0, 0, 0]
    assert run(url, "import", history.with_name("absent.csv")).exit_code == 2


def test_a_refusal_names_the_line(url: str, history: Path, postgresql: Connection) -> None:
    with psycopg.connect(url) as conn:
        conn.execute("select tolsel.open_account('purse', 'P', 'asset', p_credit_limit => 0)")
    rows = [f"purse,2026-01-02,{n},t,sales" for n in (1, 2, 3, 4, -11, 5)]
    found = run(url, "import", write(history, *rows), "--batch", "3")
    assert found.exit_code == 2
    message, detail, *hint = found.stderr.splitlines()[1:]
    assert message.startswith("Error: UL005 insufficient_funds: ")
    assert detail == (
        "DETAIL:  Shop 1.csv, line 6: "
        "account purse (P) has 10.00 EUR available and would be short by 1.00."
    )
    assert hint[-1].startswith("Nothing was posted or opened")
    assert journals(postgresql) == 0
    rows[4] = "purse,2026-01-02,-10,t,sales"
    assert counts(run(url, "import", write(history, *rows), "--batch", "2")) == [6, 0, 0]
    assert balances(postgresql) == {"purse": 5, "sales": -5}
    assert_proven(postgresql)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("till,2026-01-02,0.001,t,sales", "UC010"),
        ("till,1492-01-02,1,t,sales", "UC014"),
        ("till,2026-01-02,12345678901234567,t,sales", "UC011"),
    ],
)
def test_each_refusal_names_its_line(
    url: str, history: Path, postgresql: Connection, row: str, code: str
) -> None:
    found = run(url, "import", write(history, "till,2026-01-02,1,t,sales", row))
    assert found.exit_code == 2
    assert f"Error: {code} " in found.stderr
    assert "Shop 1.csv, line 3: " in found.stderr
    assert journals(postgresql) == 0


def test_a_line_that_changed_is_refused(url: str, history: Path, postgresql: Connection) -> None:
    header = "id,account,date,amount,text,counter_account"
    write(history, "1,till,2026-01-02,1,t,sales", "2,till,2026-01-02,1,t,sales", header=header)
    assert counts(run(url, "import", history)) == [2, 0, 0]
    write(history, "1,till,2026-01-02,1,t,sales", "2,till,2026-01-02,3,t,sales", header=header)
    found = run(url, "import", history)
    assert found.exit_code == 2
    assert "Error: UC024 request_key_reused" in found.stderr
    assert "Shop 1.csv, line 3: Key 'import:history:" in found.stderr
    assert balances(postgresql)["till"] == 2


def _overwrite(path: Path, row: str) -> None:
    write(path, row)


def do_import(url: str, path: Path, **options: Any) -> ImportReport:
    return import_history(url, HistoryFile(path=path, source="s"), **options)


def test_a_lost_connection_is_made_anew(url: str, history: Path, postgresql: Connection) -> None:
    write(history, *[f"till,2026-01-02,{n},t,sales" for n in range(1, 61)])
    postgresql.autocommit = True
    ended: list[Any] = []

    def end_connection(done: int, total: int) -> None:
        assert total == 60
        if done < 30 or ended:
            return
        row = postgresql.execute(
            """select count(pg_terminate_backend(pid)) from pg_stat_activity
               where application_name = 'tolsel import' and datname = current_database()"""
        ).fetchone()
        ended.append(row and row[0])

    report = do_import(url, history, batch=10, progress=end_connection)
    assert ended == [1]
    assert (report.posted, report.repeated) == (60, 0)
    postgresql.autocommit = False
    assert balances(postgresql)["till"] == 60 * 61 // 2


def test_a_fault_is_retried_under_the_same_keys(
    url: str, history: Path, postgresql: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit came through, its answer did not: the retry finds the lines posted."""
    write(history, *[f"till,2026-01-02,{n},t,sales" for n in range(1, 31)])
    faults = itertools.count()
    original = retrying.RetryingSession.run

    def run_and_lose(self: retrying.RetryingSession, work: Any) -> Any:
        def lose(conn: Connection) -> Any:
            answer = work(conn)
            if next(faults) == 1:
                conn.close()
                raise RetryableError("the answer is lost")
            return answer

        return original(self, lose)

    monkeypatch.setattr(retrying.RetryingSession, "run", run_and_lose)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    report = do_import(url, history, batch=10)
    assert report.posted + report.repeated == 30
    assert journals(postgresql) == 30


def test_tries_and_waits_are_bounded(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    session = retrying.RetryingSession(url, application_name="tolsel test")
    tries = []

    def fail(conn: Connection) -> None:
        tries.append(conn)
        raise RetryableError("not now")

    with pytest.raises(RetryableError):
        session.run(fail)
    assert len(tries) == retrying.TRIES == len(waits) + 1
    assert max(waits) <= 5
    assert sum(waits) < 20

    def refuse(conn: Connection) -> None:
        tries.append(conn)
        raise TolselError("no")

    with pytest.raises(TolselError):
        session.run(refuse)
    assert len(tries) == retrying.TRIES + 1
    session.close()


def test_a_blocked_posting_is_retried(
    url: str, history: Path, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock timeout passes: the holder lets go while the import waits for its next try."""
    write(history, "till,2026-01-02,1,t,sales")
    holder = connect_as("shop_app", autocommit=False)
    holder.execute(
        """select tolsel.post_journal('[{"account_code": "till", "amount": "1"},
               {"account_code": "sales", "amount": "-1"}]')"""
    )
    monkeypatch.setattr(time, "sleep", lambda seconds: holder.rollback())
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=50ms")
    assert do_import(url, history).posted == 1


def test_of_a_killed_import_nothing_stays(url: str, history: Path, postgresql: Connection) -> None:
    """# B24: its last line is bad, or it is killed before it: no journal, no account."""
    rows = [f"till,2026-01-{n % 28 + 1:02},{n}.01,t,new" for n in range(2500)]
    command = ["import", history, "--open-counter-accounts", "revenue"]
    bad = run(url, *command[:1], write(history, *rows, "till,2026-01-31,1.005,t,new"), *command[2:])
    assert (bad.exit_code, "UC010" in bad.stderr, "line 2502" in bad.stderr) == (2, True, True)
    accounts = "select count(*) from tolsel.account where code = 'new'"
    assert (journals(postgresql), postgresql.execute(accounts).fetchone()) == (0, (0,))

    def kill(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    write(history, *rows)
    to_open = AccountsToOpen(counter_account_type="revenue")
    with pytest.raises(KeyboardInterrupt):
        do_import(url, history, to_open=to_open, batch=500, progress=kill)
    assert (journals(postgresql), postgresql.execute(accounts).fetchone()) == (0, (0,))
    assert do_import(url, history, to_open=to_open, batch=500).posted == 2500
    assert balances(postgresql)["till"] == sum(Decimal(f"{n}.01") for n in range(2500))
    assert_proven(postgresql)


@pytest.mark.parametrize("what", ["closed", "managed"])
def test_what_only_the_books_know_is_judged_first(
    url: str, history: Path, postgresql: Connection, what: str
) -> None:
    """# B24: closed periods and managed accounts, all of them at once."""
    account: Any = "till"
    with psycopg.connect(psycopg.conninfo.make_conninfo(url, user="shop_admin")) as conn:
        if what == "closed":
            conn.execute("select tolsel.close_period('2026-01-31', 'January')")
        else:
            conn.execute("select tolsel.open_channel('Bank', 'bank')")
            row = conn.execute(
                "select code from tolsel.list_accounts() where managed_by = 'channel'"
            ).fetchone()
            assert row
            (account,) = row
    rows = [f"{account},2026-01-{n:02},1,t,sales" for n in (5, 6)]
    found = run(url, "import", write(history, "till,2026-03-01,1,t,sales", *rows))
    code = "UL007" if what == "closed" else "UL006"
    assert found.exit_code == 2
    assert "2 lines of Shop 1.csv cannot be used" in found.stderr
    assert f"line 3: {code} " in found.stderr and f"line 4: {code} " in found.stderr
    assert journals(postgresql) == 0


def test_two_imports_at_once(url: str, history: Path, postgresql: Connection) -> None:
    rows = [f"{'ab'[n % 2]},2026-01-02,{n + 1},t,{'cd'[n % 2]}" for n in range(2000)]
    write(history, *rows)
    command = [sys.executable, "-c", "from tolsel.cli import main; main()"]
    options = ["--url", url, "import", str(history), "--batch", "100", "--source", "s"]
    options += ["--open-accounts", "asset", "--open-counter-accounts", "revenue"]
    processes = [
        subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    outputs = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert journals(postgresql) == 2000
    assert sum(balances(postgresql).values()) == 0
    assert_proven(postgresql)


def test_the_report_compares_printed_balances(
    url: str, history: Path, postgresql: Connection
) -> None:
    header = "account,date,amount,text,counter_account,balance"
    rows = [
        f"till,2026-01-{day:02},1000.00,t,sales,{1000 * day}.{10 * (day % 2)}"
        for day in range(1, 14)
    ]
    found = run(url, "import", write(history, *rows, header=header))
    assert counts(found) == [13, 0, 0]
    lines = found.stdout.splitlines()[5:]
    assert lines[:4] == [
        "printed balances, by account and day",
        "  compared                  13",
        "  differing                 13 (100.00%)",
        "",
    ]
    assert lines[6].split() == ["till", "2026-01-01", "1,000.00", "1,000.10", "+0.10"]
    assert lines[7].split() == ["till", "2026-01-02", "2,000.10", "2,000.00", "-0.10"]
    assert lines[16:] == [
        "... and 3 more, which lists",
        "select * from tolsel.list_printed_balance_differences('history');",
    ]
    rows = ["till,2026-02-01,5.00,t,sales,5", "till,2026-02-02,5.00,t,sales,"]
    found = run(url, "import", write(history, *rows, header=header), "--source", "other")
    assert found.stdout.splitlines()[-2:] == [
        "  compared                   1",
        "  differing                  0",
    ]
    assert_proven(postgresql)


@pytest.mark.parametrize("row", ["till,x,1,t,sales", "new,2026-01-02,1,t,sales"])
def test_a_file_that_changes_under_way(
    url: str, history: Path, postgresql: Connection, row: str
) -> None:
    write(history, *["till,2026-01-02,1,t,sales"] * 3)
    with pytest.raises(ReportedError, match=r"Shop 1\.csv was changed while") as refused:
        do_import(url, history, batch=1, progress=lambda done, total: _overwrite(history, row))
    assert refused.value.detail == "Line 2 is not what it was when it was checked."
    assert journals(postgresql) == 0


def test_opening_races_are_retried(
    url: str, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and opening, another import opens the account."""
    write(history, "a,2026-01-02,1,t,till")
    opened: list[str] = []

    def open_twice(conn: Connection, **options: Any) -> None:
        if not opened:
            with psycopg.connect(url) as other:
                open_account(other, **options)
        opened.append(options["code"])
        open_account(conn, **options)

    monkeypatch.setattr("tolsel.importing.history_poster.open_account", open_twice)
    report = do_import(url, history, to_open=AccountsToOpen(account_type="asset"))
    assert (report.posted, report.opened, opened) == (1, (), ["a"])
