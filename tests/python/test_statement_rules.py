"""What statements really do: each rule on the smallest file that shows it."""

import io
import tracemalloc
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.python.statements import IBAN, balance, camt, entry, mt940, read
from tolsel.banking.camt import read_camt
from tolsel.banking.profile import Profile
from tolsel.banking.shape import BadStatementError, Entry

pytestmark = pytest.mark.once

EUR = Decimal


def test_the_entry_moves_the_account(tmp_path: Path) -> None:
    """# B1: amounts below explain it and never replace it."""
    payment = (
        "<TxDtls><AmtDtls><InstdAmt><Amt Ccy='EUR'>500.00</Amt></InstdAmt></AmtDtls>"
        "<Chrgs><Amt Ccy='EUR'>5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Chrgs></TxDtls>"
    )
    found = read(tmp_path, camt(entry("455.00", payments=payment)))
    assert found.amounts == [EUR("455.00")]
    assert found.entries[0].details[0].amount == EUR("455.00")


def test_charges_stay_visible_beside_the_amount(tmp_path: Path) -> None:
    """# B11: in it or beside it, they are never added to it."""
    payment = (
        "<TxDtls><Amt Ccy='EUR'>455.00</Amt><Chrgs><Rcrd><Amt Ccy='EUR'>5.00</Amt>"
        "<CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>{}</ChrgInclInd></Rcrd></Chrgs></TxDtls>"
    )
    for told, expected in (("true", True), ("0", False)):
        found = read(tmp_path, camt(entry("455.00", payments=payment.format(told)), version="08"))
        (detail,) = found.entries[0].details
        assert (detail.amount, detail.charge) == (EUR("455.00"), EUR("5.00"))
        assert detail.is_charge_included is expected


@pytest.mark.parametrize(
    ("line", "purpose", "charge"),
    [
        (":61:2503110311D103,00NRTINONREF\n/OCMT/EUR100,//CHGS/EUR3,/", "no funds", "3"),
        (":61:2503110311D103,00NRTINONREF", "109?20EREF+E2E-1?21OAMT+100,00?22COAM+3,00", "3"),
        (":61:2503110311C95,00NTRFNONREF", "/EREF/E2E-1//CHGS/EUR5,00/", "5"),
        (":61:2503110311C95,00NTRFNONREF\n/CHGS/USD5,/", "paid", "0"),
        (":61:2503110311C95,00NTRFNONREF", "109?20COAM+much", "0"),
    ],
)
def test_charges_of_mt940(tmp_path: Path, line: str, purpose: str, charge: str) -> None:
    """# B11 B26: in the line or in its purpose, in the currency of the account."""
    (found,) = read(tmp_path, mt940(line, f":86:{purpose}")).entries
    assert found.details[0].charge == Decimal(charge)


def test_the_day_before_opens_where_nothing_else_does(tmp_path: Path) -> None:
    """# B3: PRCD stands in where OPBD is missing, by its code and not by its place."""
    balances = balance("CLAV", "9.00") + balance("CLBD", "7.00") + balance("PRCD", "5.00")
    found = read(tmp_path, camt(balances=balances))
    assert found.heads[0].opening and found.heads[0].opening.amount == 5
    assert found.closings[0].closing and found.closings[0].closing.amount == 7
    both = read(tmp_path, camt(balances=balances + balance("OPBD", "6.00")))
    assert both.heads[0].opening and both.heads[0].opening.amount == 6


@pytest.mark.parametrize(
    ("mark", "amount"), [("C", "1.00"), ("D", "-1.00"), ("RC", "-1.00"), ("RD", "1.00")]
)
def test_signs_of_mt940(tmp_path: Path, mark: str, amount: str) -> None:
    """# B4: a reversed credit is taken away, a reversed debit comes back."""
    found = read(tmp_path, mt940(f":61:2503110311{mark}1,00NTRFNONREF"))
    assert found.amounts == [EUR(amount)]
    assert found.entries[0].is_reversal is mark.startswith("R")


@pytest.mark.parametrize("told", ["true", "1", "false", "0"])
def test_a_reversal_is_a_remark(tmp_path: Path, told: str) -> None:
    """# B4: the direction beside it already counts."""
    found = read(tmp_path, camt(entry(more=f"<RvslInd>{told}</RvslInd>")))
    assert found.amounts == [EUR("100.00")]
    assert found.entries[0].is_reversal is (told in ("true", "1"))


