"""Finds out what a file is, and reads it: CAMT.053, MT940, or CSV by a profile."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from tolsel.banking.camt import read_camt
from tolsel.banking.csv_statement import read_csv
from tolsel.banking.mt940 import read_mt940
from tolsel.banking.profile import Profile
from tolsel.banking.shape import Parts, UnreadableFormatError

_HEAD = 4096
_NOT_READ = {
    rb"^\s*(<\?xml[^>]*\?>\s*)?(<\?OFX|OFXHEADER|<OFX>)": "OFX is not read here: no library that"
    " may be used in any product reads it and is kept up; ask the bank for CAMT.053 or CSV",
    rb"^\s*(#[^\n]*\n|\s)*!(Type|Option|Account)": "QIF is not read here: it has no balance, no"
    " currency and no sure order of the date; ask the bank for CAMT.053 or CSV",
    rb"^0{5}\d{9}05": "CODA is not read here; ask the bank for CAMT.053",
    rb"^11\d{18}": "Norma 43 is not read here; ask the bank for CAMT.053",
}
_LINE_MAX = 100_000


def read_file(path: Path, *, profile: Profile | None = None, encoding: str | None = None) -> Parts:
    """Read the statements of a file; CSV needs a profile, the others say themselves what they are.

    Raises BadStatementError where it cannot be read, at the place where that shows.
    """
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    for pattern, reason in _NOT_READ.items():
        if re.match(pattern, head, re.IGNORECASE):
            raise UnreadableFormatError(f"{path.name}: {reason}")
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<" or head[:4] in (
        codecs.BOM_UTF16_BE + b"\0<", codecs.BOM_UTF16_LE + b"<\0"):  # fmt: skip
        with path.open("rb") as opened:
            yield from read_camt(opened)
    elif re.search(rb"(^|\n|\{4:\s*)(:940:|:942:)?\s*:20:", head):
        yield from read_mt940(_text_lines(path, encoding or guess_encoding(path)))
    elif profile is not None:
        yield from read_csv(path, profile)
    else:
        raise UnreadableFormatError(
            f"{path.name} is neither CAMT.053 nor MT940",
            hint="A CSV is read by a profile: tolsel bank profile FILE proposes one.",
        )


def guess_encoding(path: Path) -> str:
    """Return utf-8 where the whole file is that, else the code page of Western banks."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as opened:
            while chunk := opened.read(1 << 16):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "latin-1"


def _text_lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline=None) as opened:
        while line := opened.readline(_LINE_MAX):
            if "\0" in line:
                raise UnreadableFormatError(f"{path.name} is no text: it has a NUL in it")
            yield line
