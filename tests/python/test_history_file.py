"""How a history file is read: no server is asked."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolsel.errors import ReportedError
from tolsel.importing.csv_rows import BadLine
from tolsel.importing.history_file import HistoryFile, HistoryLine, read_history
from tolsel.importing.known_lines import KnownLine, KnownLines

pytestmark = pytest.mark.once

HEADER = "account,date,amount,text,counter_account,balance,id"


def read(
    path: Path,
    *rows: str,
    header: str = HEADER,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    counter_account: str | None = None,
) -> list[HistoryLine | BadLine]:
    path.write_bytes("\n".join([header, *rows, ""]).encode())
    return [
        *read_history(
            HistoryFile(
                path=path,
                source="s",
                delimiter=delimiter,
                encoding=encoding,
                counter_account=counter_account,
            )
        )
    ]


def keys(lines: list[HistoryLine | BadLine]) -> list[str]:
    assert all(isinstance(line, HistoryLine) for line in lines), lines
    known = KnownLines("s", [])
    return [known.key_of(line)[0] for line in lines if isinstance(line, HistoryLine)]


def as_known(lines: list[HistoryLine | BadLine]) -> list[KnownLine]:
    """Return lines as they are known once they are posted."""
    found = [line for line in lines if isinstance(line, HistoryLine)]
    return [
        KnownLine(n.account, n.effective_on, n.amount, n.text, n.line_id, key)
        for n, key in zip(found, keys(lines), strict=True)
    ]


def new(known: list[KnownLine], lines: list[HistoryLine | BadLine]) -> list[int]:
    """Return the numbers of the lines that are posted."""
    told = KnownLines("s", known)
    found = [line for line in lines if isinstance(line, HistoryLine)]
    return [line.number for line in found if not told.key_of(line)[1]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.csv"


def test_a_line(path: Path) -> None:
    assert read(path, ' till , 2026-01-31 ,-0010.50," Rent, ""May"" ",rent,0.0,7') == [
        HistoryLine(
            number=2,
            line_id="7",
            account="till",
            counter_account="rent",
            effective_on=date(2026, 1, 31),
            amount=Decimal("-10.50"),
            text='Rent, "May"',
            printed_balance="0",
        )
    ]


def test_columns_may_come_in_any_order_and_few(path: Path) -> None:
    (line,) = read(path, ",+1,a,2026-01-01", header="text,amount,account,date", counter_account="b")
    assert isinstance(line, HistoryLine)
    assert (line.text, line.amount, line.counter_account) == (None, Decimal(1), "b")
    assert line.printed_balance is None


def test_no_amount_is_rounded(path: Path) -> None:
    long = "123456789012345.678901234567890123"
    (line,) = read(path, f"a,2026-01-01,{long},t,b,-{long}00,1")
    assert isinstance(line, HistoryLine)
    assert str(line.amount) == long
    assert line.printed_balance == f"-{long}"


BAD = {
    "a,2026-01-01,1,t,b,,1,extra": "it has 8 columns, the first line has 7",
    "a,2026-01-01,1": "it has 3 columns, the first line has 7",
    "a,01/02/2026,1,t,b,,1": "the date is '01/02/2026'; write YYYY-MM-DD",
    "a,2026-02-29,1,t,b,,1": "the date is '2026-02-29'; write YYYY-MM-DD",
    "a,20260101,1,t,b,,1": "the date is '20260101'; write YYYY-MM-DD",
    "a,2026-W01-1,1,t,b,,1": "the date is '2026-W01-1'; write YYYY-MM-DD",
    "a,٢٠٢٦-01-01,1,t,b,,1": "the date is '٢٠٢٦-01-01'; write YYYY-MM-DD",
    "a,,1,t,b,,1": "the date is ''; write YYYY-MM-DD",
    'a,2026-01-01,"1,5",t,b,,1': "the amount is '1,5'; write digits and a point without commas: "
    "-1234.50",
    "a,2026-01-01,1e3,t,b,,1": "the amount is '1e3'; write digits and a point: -1234.50",
    "a,2026-01-01,NaN,t,b,,1": "the amount is 'NaN'; write digits and a point: -1234.50",
    "a,2026-01-01,1_000,t,b,,1": "the amount is '1_000'; write digits and a point: -1234.50",
    "a,2026-01-01,.5,t,b,,1": "the amount is '.5'; write digits and a point: -1234.50",
    "a,2026-01-01,,t,b,,1": "the amount is ''; write digits and a point: -1234.50",
    "a,2026-01-01,-0.00,t,b,,1": "the amount is zero and moves nothing; leave the line out",
    "a,2026-01-01,1,t,b,x,1": "the balance is 'x'; write digits and a point: -1234.50",
    ",2026-01-01,1,t,b,,1": "it names no account",
    "a,2026-01-01,1,t,,,1": "it names no counter account; see --counter-account",
    "a,2026-01-01,1,t,a,,1": "account 'a' is its own counter account",
    "a,2026-01-01,1,t,b,,": "it has no id, although there is a column for it",
    f"a,2026-01-01,1,t,b,,{'i' * 201}": "the id has 201 characters, more than 200",
    f"a,2026-01-01,1,{'t' * 1001},b,,1": "the text has 1001 characters, more than 1000",
    "a,2026-01-01,1,a\0b,b,,1": "text is not text in utf-8-sig; see --encoding",
    'a,2026-01-01,1,"t"t,b,,1': "',' expected after '\"'",
    'a,2026-01-01,1,"t,b,,1': "unexpected end of data",
}


@pytest.mark.parametrize(("row", "reason"), BAD.items())
def test_a_bad_line_has_number_and_reason(path: Path, row: str, reason: str) -> None:
    good = "a,2026-01-01,1,t,b,,0"
    found = read(path, good, "", row)
    assert found[1:] == [BadLine(4, reason)]
    if "end of data" not in reason:
        assert read(path, good, "", row, good.replace(",0", ",9"))[2:] == [
            HistoryLine(
                number=5, line_id="9", account="a", counter_account="b",
                effective_on=date(2026, 1, 1), amount=Decimal(1), text="t", printed_balance=None,
            )
        ]  # fmt: skip


def test_a_text_of_several_lines(path: Path) -> None:
    found = read(path, 'a,2026-01-01,1,"two\nlines",b,,1', "x", "a,2026-01-01,1,t,b,,2")
    assert [line.number for line in found] == [2, 4, 5]


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("account,date,amount", "missing: text"),
        ("", "missing: account; missing: date; missing: amount; missing: text"),
        ("account,date,amount,text,counteraccount", "not known: 'counteraccount'"),
        ("account,date,amount,text,text", "a name stands there twice"),
        ("Account,date,amount,text", "missing: account; not known: 'Account'"),
    ],
)
def test_a_header_is_exact(path: Path, header: str, detail: str) -> None:
    with pytest.raises(ReportedError) as refused:
        read(path, header=header)
    assert refused.value.detail == detail
    assert str(refused.value.hint).startswith("Name them account, date, amount, text, and perhaps")


def test_a_header_with_another_delimiter(path: Path) -> None:
    with pytest.raises(ReportedError) as refused:
        read(path, header="account;date;amount;text")
    assert str(refused.value.hint).endswith("Or is it --delimiter ';'?")
    row = "a;2026-01-01;1,5;t"
    found = read(path, row, header="account;date;amount;text", delimiter=";", counter_account="b")
    assert isinstance(found[0], BadLine)
    assert read(
        path, row, header="account;date;amount;text".replace(";", "\t"), delimiter="\t"
    ) == [BadLine(2, "it has 1 columns, the first line has 4")]


def test_encodings(path: Path) -> None:
    file = HistoryFile(path=path, source="s", counter_account="b")
    rows = "account,date,amount,text\na,2026-01-01,1,Caf\u00e9\na,2026-01-01,1,t\n"
    path.write_bytes(b"\xef\xbb\xbf" + rows.encode())
    assert [getattr(line, "text", None) for line in read_history(file)] == ["Café", "t"]
    path.write_bytes(rows.encode("cp1252"))
    found = [*read_history(file)]
    assert found[0] == BadLine(2, "text is not text in utf-8-sig; see --encoding")
    assert isinstance(found[1], HistoryLine)
    file = HistoryFile(path=path, source="s", counter_account="b", encoding="cp1252")
    assert [getattr(line, "text", None) for line in read_history(file)] == ["Café", "t"]
    path.write_bytes(rows.encode("utf-16")[:-1])
    with pytest.raises(ReportedError, match=r"s\.csv is not written in utf-16"):
        [*read_history(HistoryFile(path=path, source="s", counter_account="b", encoding="utf-16"))]


def test_a_file_without_lines(path: Path) -> None:
    assert read(path) == []
    path.write_bytes(b"")
    with pytest.raises(ReportedError):
        [*read_history(HistoryFile(path=path, source="s"))]


def test_equal_lines_are_counted(path: Path) -> None:
    header = "account,date,amount,text"
    row, other = "a,2026-01-01,1.00,t", "a,2026-01-01,1.00,u"
    first = keys(read(path, row, row, other, row, header=header, counter_account="b"))
    assert len(set(first)) == 4
    digest = first[0].split(":")[2]
    assert first[0] == f"import:s:{digest}:1"
    assert first[1] == f"import:s:{digest}:2"
    assert first[3] == f"import:s:{digest}:3"
    assert len(digest) == 24
    # The same lines, written by another program: their keys stay.
    again = read(
        path, '" a",2026-01-01,+1,"t",,', '"a",2026-01-01,1.0,t,,', "a,2026-01-01,01.000,u,,",
        header="account,date,amount,text,counter_account,balance", counter_account="c",
    )  # fmt: skip
    assert keys(again) == first[:3]


PLAIN = "account,date,amount,text,counter_account"


def test_what_is_known_is_told_by_day_and_reference_or_content(path: Path) -> None:
    """# B21: neither by columns that may be missing, nor by its place."""
    first = read(
        path, "a,2026-01-01,1,t,b", "a,2026-01-01,1,t,b", "a,2026-01-02,1,t,b", header=PLAIN
    )
    known = as_known(first)
    # The next file has references and balances, and begins a line later.
    more = read(
        path, "a,2026-01-01,1.0,t,b,5,R2", "a,2026-01-02,1,t,b,6,R3", "a,2026-01-02,1,t,b,7,R4"
    )
    assert new(known, more) == [4]
    known = as_known(read(path, "a,2026-01-01,1,t,b,,R1", "a,2026-01-01,1,t,b,,R2"))
    assert new(known, read(path, *["a,2026-01-01,1,t,b"] * 3, header=PLAIN)) == [4]
    # References come again: on another day, or for another amount of the same one.
    assert new(known, read(path, "a,2026-01-02,1,t,b,,R1", "a,2026-01-01,1,t,b,,R2")) == [2]
    told = KnownLines("s", known)
    (changed,) = read(path, "a,2026-01-01,3,t,b,,R1")
    assert isinstance(changed, HistoryLine)
    assert told.key_of(changed) == (known[0].request_key, False)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=6))
def test_a_longer_file_keeps_the_keys(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], more: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / f"s{random.randrange(1 << 60)}.csv"
    rows = [f"a,2026-01-01,1,{text},b,2" for text in [*texts, *more]]
    header = "account,date,amount,text,counter_account,balance"
    long = keys(read(path, *rows, header=header))
    short = keys(read(path, *rows[: len(texts)], header=header))
    path.unlink()
    assert len(set(long)) == len(rows)
    assert long[: len(short)] == short