def test_a_balance_in_debit_is_below_zero(tmp_path: Path) -> None:
    """# B5: and 0.00 in debit is 0."""
    balances = balance("OPBD", "0.00", sign="DBIT") + balance("CLBD", "12.50", sign="DBIT")
    found = read(tmp_path, camt(entry("0.00", "DBIT"), balances=balances))
    assert found.heads[0].opening and found.closings[0].closing
    assert str(found.heads[0].opening.amount) == "0.00"
    assert found.closings[0].closing.amount == EUR("-12.50")
    assert str(found.amounts[0]) == "0.00"
    swift = read(tmp_path, mt940(opening="D250310EUR0,00", closing="D250311EUR3,5"))
    assert swift.heads[0].opening and str(swift.heads[0].opening.amount) == "0.00"
    assert swift.closings[0].closing and swift.closings[0].closing.amount == EUR("-3.5")


def test_only_booked_ones_are_money(tmp_path: Path) -> None:
    """# B6"""
    found = read(
        tmp_path,
        camt(*(entry(status=status) for status in ("BOOK", "PDNG", "INFO", "FUTR"))),
    )
    assert [e.status for e in found.entries] == ["booked", "pending", "information", "future"]


def test_newer_versions_put_names_and_states_elsewhere(tmp_path: Path) -> None:
    """# B7: and prefixes change nothing."""
    old = "<TxDtls><RltdPties><Dbtr><Nm>Ada</Nm></Dbtr></RltdPties></TxDtls>"
    new = "<TxDtls><RltdPties><Dbtr><Pty><Nm>Ada</Nm></Pty></Dbtr></RltdPties></TxDtls>"
    for text in (
        camt(entry(payments=old), version="02"),
        camt(entry(payments=new, status="<Cd>BOOK</Cd>"), version="08"),
        camt(entry(payments=new, status="<Cd>BOOK</Cd>"), version="13", prefix="n0"),
    ):
        found = read(tmp_path, text)
        assert found.entries[0].status == "booked"
        assert found.entries[0].details[0].counterparty == "Ada"


def test_what_is_not_of_the_message_is_passed_over(tmp_path: Path) -> None:
    """# B7"""
    stranger = "<x:Amt xmlns:x='urn:bank' Ccy='EUR'>9.00</x:Amt>"
    assert read(tmp_path, camt(entry(more=stranger))).amounts == [EUR("100.00")]


def test_a_file_holds_many_statements(tmp_path: Path) -> None:
    """# B8"""
    one = mt940(":61:250311C1,00NTRFA", account="1", closing="C250311EUR1,00")
    other = mt940(":61:250311D2,00NTRFB", account="2", closing="D250311EUR2,00")
    found = read(tmp_path, one + other)
    assert [h.account for h in found.heads] == ["1", "2"]
    assert [c.closing.amount for c in found.closings if c.closing] == [1, -2]


def test_an_entry_says_its_own_currency(tmp_path: Path) -> None:
    """# B9: the database refuses it, with both."""
    found = read(tmp_path, camt(entry(currency="USD")))
    assert (found.heads[0].currency, found.entries[0].currency) == ("EUR", "USD")


def batch(*amounts: str, where: str = "<Amt Ccy='EUR'>{}</Amt>") -> str:
    return "".join(
        f"<TxDtls><Refs><EndToEndId>E{n}</EndToEndId></Refs>{where.format(amount)}</TxDtls>"
        for n, amount in enumerate(amounts)
    )


def test_a_batch_is_matched_singly_where_its_parts_add_up(tmp_path: Path) -> None:
    """# B10"""
    old = "<AmtDtls><TxAmt><Amt Ccy='EUR'>{}</Amt></TxAmt></AmtDtls>"
    for where in (old, "<Amt Ccy='EUR'>{}</Amt>"):
        found = read(tmp_path, camt(entry("300.00", payments=batch("100", "200", where=where))))
        assert [d.amount for d in found.entries[0].details] == [100, 200]
        assert [d.end_to_end for d in found.entries[0].details] == ["E0", "E1"]


