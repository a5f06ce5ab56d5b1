"""Reads field :86: of MT940: who paid, and what for, in the ways banks write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tolsel.banking.shape import read_reference, tidy_text, unique

_MARKED = re.compile(r"\s*(?:\d{3}(?P<mark>[?>])|(?P<bare>\?)\d\d)")
_SEPA = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|BREF|RREF)\+")
_CODES = re.compile(
    r"/(TRTP|CNTP|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|ORDP|BENM|ISDT|NRTX|RTRN|ADDR|PURP|ULTB"
    r"|ULTD|KREF|TRCD|ID|EXCH|ACCW|SVCL|CHGS)/"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a :86: says."""

    text: str | None = None
    references: tuple[str, ...] = ()
    end_to_end: str | None = None
    counterparty: str | None = None
    counterparty_account: str | None = None
    charge: str | None = None
    """What the bank took, as it prints it."""


def read_purpose(fields: list[str]) -> Purpose:
    """Read one or more :86: fields of one entry.

    Words are cut at the end of lines and of sub-fields: they are joined without a blank, and what
    stands in them is looked for afterwards.
    """
    joined = ["".join(field.split("\n")) for field in fields]
    marked = _MARKED.match(joined[0])
    if marked:
        return _read_marked("".join(joined), marked["mark"] or marked["bare"])
    whole = " ".join(joined)
    if _CODES.match(whole):
        return _read_coded(whole)
    return _read_sepa(whole) if _SEPA.match(whole.lstrip()) else Purpose(text=tidy_text(whole))


def _read_marked(text: str, mark: str) -> Purpose:
    parts = re.split(rf"{re.escape(mark)}(\d{{2}})", text)
    found: dict[str, str] = {}
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        found[code] = found.get(code, "") + value
    purpose = "".join(found[code] for code in sorted(found) if code[0] == "2" or code[0] == "6")
    name = found.get("32", "") + found.get("33", "")
    read = _read_sepa(purpose)
    return replace(
        read,
        text=read.text or tidy_text(found.get("00")),
        counterparty=tidy_text(name),
        counterparty_account="".join(found.get("31", "").split()) or None,
    )


def _read_sepa(purpose: str) -> Purpose:
    fields = _split(_SEPA, purpose)
    return Purpose(
        text=tidy_text(fields.get("SVWZ", fields[""])),
        references=unique([fields.get("EREF"), fields.get("KREF"), fields.get("MREF")]),
        end_to_end=read_reference(fields.get("EREF")),
        charge=fields.get("COAM"),
    )


def _read_coded(text: str) -> Purpose:
    fields = _split(_CODES, text)
    account, name = fields.get("IBAN"), fields.get("NAME")
    if "CNTP" in fields:
        account, _, rest = fields["CNTP"].partition("/")
        name = rest.split("/")[1] if "/" in rest else rest
    for party in ("BENM", "ORDP"):
        if party in fields and account is None:
            account = fields[party].strip("/").partition("/")[0]
    remittance = re.sub(r"^/?(USTD//|STRD/CUR/)", "", fields.get("REMI", ""))
    end_to_end = read_reference(fields.get("EREF", "").strip("/"))
    structured = remittance.strip("/") if "STRD/" in fields.get("REMI", "") else None
    return Purpose(
        text=tidy_text(remittance.rstrip("/")) or tidy_text(text),
        references=unique(
            [
                structured,
                end_to_end,
                fields.get("PREF", "").strip("/"),
                fields.get("MARF", "").strip("/"),
            ]
        ),
        end_to_end=end_to_end,
        counterparty=tidy_text((name or "").strip("/")),
        counterparty_account="".join((account or "").strip("/").split()) or None,
        charge=fields.get("CHGS"),
    )


def _split(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    """Split a text at its codes; what stands before the first is under ''."""
    found = [*pattern.finditer(text)]
    fields = {"": text[: found[0].start()] if found else text}
    for number, match in enumerate(found, 1):
        end = found[number].start() if number < len(found) else len(text)
        fields.setdefault(match[1], text[match.end() : end])
    return fields
