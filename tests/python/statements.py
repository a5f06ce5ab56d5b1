"""Small statements, written for the tests: the smallest that shows each rule."""

from decimal import Decimal
from pathlib import Path

from tolsel.banking.profile import Profile
from tolsel.banking.reading import read_file
from tolsel.banking.shape import BadStatementError, Closing, Entry, Fault, Statement

IBAN = "DE02120300000000202051"


def balance(code: str, amount: str, on: str = "2025-03-11", *, sign: str = "CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt>"
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>"
    )


def entry(
    amount: str = "100.00",
    sign: str = "CRDT",
    *,
    status: str = "BOOK",
    booked: str | None = "2025-03-11",
    value: str | None = "2025-03-11",
    currency: str = "EUR",
    reference: str = "",
    more: str = "",
    payments: str = "",
) -> str:
    days = "".join(
        f"<{name}><Dt>{day}</Dt></{name}>"
        for name, day in (("BookgDt", booked), ("ValDt", value))
        if day
    )
    own = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    details = f"<NtryDtls>{payments}</NtryDtls>" if payments else ""
    return (
        f"<Ntry><Amt Ccy='{currency}'>{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{more}"
        f"<Sts>{status}</Sts>{days}{own}{details}</Ntry>"
    )


def camt(
    *entries: str,
    opening: str | None = None,
    closing: str | None = None,
    version: str = "02",
    account: str = IBAN,
    number: int = 1,
    balances: str | None = None,
    prefix: str = "",
) -> str:
    if balances is None:
        balances = balance("OPBD", opening or "0.00") + balance("CLBD", closing or "0.00")
    body = (
        f"<BkToCstmrStmt><Stmt><Id>S{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>{balances}{''.join(entries)}"
        "</Stmt></BkToCstmrStmt>"
    )
    namespace = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    if prefix:
        body = body.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:")
        body = body.replace(f"<{prefix}:/", "</").replace(f"</{prefix}:{prefix}:", f"</{prefix}:")
        return f"<{prefix}:Document xmlns:{prefix}='{namespace}'>{body}</{prefix}:Document>"
    return f"<Document xmlns='{namespace}'>{body}</Document>"


def mt940(
    *lines: str,
    opening: str = "C250310EUR0,00",
    closing: str = "C250311EUR0,00",
    number: str = "1/1",
    account: str = IBAN,
) -> str:
    return "\n".join(
        [":20:S", f":25:{account}", f":28C:{number}", f":60F:{opening}", *lines,
         f":62F:{closing}", "-", ""]
    )  # fmt: skip


class Read:
    """What a file says, as lists; what cannot be read of it raises."""

    def __init__(self, path: Path, profile: Profile | None = None) -> None:
        parts = [*read_file(path, profile=profile)]
        for fault in (p for p in parts if isinstance(p, Fault)):
            raise BadStatementError(fault.reason)
        self.heads = [p for p in parts if isinstance(p, Statement)]
        self.entries = [p for p in parts if isinstance(p, Entry)]
        self.closings = [p for p in parts if isinstance(p, Closing)]

    @property
    def amounts(self) -> list[Decimal]:
        return [e.amount for e in self.entries]


def read(folder: Path, text: str | bytes, profile: Profile | None = None) -> Read:
    path = folder / "statement"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Read(path, profile)