@pytest.mark.parametrize(
    "payments",
    [
        batch("100", "100"),
        batch("", "", where=""),
        batch("100", "200", where="<Amt Ccy='USD'>{}</Amt>"),
    ],
    ids=["other sum", "no amounts", "other currency"],
)
def test_else_a_batch_is_matched_as_a_whole(tmp_path: Path, payments: str) -> None:
    """# B10"""
    found = read(tmp_path, camt(entry("300.00", payments=payments)))
    (detail,) = found.entries[0].details
    assert (detail.amount, detail.references) == (EUR("300.00"), ("E0", "E1"))
    assert found.entries[0].payment_count == 2


def test_parts_of_a_batch_have_their_own_direction(tmp_path: Path) -> None:
    """# B10: +100 and -30 is one entry of 70."""
    payments = batch("100") + batch("30").replace("</Refs>", "</Refs><CdtDbtInd>DBIT</CdtDbtInd>")
    found = read(tmp_path, camt(entry("70.00", payments=payments)))
    assert found.amounts == [70]
    assert [d.amount for d in found.entries[0].details] == [100, -30]


def test_the_booking_date_decides(tmp_path: Path) -> None:
    """# B12: the value date is kept beside it, and stands in for it where it must, and says so."""
    found = read(
        tmp_path,
        camt(entry(booked="2025-03-11", value="2025-03-14"), entry(booked=None)),
    )
    first, second = found.entries
    assert (first.booked_on, first.value_on) == (date(2025, 3, 11), date(2025, 3, 14))
    assert first.day_from == "booking"
    assert (second.booked_on, second.day_from) == (date(2025, 3, 11), "value")


@pytest.mark.parametrize(
    ("printed", "on"),
    [
        ("2512310102", date(2026, 1, 2)),
        ("2601011231", date(2025, 12, 31)),
        ("2506300701", date(2025, 7, 1)),
        ("250311", date(2025, 3, 11)),
    ],
)
def test_the_year_of_an_entry_date(tmp_path: Path, printed: str, on: date) -> None:
    """# B13: the one that puts it nearest the value date."""
    found = read(tmp_path, mt940(f":61:{printed}C1,00NTRFNONREF"))
    assert found.entries[0].booked_on == on


@pytest.mark.parametrize(
    "printed", ["2025-03-11+01:00", "2025-03-11Z", "2025-03-11T23:30:00.000-05:00"]
)
def test_days_are_kept_as_printed(tmp_path: Path, printed: str) -> None:
    """# B14"""
    found = read(tmp_path, camt(entry(booked=printed)))
    assert found.entries[0].booked_on == date(2025, 3, 11)


def test_interest_of_the_thirtieth_of_february(tmp_path: Path) -> None:
    """# B14"""
    found = read(tmp_path, mt940(":61:2502300228C1,00NTRFNONREF", ":61:240230C1,00NTRFNONREF"))
    assert [e.value_on for e in found.entries] == [date(2025, 2, 28), date(2024, 2, 29)]


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("+5", "5"), (".5", "0.5"), ("5.", "5"), ("-0", "0"), (" 7.10 ", "7.10"), ("1.5000", "1.5")],
)
def test_decimals_of_xml(tmp_path: Path, printed: str, amount: str) -> None:
    """# B15"""
    (found,) = read(tmp_path, camt(entry(printed))).amounts
    assert found == EUR(amount)
    assert not str(found).startswith("-")


@pytest.mark.parametrize("printed", ["1,5", "1e3", "NaN", "", "-5", "1.5 EUR", "9" * 40])
def test_what_is_no_decimal_of_xml(tmp_path: Path, printed: str) -> None:
    """# B15"""
    with pytest.raises(BadStatementError, match="line 1: "):
        read(tmp_path, camt(entry(printed)))


def test_the_comma_of_mt940(tmp_path: Path) -> None:
    """# B15: it is a decimal mark, and `1234,` is whole."""
    lines = [":61:250311C1234,NTRFA", ":61:250311C34,5NTRFA", ":61:250311C000000000050,00NTRFA"]
    assert read(tmp_path, mt940(*lines)).amounts == [1234, EUR("34.5"), 50]
    for bad in ("1.234,00", "1234", "1 234,00"):
        with pytest.raises(BadStatementError, match=r"line 5: .*is no entry"):
            read(tmp_path, mt940(f":61:250311C{bad}NTRFA"))


