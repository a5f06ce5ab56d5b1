"""Real banks' statements, where they lie beside the repository, read as their list says.

Proves # B2 B8
"""

import contextlib
import csv
from collections import Counter
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests.harness import DATA
from tolsel import cli
from tolsel.banking.importing import import_files
from tolsel.banking.profile import Profile
from tolsel.banking.reading import read_file
from tolsel.banking.shape import (
    BadStatementError,
    Closing,
    Entry,
    Statement,
    UnreadableFormatError,
    add_exactly,
)

FOLDER = DATA / "statements"
INDEX = FOLDER / "INDEX.tsv"

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not INDEX.exists(), reason=f"there is no {FOLDER}"),
]

COMMA: dict[str, Any] = {
    "delimiter": ";",
    "decimal_mark": ",",
    "date_order": "dmy",
    "currency": "EUR",
}
POINT: dict[str, Any] = {"delimiter": ",", "decimal_mark": ".", "date_order": "ymd"}


def columns(**names: str | tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {n: (found,) if isinstance(found, str) else found for n, found in names.items()}


# How each bank writes its CSV.
PROFILES = {
    "csv_nl_knab.csv": Profile(
        **COMMA, header=2, out_words=("D",), in_words=("C",),
        columns=columns(
            account="Rekeningnummer", booked_on="Boekdatum", value_on="Valutadatum",
            amount="Bedrag", sign="CreditDebet", reference="Referentie", text="Omschrijving",
            counterparty="Tegenrekeninghouder", counterparty_account="Tegenrekeningnummer")),
    "csv_nl_asn.csv": Profile(
        **(POINT | {"date_order": "dmy"}), header=None, quote="'", balance_is="before",
        columns=columns(
            account="2", booked_on="1", value_on="13", amount="11", balance="9", currency="10",
            reference="16", text="18", counterparty="4", counterparty_account="3")),
    "csv_nl_rabobank.csv": Profile(
        **(COMMA | {"delimiter": ",", "date_order": "ymd"}), encoding="latin-1",
        columns=columns(
            account="IBAN/BBAN", booked_on="Datum", value_on="Rentedatum", amount="Bedrag",
            balance="Saldo na trn", number="Volgnr", reference="Transactiereferentie",
            text=("Omschrijving-1", "Omschrijving-2"), counterparty="Naam tegenpartij",
            counterparty_account="Tegenrekening IBAN/BBAN")),
    "csv_nl_ing.csv": Profile(
        **(COMMA | {"date_order": "ymd"}), out_words=("Af",), in_words=("Bij",),
        columns=columns(
            account="Rekening", booked_on="Datum", amount="Bedrag (EUR)", sign="Af Bij",
            text="Mededelingen", counterparty="Naam / Omschrijving",
            counterparty_account="Tegenrekening")),
    "csv_be_kbc.csv": Profile(
        **COMMA, thousands_mark=".", newest_first=True, encoding="latin-1",
        columns=columns(
            account="Rekeningnummer", booked_on="Datum", value_on="Valuta", amount="Bedrag",
            balance="Saldo", number="Afschriftnummer", text="Omschrijving")),
    "csv_be_belfius.csv": Profile(
        **COMMA, thousands_mark=".", header=13, encoding="latin-1",
        columns=columns(
            account="Rekening", booked_on="Boekingsdatum", value_on="Valutadatum",
            amount="Bedrag", text="Mededelingen", counterparty="Naam tegenpartij bevat")),
    "csv_be_ing.csv": Profile(
        **COMMA, encoding="latin-1", thousands_mark=".",
        columns=columns(
            account="Rekeningnummer", booked_on="Boekingsdatum", value_on="Valutadatum",
            amount="Bedrag", text=("Omschrijving", "Detail van de omzet", "Bericht"))),
    "csv_at_easybank.csv": Profile(
        **COMMA, thousands_mark=".", header=None, encoding="latin-1",
        columns=columns(account="1", text="2", booked_on="3", value_on="4", amount="5")),
    "csv_at_raiffeisen.csv": Profile(
        **COMMA, header=None, account="raiffeisen", encoding="latin-1",
        columns=columns(booked_on="1", text="2", value_on="3", amount="4")),
    "csv_at_livebank.csv": Profile(
        **(COMMA | {"date_order": "ymd"}), encoding="latin-1", thousands_mark=".",
        columns=columns(account="1", booked_on="3", value_on="4", amount="8",
                        text=("9", "10"))),
    "csv_at_oberbank.csv": Profile(
        **COMMA, account="oberbank", encoding="latin-1",
        columns=columns(booked_on="Buchungsdatum", value_on="Wertstellung", amount="Betrag",
                        text="Text")),
    "csv_de_ing.csv": Profile(
        **COMMA, thousands_mark=".", header=15, newest_first=True, account="ing",
        encoding="latin-1",
        columns=columns(
            booked_on="Buchung", value_on="Wertstellungsdatum", amount="Betrag", balance="Saldo",
            text="Verwendungszweck", counterparty="Auftraggeber/Empfänger")),
    "csv_us_dcu.csv": Profile(
        **(POINT | {"date_order": "mdy"}), thousands_mark=",", account="dcu", currency="USD",
        newest_first=True,
        columns=columns(
            booked_on="DATE", amount="AMOUNT", reference="ID", text=("DESCRIPTION", "MEMO"),
            balance="CURRENT BALANCE")),
    "csv_ch_viseca.csv": Profile(
        **POINT, account="viseca",
        columns=columns(
            booked_on="Date", value_on="ValutaDate", amount="Amount", currency="Currency",
            reference="TransactionId", text="Details", counterparty="MerchantName")),
}  # fmt: skip

# Read until something stands there that must not be booked, and why.
REFUSED = {
    "camt052_02_de_sparkasse.xml": "camt.052 is no statement",
    "camt054_04_ch_postfinance.xml": "camt.054 is no statement",
    "mt942_pl_mbank.sta": "this is MT942",
    "coda_be.txt": "CODA is not read",
    "n43_es.n43": "Norma 43 is not read",
    "csv_nl_rabobank.csv": "(?s)its balance does not go on.*9565 and 9590",
    "csv_be_kbc.csv": "its balance does not go on from line",
}
# Taken as they are, and refused by the database for their sums.
WRONG_SUMS = {"camt053_08_debit_closing.xml": 1, "mt940_nl_rabobank_cut.txt": 2}


def rows() -> list[dict[str, str]]:
    if not INDEX.exists():
        return []
    with INDEX.open(encoding="utf-8", newline="") as opened:
        return [*csv.DictReader(opened, delimiter="\t")]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_file(row: dict[str, str]) -> None:
    heads: list[Statement] = []
    entries: list[list[Entry]] = []
    closings: list[Closing] = []
    paths = sorted(FOLDER.glob(row["file"]))
    assert paths
    reason = REFUSED.get(row["file"]) or {"ofx": "OFX is not", "qif": "QIF is not"}.get(
        row["file"][:3]
    )
    if reason:
        kind = BadStatementError if "balance" in reason else UnreadableFormatError
        with pytest.raises(kind, match=reason):
            [*read_file(paths[0], profile=PROFILES.get(row["file"]))]
        return
    for path in paths:
        for part in read_file(path, profile=PROFILES.get(row["file"])):
            if isinstance(part, Statement):
                heads.append(part)
                entries.append([])
            elif isinstance(part, Entry):
                entries[-1].append(part)
            else:
                assert isinstance(part, Closing), part
                closings.append(part)
    booked = [[e for e in found if e.status == "booked"] for found in entries]
    assert (len(heads), sum(map(len, booked))) == (int(row["statements"]), int(row["entries"]))
    sums = [add_exactly([e.amount for e in found]) for found in booked]
    for found in booked:
        for entry in found:
            assert entry.details and add_exactly([d.amount for d in entry.details]) == entry.amount
    wrong = [
        head.account
        for head, moved, end in zip(heads, sums, closings, strict=True)
        if head.opening and end.closing and head.opening.amount + moved != end.closing.amount
    ]
    assert len(wrong) == WRONG_SUMS.get(row["file"], 0)
    if is_amount(row["sum of entries"]):
        assert add_exactly(sums) == Decimal(row["sum of entries"])
    if is_amount(row["opening"]):
        assert heads[0].opening and heads[0].opening.amount == Decimal(row["opening"])
        assert closings[-1].closing and closings[-1].closing.amount == Decimal(row["closing"])


def is_amount(text: str) -> bool:
    return text.replace("-", "").replace(".", "").isdecimal()


BREACHES = """
    select w::text from tolsel_bank.breach_wrong_statement w
    union all select w::text from tolsel_bank.breach_wrong_entry w
    union all select w::text from tolsel_bank.breach_broken_chain w"""


EVERYTHING = """
    select (select count(*) from tolsel_bank.statement), (select count(*) from tolsel_bank.entry)"""


def open_accounts(conn: psycopg.Connection[Any], heads: list[Statement]) -> None:
    """Let a channel stand for each account, where its currency is one of today."""
    for number, currency in sorted({(h.account, h.currency) for h in heads}):
        if not conn.execute(
            "select 1 from tolsel.list_currencies() where currency = %s", [currency]
        ).fetchone():
            continue
        # Made anonymous, most are no IBAN: they are set behind the door, which refuses them.
        conn.execute(
            """with made as (
                   select (tolsel.set_bank_account(c.channel_id, array[%(currency)s || '0'
                       || c.channel_id])).channel_id
                   from tolsel.open_channel(%(number)s || %(currency)s, 'bank',
                       p_currency => %(currency)s) c
               )
               insert into tolsel_bank.account_number (
                   tenant_id, account_number, currency, channel_id)
               select 1, tolsel_bank.key_of(%(number)s), %(currency)s, m.channel_id from made m""",
            {"number": number, "currency": currency},
        )


def through_the_door(conn: psycopg.Connection[Any], row: dict[str, str]) -> Counter[str]:
    """Import what one line of the list names, twice; return what became of its statements."""
    paths, profile = sorted(FOLDER.glob(row["file"])), PROFILES.get(row["file"])
    open_accounts(
        conn,
        [
            part
            for path in paths
            for part in read_file(path, profile=profile)
            if isinstance(part, Statement)
        ],
    )
    runs = []
    for _ in range(2):
        reports = import_files(conn, paths, profile=profile, tenant_id=1)
        statements = [statement for report in reports for statement in report.statements]
        assert len(statements) == int(row["statements"])
        runs.append((statements, conn.execute(EVERYTHING).fetchone()))
    (first, once), (_, twice) = runs
    assert once == twice
    assert conn.execute(BREACHES).fetchall() == []
    counts = Counter(s.refusal.name or "" if s.refusal else "taken" for s in first)
    assert (
        counts["statement_sum_wrong"] == WRONG_SUMS.get(row["file"], 0)
        or (counts["bank_account_unknown"])
    )
    counts["entries"] = sum(s.new_count for s in first)
    return counts


def test_all_of_them_go_through_the_door(postgresql: psycopg.Connection[Any]) -> None:
    """# B2 B3 B21 B22"""
    postgresql.execute("select tolsel.grant_login('postgres', 1, true)")
    found: Counter[str] = Counter()
    for row in rows():
        if row["file"].startswith(("ofx", "qif")) or row["file"] in REFUSED:
            continue
        # Some samples are of one account: each file has the database for itself.
        with postgresql.transaction(force_rollback=True):
            counts = through_the_door(postgresql, row)
        found += counts
    # Unknown are only marks that are no more.
    assert found == {
        "taken": 221, "entries": 868, "statement_sum_wrong": 3, "bank_account_unknown": 1,
    }  # fmt: skip


def test_all_of_them_in_one_call(postgresql: psycopg.Connection[Any], database_url: str) -> None:
    """# B8: one report of a hundred files, and the dry run before it says the same."""
    paths = sorted(p for p in FOLDER.rglob("*") if p.suffix not in (".csv", ".tsv") and p.is_file())
    heads: dict[tuple[str, str], Statement] = {}
    for path in paths:
        with contextlib.suppress(BadStatementError):
            for part in read_file(path):
                if isinstance(part, Statement):
                    heads[number_of(part.account), part.currency] = part
    postgresql.execute("select tolsel.grant_login('postgres', 1, true)")
    open_accounts(postgresql, [*heads.values()])
    postgresql.commit()
    url = psycopg.conninfo.make_conninfo(database_url, user="shop_app")
    told = []
    for option in (["--dry-run"], []):
        found = CliRunner().invoke(
            cli.main, ["--url", url, "bank", "import", *option, *map(str, paths)]
        )
        assert found.exit_code == 1, found.output
        told.append((found.stdout.replace("would be taken", "taken"), found.stderr))
    assert told[0] == told[1]
    report, refused = told[1]
    assert report.splitlines()[-1] == (
        "97 files: 209 statements taken, 747 entries new, 30 refused"
    )
    assert "camt.052 is no statement" in refused and "OFX is not read here" in refused


def number_of(account: str) -> str:
    return "".join(c for c in account if c.isalnum()).upper()


def test_every_file_is_listed() -> None:
    listed = {path for row in rows() for path in FOLDER.glob(row["file"])}
    assert listed == {p for p in FOLDER.rglob("*") if p.is_file() and p != INDEX}


def test_days_chain_without_a_gap() -> None:
    """The 40 days of two accounts: each opens where the day before has closed."""
    last: dict[str, Decimal] = {}
    for path in sorted(FOLDER.glob("camt053_08_lt_days/*.xml")):
        account = ""
        for part in read_file(path):
            if isinstance(part, Statement):
                account = part.account
                assert part.opening
                assert last.get(account, part.opening.amount) == part.opening.amount
            elif isinstance(part, Closing):
                assert part.closing
                last[account] = part.closing.amount
    assert len(last) == 2


def test_equal_entries_are_all_there() -> None:
    """Six groups of a day's entries are equal in sign and amount, and no duplicates."""
    entries = [p for p in read_file(FOLDER / "mt940_nl_bunq.sta") if isinstance(p, Entry)]
    keys = [(e.booked_on, e.amount) for e in entries]
    assert len({key for key in keys if keys.count(key) > 1}) == 6