def profile(**more: Any) -> Profile:
    usual: dict[str, Any] = {
        "columns": {"booked_on": ("day",), "amount": ("amount",), "text": ("text",)},
        "date_order": "dmy",
        "decimal_mark": ",",
        "delimiter": ";",
        "account": IBAN,
        "currency": "EUR",
    }
    return Profile(**(usual | more))


def test_marks_are_named_once_for_a_csv(tmp_path: Path) -> None:
    """# B16: a line that follows another rule than the file's is refused, not read otherwise."""
    found = read(tmp_path, "day;amount;text\n01.02.25;12,50;a\n02.03.25;-7;b\n", profile())
    assert found.amounts == [EUR("12.50"), -7]
    assert [e.booked_on for e in found.entries] == [date(2025, 2, 1), date(2025, 3, 2)]
    for line in ("01.02.25;12.50;a", "01.13.25;12,50;a", "2025-02-01;1,00;a", "01.02.25;1,0,0;a"):
        with pytest.raises(BadStatementError, match="line 2: "):
            read(tmp_path, f"day;amount;text\n{line}\n", profile())


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("12,50-", "-12.50"),
        ("12,50 DR", "-12.50"),
        ("12,50 CR", "12.50"),
        ("(1.234,50)", "-1234.50"),
        ("EUR 12,50 DR", "-12.50"),
        ("12,50 Soll", "-12.50"),
        ("12,50 Debit", "-12.50"),
        ("12,50 H", "12.50"),
        ("\N{MINUS SIGN}12,50", "-12.50"),
        ("\N{EN DASH} 12,50 kr", "-12.50"),
        ("S$\N{NARROW NO-BREAK SPACE}12,50", "12.50"),
    ],
)
def test_signs_of_a_csv(tmp_path: Path, printed: str, amount: str) -> None:
    """# B16"""
    found = read(tmp_path, f"day;amount;text\n01.02.25;{printed};a\n", profile(thousands_mark="."))
    assert found.amounts == [EUR(amount)]


@pytest.mark.parametrize("printed", ["12,50 Af", "12,50 CHF", "12,50 OUT", "about 12,50"])
def test_words_beside_an_amount_are_known(tmp_path: Path, printed: str) -> None:
    """# B9 B16: what a word says of the direction is not guessed, nor is a currency."""
    with pytest.raises(BadStatementError, match=r"line 2: the word '.*' beside an amount"):
        read(tmp_path, f"day;amount;text\n01.02.25;{printed};a\n", profile())


@pytest.mark.parametrize(
    ("order", "printed"),
    [("ymd", "200311"), ("ymd", "20200311"), ("dmy", "110320"), ("dmy", "11032020"),
     ("mdy", "031120"), ("mdy", "03112020"), ("mdy", "3/11/20 23:59")],
)  # fmt: skip
def test_days_without_marks(order: str, printed: str) -> None:
    """# B14 B16"""
    assert profile(date_order=order).read_day(printed, 1) == date(2020, 3, 11)
    for bad in ("20111", "2020311", "11.032020", "11 March 2020"):
        with pytest.raises(BadStatementError, match=r"line 1: .* is no day"):
            profile(date_order=order).read_day(bad, 1)


def test_debit_and_credit_columns_preamble_and_totals(tmp_path: Path) -> None:
    """# B16: a total is checked, not posted."""
    wanted = profile(
        header=3, total_word="Total",
        columns={"booked_on": ("day",), "debit": ("out",), "credit": ("in",),
                 "amount": ("sum",)} | {"text": ("text",)},
    )  # fmt: skip
    text = "Bank\n\nday;out;in;sum;text\n01.02.25;7,00;;;a\n02.02.25;;9,00;;b\nTotal;;;{};\n"
    assert read(tmp_path, text.format("2,00"), wanted).amounts == [-7, 9]
    with pytest.raises(BadStatementError, match=r"(?s)line 6: the total .*2\.01.*2\.00.*0\.01"):
        read(tmp_path, text.format("2,01"), wanted)


def test_a_sign_column(tmp_path: Path) -> None:
    """# B16"""
    wanted = profile(
        out_words=("Af",), in_words=("Bij",),
        columns={"booked_on": ("day",), "amount": ("amount",), "sign": ("text",)},
    )  # fmt: skip
    head = "day;amount;text\n"
    assert read(tmp_path, head + "01.02.25;1;Af\n01.02.25;2;Bij\n", wanted).amounts == [-1, 2]
    with pytest.raises(BadStatementError, match="line 2: 'Uit' does not say in or out"):
        read(tmp_path, head + "01.02.25;1;Uit\n", wanted)


def test_balances_of_a_csv_are_proved(tmp_path: Path) -> None:
    """# B2 B16: in either order, and a line that is missing shows."""
    wanted = {"columns": {"booked_on": ("1",), "amount": ("2",), "balance": ("3",)},
              "header": None}  # fmt: skip
    lines = ["01.02.25;5,00;105,00", "02.02.25;-7,00;98,00", "03.02.25;1,00;99,00"]
    for newest_first in (False, True):
        printed = lines[::-1] if newest_first else lines
        kept = profile(**wanted, newest_first=newest_first)
        found = read(tmp_path, "\n".join(printed), kept)
        assert found.heads[0].opening and found.heads[0].opening.amount == 100
        assert found.closings[0].closing and found.closings[0].closing.amount == 99
        with pytest.raises(BadStatementError, match="its balance does not go on"):
            read(tmp_path, "\n".join(printed[::2]), kept)


def test_the_counterparty_is_the_other_one(tmp_path: Path) -> None:
    """# B17: the account's own holder never is one."""
    parties = (
        "<TxDtls><RltdPties><Dbtr><Nm>Payer</Nm></Dbtr><DbtrAcct><Id><IBAN>{}</IBAN></Id>"
        "</DbtrAcct><Cdtr><Nm>Payee</Nm></Cdtr><CdtrAcct><Id><IBAN>{}</IBAN></Id></CdtrAcct>"
        "</RltdPties></TxDtls>"
    )
    other = "NL91ABNA0417164300"
    for sign, own, name in (
        ("CRDT", (other, IBAN), "Payer"),
        ("DBIT", (IBAN, other), "Payee"),
        # A payment that came back keeps its parties.
        ("CRDT", (IBAN, other), "Payee"),
    ):
        found = read(tmp_path, camt(entry("1", sign, payments=parties.format(*own))))
        (detail,) = found.entries[0].details
        assert (detail.counterparty, detail.counterparty_account) == (name, other)


@pytest.mark.parametrize("none", ["NONREF", "NOTPROVIDED", " ", "KREF+"])
def test_references_that_are_none(tmp_path: Path, none: str) -> None:
    """# B18"""
    payment = f"<TxDtls><Refs><EndToEndId>{none}</EndToEndId></Refs></TxDtls>"
    found = read(tmp_path, camt(entry(reference=none, payments=payment)))
    assert found.entries[0].reference is None
    assert found.entries[0].details[0].references == ()


def test_references_are_never_joined(tmp_path: Path) -> None:
    """# B18: the one of :61: and KREF+ are two, and the bank's is a third."""
    found = read(
        tmp_path,
        mt940(":61:250311C1,00NTRFNONREF//B77", ":86:166?20KREF+INV-31?21EREF+E5"),
    )
    assert found.entries[0].reference == "B77"
    assert found.entries[0].details[0].references == ("E5", "INV-31")
    same = read(tmp_path, mt940(":61:250311C1,00NTRFINV-31//B77", ":86:166?20KREF+INV-31"))
    assert same.entries[0].details[0].references == ("INV-31",)
    # Some banks leave out the number before the fields, or the fields around their words.
    for purpose in ("?20KREF+INV-3?211EREF+E5SVWZ+Thanks", "KREF+INV-31EREF+E5SVWZ+Thanks"):
        bare = read(tmp_path, mt940(":61:250311C1,00NTRFNONREF//B77", f":86:{purpose}"))
        (detail,) = bare.entries[0].details
        assert (detail.references, detail.text) == (("E5", "INV-31"), "Thanks")
    why = read(tmp_path, mt940(":61:250311C1,00NTRFNONREF//B77", ":86:why? 12? yes"))
    assert why.entries[0].text == "why? 12? yes"


def test_all_references_of_a_payment_are_candidates(tmp_path: Path) -> None:
    """# B18: in order."""
    remittance = (
        "<TxDtls><RmtInf><Ustrd>INV-1 and</Ustrd><Ustrd>INV-2</Ustrd>"
        "<Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>"
        "<Strd><CdtrRefInf><Ref>RF712348231</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
    )
    (detail,) = read(tmp_path, camt(entry(payments=remittance))).entries[0].details
    assert detail.references == ("RF18539007547034", "RF712348231")
    assert detail.text == "INV-1 and INV-2"


def test_a_note_is_no_purpose(tmp_path: Path) -> None:
    """# B19: below the closing balance a :86: is about the statement."""
    text = mt940(":61:250311C1,00NTRFNONREF", ":86:INV-1")
    text = text.replace("\n-\n", "\n:86:Thank you\nfor banking\n-\n")
    found = read(tmp_path, text)
    assert found.entries[0].text == "INV-1"
    assert found.closings[0].note == "Thank you for banking"
    # Before the first entry it belongs to none either.
    first = read(tmp_path, mt940(":86:hello", ":61:250311C1,00NTRFNONREF"))
    assert first.entries[0].text is None


def test_words_are_cut_at_the_end_of_lines(tmp_path: Path) -> None:
    """# B20: sub-fields are joined without a blank; blanks before line ends count."""
    lines = [
        ":61:250311C1,00NTRFNONREF",
        ":86:166?00GUTSCHRIFT?20EREF+E-2025-00?2117SVWZ+Invoice INV",
        "-2025-?220042 and ",
        "more?30DEUTDEFF?31DE02120300000000202051?32Miller ?33& Sons",
    ]
    (detail,) = read(tmp_path, mt940(*lines)).entries[0].details
    assert detail.end_to_end == "E-2025-0017"
    assert detail.text == "Invoice INV-2025-0042 and more"
    assert detail.counterparty == "Miller & Sons"
    assert detail.counterparty_account == "DE02120300000000202051"


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    """# B24"""
    whole = camt(entry())
    for length in (len(whole) // 2, len(whole) - 5):
        with pytest.raises(BadStatementError, match="no XML, or it breaks off"):
            read(tmp_path, whole[:length])
    swift = mt940(":61:250311C1,00NTRFA")
    with pytest.raises(BadStatementError, match="the statement breaks off"):
        read(tmp_path, swift[: swift.index(":62F:")])


LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>&b;</Document>"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LAUGHS, "document type"),
        (LAUGHS.replace("'ha'", "SYSTEM 'file:///etc/passwd'"), "document type"),
        (camt(entry(more="<a>" * 50 + "</a>" * 50)), "elements in each other"),
        (camt(entry(more="<a/>" * 100_001)), "elements in a payment"),
        (camt(entry(more=f"<a>{'x' * 1_100_000}</a>")), "a text of more than"),
        ("<html/>", "this XML is no bank statement"),
        (camt(entry(), version="01"), "camt.053.001.01 is not read"),
        ("", "neither CAMT.053 nor MT940"),
    ],
    ids=["entities", "files", "deep", "wide", "long", "html", "old", "empty"],
)
def test_xml_of_strangers(tmp_path: Path, text: str, reason: str) -> None:
    """# B24"""
    with pytest.raises(BadStatementError, match=reason):
        read(tmp_path, text)


class Endless(io.RawIOBase):
    """A statement of so many entries, which is nowhere whole."""

    def __init__(self, count: int) -> None:
        head, tail = camt("|").split("|")
        self._parts = (
            part for chunk in ([head], (entry() for _ in range(count)), [tail]) for part in chunk
        )
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size:
            part = next(self._parts, None)
            if part is None:
                break
            self._rest += part.encode()
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


@pytest.mark.torture
def test_memory_does_not_grow_with_the_file() -> None:
    """# B24"""
    peaks = []
    for count in (1_000, 6_000):
        tracemalloc.start()
        entries = sum(isinstance(p, Entry) for p in read_camt(Endless(count)))  # type: ignore[arg-type]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert entries == count
    assert peaks[1] < peaks[0] * 1.2


def test_lines_are_named(tmp_path: Path) -> None:
    """# B24"""
    text = camt(entry(), "\n\n", entry(status="WHAT"))
    with pytest.raises(BadStatementError, match="line 3: the status 'WHAT'"):
        read(tmp_path, text)
